/** What `watch` costs while nothing happens: three uplinks, three targets, the defaults. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../test/support/multihome.ts';
import type { Owner } from '../test/support/namespace.ts';
import { createNamespace, ip } from '../test/support/namespace.ts';
import { startWatch } from '../test/support/watching.ts';
import type { Figure } from './figures.ts';
import { nowMs, pause } from './outage-clock.ts';
import { descendants, memoryMb, processorMs } from './outage-processes.ts';

const targets = ['192.0.2.53', '192.0.2.54', '192.0.2.55'];
const uplinks = [1, 2, 3];
const settleMs = 5_000;

export async function measureIdle(owner: Owner, lengthMs: number): Promise<readonly Figure[]> {
  const watch = startIdleWatch(owner);
  for (const uplink of uplinks) {
    watch.heard(`isp-${uplink} is up`, (one) => one.uplink === `isp-${uplink}` && one.to === 'up');
  }
  await pause(settleMs);
  const beforeMs = processorMs(watch.pid);
  const beganMs = nowMs();
  await pause(lengthMs);
  const share = (100 * (processorMs(watch.pid) - beforeMs)) / (nowMs() - beganMs);
  const family = descendants(watch.pid);
  const own = memoryMb(watch.pid, 'status', 'VmRSS');
  const all = sum(family.map((one) => memoryMb(one, 'status', 'VmRSS')));
  const fair = sum(family.map((one) => memoryMb(one, 'smaps_rollup', 'Pss')));
  const seconds = Math.round(lengthMs / 1_000);
  watch.signal('SIGTERM');
  await watch.ended;
  return [
    {
      ...{ text: `idle for ${seconds} s: processor, of one core`, value: share },
      ...{ unit: '%', promise: 1 },
    },
    { text: 'idle: memory of watch (VmRSS)', value: own, unit: 'MB', promise: 90 },
    {
      ...{
        text: `idle: memory with its ${family.length - 1} processes (sum of VmRSS)`,
        value: all,
      },
      ...{ unit: 'MB', promise: 90 },
    },
    { text: 'idle: the same, what is shared counted once (sum of Pss)', value: fair, unit: 'MB' },
  ];
}

function startIdleWatch(owner: Owner) {
  const [host, far] = [createNamespace(owner), createNamespace(owner)];
  for (const target of targets) ip(far, 'addr', 'add', target, 'dev', 'lo');
  for (const uplink of uplinks) {
    const device = `eth${uplink}`;
    ip(host, 'link', 'add', device, 'type', 'veth', 'peer', 'name', device, 'netns', far);
    ip(host, 'addr', 'add', `10.0.${uplink}.10/24`, 'dev', device);
    ip(far, 'addr', 'add', `10.0.${uplink}.1/24`, 'dev', device);
    ip(host, 'link', 'set', device, 'up');
    ip(far, 'link', 'set', device, 'up');
  }
  const root = temporaryFolder(owner);
  const file = join(root, 'topology.yaml');
  writeFileSync(file, topology);
  return startWatch(owner, host, root, file);
}

const topology = `version: 1
uplinks:
${uplinks.map(uplinkText).join('')}outbound: {mode: failover, uplinks: [isp-1, isp-2, isp-3]}
health: {targets: [${targets.join(', ')}]}
`;

function uplinkText(uplink: number): string {
  const way = `{address: 10.0.${uplink}.10/24, gateway: 10.0.${uplink}.1}`;
  return `  isp-${uplink}: {interface: eth${uplink}, ipv4: ${way}}\n`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

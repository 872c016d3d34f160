/** Who leads traffic away from an uplink that fails: `watch`, the kernel alone, or a shell loop. */

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { uplinks } from '../test/support/internet.ts';
import { runIn } from '../test/support/multihome.ts';
import type { Owner } from '../test/support/namespace.ts';
import { inNamespace, ip, writeSysctl } from '../test/support/namespace.ts';
import { inRepository } from '../test/support/repository.ts';
import { startWatch } from '../test/support/watching.ts';
import { pause, waitFor } from './outage-clock.ts';
import { processorMs } from './outage-processes.ts';
import type { Stage } from './outage-stage.ts';

/** Starts it on a host where all is well. What it started ends with the owner. */
export type Driver = {
  readonly start: (owner: Owner) => Promise<Driving>;
  /** New traffic leaves by the first uplink. */
  readonly isPreferred: () => boolean;
};

export type Driving = {
  /** Returns once it does nothing but wait for something to happen. */
  readonly rests: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const outbound = 'outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n';
const targets = "targets: [192.0.2.53, 192.0.2.54, '2001:db8:f::53']";

/** Values of `health`; what is not said is as by default. */
export type Health = { readonly [key: string]: string };

function topologyText(health: Health, policies = ''): string {
  const values = Object.entries(health).map(([key, value]) => `, ${key}: ${value}`);
  return `version: 1\n${uplinks}${outbound}${policies}health: {${targets}${values.join('')}}\n`;
}

export function watchDriver(stage: Stage, health: Health): Driver {
  return driverWith(stage, topologyText(health));
}

/** Prefixes of both families; the last of each holds those who answer the probers. */
export function listDriver(stage: Stage, health: Health, count: number): Driver {
  const ipv4 = Array.from({ length: count / 2 - 1 }, (_, at) => {
    return `${10 + (at >>> 16)}.${(at >>> 8) & 255}.${at & 255}.0/24`;
  });
  const ipv6 = ipv4.map((_, at) => `2001:db9:${at.toString(16)}::/48`);
  const prefixes = [...ipv4, '192.0.2.0/24', ...ipv6, '2001:db8:f::/48'];
  writeFileSync(join(stage.root, 'prefixes.txt'), prefixes.join('\n'));
  const list = '{name: listed, to: {file: prefixes.txt}, uplinks: [isp-a, isp-b]}';
  return driverWith(stage, topologyText(health, `policies: [${list}]\n`));
}

/** Applied once before: what `watch` does when it starts is not what is measured. */
function driverWith(stage: Stage, text: string): Driver {
  const file = apply(stage, text);
  return {
    isPreferred: () => isPreferred(stage, ['-4', '-6']),
    start: async (owner) => {
      const watch = startWatch(owner, stage.host, stage.root, file);
      const isUp = (path: string) =>
        watch.events().some((one) => `${one.uplink} ${one.family} ${one.to}` === `${path} up`);
      await waitFor('all paths are up', 60_000, () => paths.every(isUp));
      return {
        rests: () => atRest(watch.pid),
        stop: async () => {
          await atRest(watch.pid);
          watch.signal('SIGTERM');
          await watch.ended;
        },
      };
    },
  };
}

const paths = ['isp-a ipv4', 'isp-a ipv6', 'isp-b ipv4', 'isp-b ipv6'];

export function kernelDriver(stage: Stage): Driver {
  for (const family of ['ipv4', 'ipv6']) {
    writeSysctl(stage.host, `net/${family}/conf/all/ignore_routes_with_linkdown`, '1');
  }
  apply(stage, topologyText({}));
  return {
    isPreferred: () => !/linkdown/.test(ip(stage.host, 'route') + ip(stage.host, '-6', 'route')),
    start: () => Promise.resolve({ rests: nothing, stop: nothing }),
  };
}

function apply(stage: Stage, text: string): string {
  const file = join(stage.root, 'topology.yaml');
  writeFileSync(file, text);
  const { exitCode, stderr } = runIn(stage.host, stage.root, ['apply', '--yes', file]);
  if (exitCode !== 0) throw new Error(`apply: ${stderr}`);
  return file;
}

/** It knows IPv4 only, and one table for each uplink so that it can ask over both. */
export function loopDriver(stage: Stage): Driver {
  const { host } = stage;
  const gateways = { eth0: '203.0.113.1', eth1: '198.51.100.1' };
  for (const [device, gateway] of Object.entries(gateways)) {
    const table = device === 'eth0' ? '10' : '20';
    const address = gateway.replace(/1$/, '10');
    ip(host, 'rule', 'add', 'from', address, 'lookup', table);
    ip(host, 'route', 'add', 'default', 'via', gateway, 'dev', device, 'table', table);
  }
  ip(host, 'route', 'add', 'default', 'via', gateways.eth0, 'dev', 'eth0');
  // As DHCP would have it: without one, nothing can be asked over a device.
  ip(host, 'route', 'add', 'default', 'via', gateways.eth1, 'dev', 'eth1', 'metric', '100');
  const script = inRepository('bench', 'outage-loop.sh');
  const words = ['eth0', gateways.eth0, 'eth1', gateways.eth1, '192.0.2.53', '192.0.2.54'];
  return {
    isPreferred: () => isPreferred(stage, ['-4']),
    start: async (owner) => {
      ip(host, 'route', 'replace', 'default', 'via', gateways.eth0, 'dev', 'eth0');
      const [command, ...argv] = inNamespace(host, 'bash', script, ...words);
      const child = spawn(command, argv, { stdio: 'ignore' });
      owner.after(() => void child.kill('SIGKILL'));
      await waitFor('the loop runs', 5_000, () => child.pid !== undefined);
      return {
        rests: nothing,
        stop: async () => {
          child.kill('SIGKILL');
          await waitFor('the loop ended', 5_000, () => child.signalCode !== null);
        },
      };
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

/** Asking over paths takes some of the processor, reading a host most of it. */
async function atRest(processId: number): Promise<void> {
  for (;;) {
    const beforeMs = processorMs(processId);
    await pause(restMs);
    if (processorMs(processId) - beforeMs < restMs * 0.2) return;
  }
}

const restMs = 500;

function isPreferred({ host }: Stage, families: readonly ('-4' | '-6')[]): boolean {
  return families.every((family) => {
    return / dev eth0 /.test(`${ip(host, family, 'route', 'show', 'default').split('\n')[0]} `);
  });
}

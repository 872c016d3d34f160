/** The service with no more privileges than its systemd unit gives it. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { failover, heardUp, stage, waitFor, waitForDefaults } from '../support/scene.ts';
import { settingOf } from '../support/unit.ts';

const skip = requireRoot() ?? requirePrograms('ping', 'setpriv');

/** As in `net_admin`. */
const capabilities = (settingOf('CapabilityBoundingSet') ?? '')
  .split(' ')
  .map((name) => name.replace(/^CAP_/, '').toLowerCase());

test(
  'the capabilities of the unit are enough to apply, ask, switch and name tables',
  { skip },
  (context) => {
    const set = ['-all', ...capabilities.map((name) => `+${name}`)].join(',');
    const below = ['setpriv', `--bounding-set=${set}`, '--inh-caps=-all', '--no-new-privs'];
    const textFor = ({ root }: { readonly root: string }): string => {
      const hook = join(root, 'hook');
      writeFileSync(hook, `#!/bin/sh\n: > ${root}/told-$MULTIHOME_EVENT\n`, { mode: 0o755 });
      return `${failover}watch: {hook: [${hook}]}\n`;
    };
    const scene = stage(context, textFor, { below });
    assert.equal(privilegesOf(scene.watch.pid).length, capabilities.length);
    waitForDefaults(scene, 'eth0 eth1');
    const names = join(scene.root, 'etc/iproute2/rt_tables.d/multihome.conf');
    waitFor(scene, 'tables have names', () => existsSync(names));
    scene.silence('a', true);
    waitForDefaults(scene, 'eth1');
    waitFor(scene, 'the hook has run', () => existsSync(join(scene.root, 'told-switch')));
    const before = scene.watch.events().length;
    scene.silence('a', false);
    heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, 'eth0 eth1');
    const troubles = scene.watch
      .events()
      .filter(({ event }) => /^(probe|failed|hook)$/.test(event));
    assert.deepEqual(troubles, []);
  },
);

/** A `1` for each capability in effect (proc_pid_status(5)). */
function privilegesOf(processId: number): string {
  const text = readFileSync(`/proc/${processId}/status`, 'utf8');
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(text)?.[1] ?? '0'}`);
  return mask.toString(2).replaceAll('0', '');
}

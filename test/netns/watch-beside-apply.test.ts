/** What is applied while the service runs stands afterwards, or is not applied. */

import assert from 'node:assert/strict';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { createInternet } from '../support/internet.ts';
import type { Finished } from '../support/multihome.ts';
import { runIn, runProgram, temporaryFolder } from '../support/multihome.ts';
import { inNamespace, ip, requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';
import type { Scene } from '../support/scene.ts';
import { failover, ours, stage, waitFor, waitForDefaults, watchIn } from '../support/scene.ts';
import { startWatch } from '../support/watching.ts';

const skip = requireRoot() ?? requirePrograms('ping');

function multihome({ host, root }: Scene, ...words: readonly string[]): Finished {
  return runIn(host, root, words);
}

const blackhole = 'routes: [{to: 10.8.0.0/16, type: blackhole}]\n';
const withBlackhole = `${failover}${blackhole}`;

const hasBlackhole = ({ host }: Scene) => ip(host, 'route').includes('blackhole 10.8.0.0/16');

/** It looks at the host once somebody has changed something. */
function stir({ host }: Scene): void {
  ip(host, 'route', 'add', '10.99.0.0/16', 'dev', 'eth0', 'proto', 'static');
}

function ready(context: TestContext): Scene {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  return scene;
}

test('what it would not take over is not applied', { skip }, (context) => {
  const scene = ready(context);
  const before = ours(scene);
  writeFileSync(scene.file, `${failover}${blackhole}watch: {hook: [/no/such/hook]}\n`);
  const finished = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(finished.exitCode, 69, finished.stdout + finished.stderr);
  assert.match(
    finished.stderr,
    /multihome watch, process \d+, would not take .*topology\.yaml over/,
  );
  assert.match(finished.stderr, /no\/such\/hook.*Nothing was touched/s);
  assert.deepEqual(ours(scene), before);
});

const apart = `version: 1
protocol: 158
priority-base: 20000
uplinks:
  x: {interface: eth1, table: 900, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: none}
`;

test('another file is refused, also with a protocol number of its own', { skip }, (context) => {
  const scene = ready(context);
  const other = join(scene.root, 'other.yaml');
  for (const [text, why] of [
    [withBlackhole, /true and would undo this/],
    [apart, /while it runs, no other is applied here, .*\(158\)/],
  ] as const) {
    writeFileSync(other, text);
    const { exitCode, stdout, stderr } = multihome(scene, 'apply', '--yes', other);
    assert.equal(exitCode, 75, stdout + stderr);
    assert.match(stderr, why);
  }
});

const stick = '  stick: {interface: eth9, ipv4: {address: 192.0.2.10/24, gateway: 192.0.2.1}}\n';

for (const [what, extra] of [
  ['with routes that come', blackhole],
  ['that alone', ''],
] as const) {
  test(
    `an uplink that is not there yet it takes over, as allowed: ${what}`,
    { skip },
    (context) => {
      const scene = ready(context);
      const text = failover
        .replace('outbound:', `${stick}outbound:`)
        .replace('isp-b]', 'isp-b, stick]');
      writeFileSync(scene.file, `${text}${extra}`);
      const before = scene.watch.events().length;
      scene.watch.signal('SIGHUP');
      const refused = scene.watch.heard('no', ({ event }) => event.endsWith('reloaded'), before);
      assert.match(
        refused.message,
        /not there: eth9; apply --allow interface-missing takes it over$/,
      );
      const words = ['apply', '--yes', '--allow', 'interface-missing', scene.file];
      const { exitCode, stdout, stderr } = multihome(scene, ...words);
      assert.equal(exitCode, 0, stdout + stderr);
      scene.watch.heard('it is read', ({ event }) => event === 'reloaded', before);
      ip(scene.host, 'link', 'add', 'eth9', 'type', 'veth', 'peer', 'name', 'eth8');
      ip(scene.host, 'addr', 'add', '192.0.2.10/24', 'dev', 'eth9');
      for (const name of ['eth8', 'eth9']) ip(scene.host, 'link', 'set', name, 'up');
      waitFor(scene, 'it is taken up', () => /default .*eth9/.test(ours(scene).join('\n')));
      assert.equal(hasBlackhole(scene), extra !== '');
    },
  );
}

test('what changes no route is read again, too', { skip }, (context) => {
  const scene = ready(context);
  writeFileSync(scene.file, failover.replace('up-after: ', 'up-after: 1'));
  const changed = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(changed.exitCode, 0, changed.stderr);
  assert.match(changed.stderr, /multihome watch, process \d+, reads .*topology\.yaml again/);
  scene.watch.heard('it reads it', ({ event }) => event === 'reloaded');
  waitFor(scene, 'it is not asked twice', () => {
    const again = multihome(scene, 'apply', '--yes', scene.file);
    return again.exitCode === 0 && !again.stderr.includes('again');
  });
  writeFileSync(scene.file, `${failover}watch: {hook: [/no/such/hook]}\n`);
  const refused = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(refused.exitCode, 69, refused.stderr);
});

/** It sees nothing below the folder. */
const blindTo = (folder: string) => [
  ...['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs "$0" && exec "$@"'],
  folder,
];

test('what it does not take over after all is taken back', { skip }, (context) => {
  const folder = temporaryFolder(context);
  const hook = join(folder, 'hook');
  writeFileSync(hook, '#!/bin/sh\n', { mode: 0o755 });
  const scene = stage(context, failover, { below: blindTo(folder) });
  waitForDefaults(scene, 'eth0 eth1');
  const before = ours(scene);
  writeFileSync(scene.file, `${withBlackhole}watch: {hook: [${hook}]}\n`);
  const { exitCode, stdout, stderr } = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(exitCode, 6, stdout + stderr);
  assert.match(
    stderr,
    /after apply multihome watch, process \d+, does not take .* over.*: the hook .* is missing/,
  );
  assert.match(stderr, /It has been taken back: the host is as it was before/);
  assert.deepEqual(ours(scene), before);
  const json = multihome(scene, 'apply', '--yes', '--json', scene.file);
  assert.match(json.stdout, /"type":"not-taken-over","reason":".*the hook .* is missing/);
  assert.equal(json.exitCode, 6);
});

test('what has been taken back is not taken over', { skip }, (context) => {
  const scene = ready(context);
  const before = ours(scene);
  writeFileSync(scene.file, withBlackhole);
  const tried = multihome(scene, 'apply', '--yes', '--confirm', '5m', scene.file);
  assert.equal(tried.exitCode, 0, tried.stderr);
  assert.equal(multihome(scene, 'rollback').exitCode, 0);
  scene.watch.signal('SIGHUP');
  const { message } = scene.watch.heard('it answers', ({ event }) => event.endsWith('reloaded'));
  assert.match(message, /apply \d+ of it was taken back: apply it again, or change it/);
  assert.deepEqual(ours(scene), before);
  const applied = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(applied.exitCode, 0, applied.stderr);
});

test('what is confirmed stands, or confirm says that it does not', { skip }, (context) => {
  const scene = ready(context);
  const before = ours(scene);
  writeFileSync(scene.file, withBlackhole);
  assert.equal(multihome(scene, 'apply', '--yes', '--confirm', '5m', scene.file).exitCode, 0);
  writeFileSync(scene.file, `${withBlackhole}uplink: 7\n`);
  const invalid = multihome(scene, 'confirm');
  assert.equal(invalid.exitCode, 5, invalid.stderr);
  assert.match(invalid.stderr, /apply \d+ is not taken back any more, but multihome watch,/);
  waitFor(scene, 'it has put back what it knows', () => ours(scene).join() === before.join());

  writeFileSync(scene.file, withBlackhole);
  assert.equal(multihome(scene, 'apply', '--yes', '--confirm', '5m', scene.file).exitCode, 0);
  writeFileSync(scene.file, `# edited\n${withBlackhole}`);
  const edited = multihome(scene, 'confirm');
  assert.equal(edited.exitCode, 5, edited.stderr);
  assert.match(edited.stderr, /it is not any more what apply \d+ carried out: apply it again/);
});

test('what was kept before anybody told it is not undone', { skip }, (context) => {
  const scene = ready(context);
  writeFileSync(scene.file, withBlackhole);
  assert.equal(multihome(scene, 'apply', '--yes', '--confirm', '5m', scene.file).exitCode, 0);
  // Confirmed, and nobody left to say so.
  const run = join(scene.root, 'run/multihome');
  const [namespace = ''] = readdirSync(run);
  symlinkSync('kept', join(run, namespace, '1', 'claimed'));
  stir(scene);
  scene.watch.heard('it is read', ({ event }) => event === 'reloaded');
  ip(scene.host, 'route', 'del', '10.8.0.0/16');
  waitFor(scene, 'it is given back', () => hasBlackhole(scene));
});

test('who starts is known before the host is as it is to be', { skip }, (context) => {
  const scene = waitingForEth1(context);
  const other = join(scene.root, 'other.yaml');
  writeFileSync(other, withBlackhole);
  const applied = multihome(scene, 'apply', '--yes', '--allow', 'interface-missing', other);
  assert.equal(applied.exitCode, 75, applied.stdout + applied.stderr);
  assert.match(applied.stderr, /keeps .*topology\.yaml true and would undo this/);
});

test('who is interrupted while the service is asked says how it stands', { skip }, (context) => {
  const scene = ready(context);
  writeFileSync(scene.file, withBlackhole);
  scene.watch.signal('SIGSTOP');
  // It waits once the signal does.
  const script = `"$@" & until grep -q '^ShdPnd:.*1$' /proc/${scene.watch.pid}/status; do sleep 0.05; done
kill -HUP $!; kill -TERM $!; wait $!`;
  const words = ['--root', scene.root, 'apply', '--yes', scene.file];
  const node = [process.execPath, inRepository('bin', 'multihome.js'), ...words];
  const argv = inNamespace(scene.host, 'timeout', '30', 'sh', '-c', script, 'sh', ...node);
  const { exitCode, stdout, stderr } = runProgram(argv);
  scene.watch.signal('SIGCONT');
  assert.equal(exitCode, 0, stdout + stderr);
  assert.match(
    stderr,
    /Interrupted by SIGTERM\. It stands, but multihome watch, process \d+, is to read/,
  );
  scene.watch.heard('it is read', ({ event }) => event === 'reloaded');
  assert.ok(hasBlackhole(scene));
});

function waitingForEth1(context: TestContext): Scene {
  const internet = createInternet(context);
  ip(internet.host, 'link', 'del', 'eth1');
  const scene = watchIn(context, internet, failover, { words: ['--wait-for-interfaces', '5m'] });
  waitFor(scene, 'it starts', () => /it starts/.test(multihome(scene, 'status').stdout));
  return scene;
}

test('who starts answers an apply, and ends when it is asked to', { skip }, async (context) => {
  const scene = waitingForEth1(context);
  writeFileSync(scene.file, withBlackhole);
  const words = ['apply', '--yes', '--allow', 'interface-missing', scene.file];
  const applied = multihome(scene, ...words);
  assert.equal(applied.exitCode, 0, applied.stdout + applied.stderr);
  assert.match(applied.stderr, /reads .*topology\.yaml again/);
  assert.ok(hasBlackhole(scene));
  const other = waitingForEth1(context);
  const before = ours(other);
  other.watch.signal('SIGTERM');
  assert.equal(await other.watch.ended, 0, other.watch.text());
  assert.deepEqual(ours(other), before);
});

test('who starts keeps what was known of uplinks', { skip }, async (context) => {
  const scene = ready(context);
  const status = () => multihome(scene, 'status').stdout;
  waitFor(scene, 'it is told', () => /isp-a +IPv4 +up/.test(status()));
  scene.watch.signal('SIGKILL');
  await scene.watch.ended;
  writeFileSync(scene.file, failover.replace('outbound:', `${stick}outbound:`));
  startWatch(context, scene.host, scene.root, scene.file, {
    words: ['--wait-for-interfaces', '5m'],
  });
  waitFor(scene, 'it starts', () => /it starts/.test(status()));
  assert.match(status(), /isp-a +IPv4 +up/);
});

test('how to take it back begins with stopping who would undo that', { skip }, async (context) => {
  const scene = ready(context);
  const [, id] = /"process":\{"id":(\d+)/.exec(multihome(scene, 'status', '--json').stdout) ?? [];
  assert.ok(id);
  writeFileSync(scene.file, withBlackhole);
  const applied = multihome(scene, 'apply', '--yes', scene.file);
  assert.match(
    applied.stdout + applied.stderr,
    new RegExp(
      `^To take it back: kill ${id}, and once that has ended: multihome .*rollback \\d+$`,
      'm',
    ),
  );
  const { stdout } = multihome(scene, 'rollback', '--list');
  assert.match(stdout, new RegExp(`would undo a rollback: stop it first: kill ${id}$`, 'm'));
  const refused = multihome(scene, 'rollback');
  assert.equal(refused.exitCode, 75);
  assert.match(refused.stderr, new RegExp(`stop it first.*: kill ${id}$`, 'm'));
  scene.watch.signal('SIGTERM');
  await scene.watch.ended;
  assert.equal(multihome(scene, 'rollback').exitCode, 0);
  assert.ok(!hasBlackhole(scene));
});

/** Which connections the kernel forgets when an uplink fails, and which it keeps. */

import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { temporaryFolder } from '../support/multihome.ts';
import { execute, requireRoot } from '../support/namespace.ts';
import { folderOf, requirePrograms } from '../support/programs.ts';
import type { Scene } from '../support/scene.ts';
import { failover, heardUp, stage, waitFor, waitForDefaults } from '../support/scene.ts';

const skip =
  requireRoot() ??
  requirePrograms('ping', 'conntrack') ??
  (existsSync('/proc/sys/net/netfilter/nf_conntrack_count')
    ? undefined
    : 'needs a kernel that tracks connections');

/** As if it had been masqueraded: from `inside`, with answers to `outside`. */
function connection({ host }: Scene, inside: string, target: string, outside: string): void {
  const tuple = ['-s', inside, '-d', target, '--reply-src', target, '--reply-dst', outside];
  const ports = '--sport 4000 --dport 53 --reply-port-src 53 --reply-port-dst 4000'.split(' ');
  execute(host, 'conntrack', '-I', '-p', 'udp', ...tuple, ...ports, '--timeout', '600');
}

/** To whom answers come. */
function remembered({ host }: Scene): readonly string[] {
  const all = ['ipv4', 'ipv6'].map((family) => execute(host, 'conntrack', '-L', '-f', family));
  return all.flatMap((text) =>
    text.split('\n').flatMap((line) => [...line.matchAll(/ dst=(\S+)/g)][1]?.[1] ?? []),
  );
}

function staged(scene: Scene): void {
  waitForDefaults(scene, 'eth0 eth1');
  connection(scene, '192.168.1.5', '192.0.2.53', '203.0.113.10');
  connection(scene, '192.168.1.5', '192.0.2.54', '198.51.100.10');
  connection(scene, '192.168.1.5', '192.168.7.7', '192.168.7.1');
  connection(scene, '2001:db8:1::5', '2001:db8:f::53', '2001:db8:a::10');
  connection(scene, '2001:db8:1::5', '2001:db8:f::54', '2001:db8:b::10');
  assert.equal(remembered(scene).length, 5);
}

test('an uplink that fails loses its connections, and nobody else any', { skip }, (context) => {
  const scene = stage(context);
  staged(scene);
  scene.carrier('a', 'down');
  waitForDefaults(scene, 'eth1');
  waitFor(scene, 'they are forgotten', () => remembered(scene).length === 3);
  assert.deepEqual(remembered(scene).toSorted(), [
    '192.168.7.1',
    '198.51.100.10',
    '2001:db8:b::10',
  ]);
  const { message } = scene.watch.heard('it is told', ({ event }) => event === 'conntrack');
  assert.match(message, /^isp-a \(IPv[46]\): 1 connection of \S+ forgotten$/);
});

test('one that is left because a better one is back keeps them', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
  connection(scene, '192.168.1.5', '192.0.2.54', '198.51.100.10');
  const before = scene.watch.events().length;
  scene.silence('a', false);
  heardUp(scene.watch, 'isp-a', before);
  waitForDefaults(scene, 'eth0 eth1');
  // The next failure goes through the same queue, and ends later.
  connection(scene, '192.168.1.5', '192.0.2.53', '203.0.113.10');
  scene.silence('a', true);
  waitFor(scene, 'those of the failed one go', () => !remembered(scene).includes('203.0.113.10'));
  assert.deepEqual(remembered(scene), ['198.51.100.10']);
});

test('an address that was read from the interface, and is lost, is known', { skip }, (context) => {
  const auto = failover.replace(
    'ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}',
    'ipv4: {address: auto, gateway: 203.0.113.1}',
  );
  const scene = stage(context, auto);
  staged(scene);
  execute(scene.host, 'ip', 'addr', 'del', '203.0.113.10/24', 'dev', 'eth0');
  waitFor(scene, 'they are forgotten', () => !remembered(scene).includes('203.0.113.10'));
  assert.ok(remembered(scene).includes('2001:db8:a::10'), 'IPv6 works');
});

test('conntrack: false leaves all of them', { skip }, async (context) => {
  const scene = stage(context, `${failover}watch: {conntrack: false}\n`);
  staged(scene);
  scene.carrier('a', 'down');
  waitForDefaults(scene, 'eth1');
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0);
  assert.equal(remembered(scene).length, 5);
});

test('where conntrack is not installed, that is told once', { skip }, async (context) => {
  const scene = stage(context, failover, { below: withoutConntrack(temporaryFolder(context)) });
  staged(scene);
  for (let time = 0; time < 2; time++) {
    const before = scene.watch.events().length;
    scene.carrier('a', 'down');
    waitForDefaults(scene, 'eth1');
    scene.carrier('a', 'up');
    heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, 'eth0 eth1');
  }
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0);
  const told = scene.watch.events().filter(({ event }) => event === 'conntrack');
  assert.equal(told.length, 1, scene.watch.text());
  assert.match(told[0]?.message ?? '', /stay as they are: conntrack is not installed/);
});

/** Its folder is searched whatever PATH says: there is another one in its place, for this run alone. */
function withoutConntrack(empty: string): readonly string[] {
  const folder = folderOf('conntrack') ?? '';
  if (existsSync(join(folder, 'ip'))) copyFileSync(join(folder, 'ip'), join(empty, 'ip'));
  return ['sh', '-c', `mount --bind ${empty} ${folder} && exec "$@"`, 'sh'];
}

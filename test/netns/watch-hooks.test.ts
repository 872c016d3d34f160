/** What the user's own program is told of a watched host, and what it cannot do to the service. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import type { Internet } from '../support/internet.ts';
import { createInternet } from '../support/internet.ts';
import { runIn } from '../support/multihome.ts';
import { ip, requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { failover, heardUp, stage, waitFor, waitForDefaults } from '../support/scene.ts';

const skip = requireRoot() ?? requirePrograms('ping');

/** With a hook below the root of the host, of this shell text. */
function hooked(script: string, timeout = '5s', text = failover) {
  return ({ root }: Pick<Internet, 'root'>): string => {
    const hook = join(root, 'hook');
    writeFileSync(hook, `#!/bin/sh\ncd ${root} || exit 9\n${script}\n`, { mode: 0o755 });
    return `${text}watch: {hook: [${hook}, with spaces and $HOME], hook-timeout: ${timeout}}\n`;
  };
}

const record = `{
  echo "$MULTIHOME_EVENT|$MULTIHOME_WHAT|$MULTIHOME_FAMILY|$MULTIHOME_FROM|$MULTIHOME_TO|$MULTIHOME_TOPOLOGY|$*"
  echo "$MULTIHOME_REASON" >> reasons
} >> told`;

function lines({ root }: Internet, name: string): readonly string[] {
  const path = join(root, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}

test(
  'it is told of the start, of every switch in each family, and of the end',
  { skip },
  async (context) => {
    const scene = stage(context, hooked(record));
    waitForDefaults(scene, 'eth0 eth1');
    waitFor(scene, 'it started', () => lines(scene, 'told').length === 1);
    scene.carrier('a', 'down');
    waitFor(scene, 'it was told of both', () => lines(scene, 'told').length === 3);
    scene.watch.signal('SIGTERM');
    assert.equal(await scene.watch.ended, 0);
    const end = `${scene.file}|with spaces and $HOME`;
    const [first, ...rest] = lines(scene, 'told');
    assert.equal(first, `started|||||${end}`);
    assert.deepEqual(rest.slice(0, 2).toSorted(), [
      `switch|outbound|ipv4|isp-a|isp-b|${end}`,
      `switch|outbound|ipv6|isp-a|isp-b|${end}`,
    ]);
    assert.deepEqual(rest.slice(2), [`stopped|||||${end}`]);
    assert.equal(lines(scene, 'reasons')[1], 'isp-a has no carrier; isp-b is up');
  },
);

test('a policy that goes another way is told by its name', { skip }, (context) => {
  const text = `${failover}policies: [{name: voip, to: [192.0.2.0/24], uplinks: [isp-b, isp-a]}]\n`;
  const scene = stage(context, hooked(record, '5s', text));
  waitForDefaults(scene, 'eth0 eth1');
  scene.carrier('b', 'down');
  waitFor(scene, 'it was told', () =>
    lines(scene, 'told').some((line) => line.startsWith('switch|policy voip|ipv4|isp-b|isp-a|')),
  );
});

test('one that hangs holds up nothing, and is killed with all it started', { skip }, (context) => {
  const scene = stage(context, hooked('sleep 7777 & echo $! >> children; wait', '500ms'));
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
  const { message } = scene.watch.heard('it is killed', ({ event }) => event === 'hook');
  assert.match(
    message,
    /^the hook \S+\/hook, of started, took longer than 500 ms, and was killed$/,
  );
  waitFor(scene, 'the next ones have run', () => lines(scene, 'children').length === 3);
  const [child] = lines(scene, 'children');
  waitFor(scene, 'the child is gone', () => !existsSync(`/proc/${child}`));
});

test('one that fails is told of, and what it writes goes nowhere', { skip }, (context) => {
  const scene = stage(context, hooked('echo noise; echo noise >&2; exit 4'));
  const { message } = scene.watch.heard('it failed', ({ event }) => event === 'hook');
  assert.match(message, /of started, ended with exit code 4$/);
  assert.doesNotMatch(scene.watch.text(), /noise/);
});

test('of a backlog the oldest is left out, and that is told', { skip }, (context) => {
  const names = Array.from({ length: 10 }, (_, index) => `many-${index}`);
  const many = names.map(
    (name, index) => `  - {name: ${name}, to: [192.0.2.${index}/32], uplinks: [isp-a, isp-b]}`,
  );
  const text = `${failover}policies:\n${many.join('\n')}\n`;
  const scene = stage(context, hooked('echo . >> begun; sleep 7777', '1h', text));
  waitFor(scene, 'the first runs', () => lines(scene, 'begun').length === 1);
  for (const state of ['down', 'up'] as const) {
    const before = scene.watch.events().length;
    scene.carrier('a', state);
    if (state === 'up') heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, state === 'up' ? 'eth0 eth1' : 'eth1');
  }
  const { message } = scene.watch.heard('one is dropped', ({ event }) => event === 'hook');
  assert.match(message, /of switch, was not run: too much happens while earlier ones run$/);
});

test('one that is not there is found before anything is touched', { skip }, (context) => {
  const scene = createInternet(context);
  const file = join(scene.root, 'topology.yaml');
  for (const [hook, mode] of [
    ['/missing/hook', undefined],
    [join(scene.root, 'plain'), 0o644],
    [scene.root, undefined],
  ] as const) {
    if (mode !== undefined) writeFileSync(hook, '#!/bin/sh\n', { mode });
    writeFileSync(file, `${failover}watch: {hook: [${hook}]}\n`);
    const { exitCode, stderr } = runIn(scene.host, scene.root, ['watch', file]);
    assert.equal(exitCode, 69, hook);
    assert.match(
      stderr,
      new RegExp(`the hook ${hook} is missing, or may not be run. Nothing was touched`),
    );
  }
  assert.doesNotMatch(ip(scene.host, 'rule'), /157/);
});

test('SIGHUP does not take over a topology whose hook is not there', { skip }, (context) => {
  const scene = stage(context, hooked(record));
  waitForDefaults(scene, 'eth0 eth1');
  const text = failover.replace('[isp-a, isp-b]', '[isp-b, isp-a]');
  writeFileSync(scene.file, `${text}watch: {hook: [/missing/hook]}\n`);
  scene.watch.signal('SIGHUP');
  const { message } = scene.watch.heard('it is refused', ({ event }) => event === 'not-reloaded');
  assert.match(message, /the topology stays as it was: the hook \/missing\/hook is missing/);
  waitForDefaults(scene, 'eth0 eth1');
  scene.carrier('a', 'down');
  waitFor(scene, 'the old hook is run', () => lines(scene, 'told').length === 3);
});

test('one that runs when the service ends has its time, and no more', { skip }, async (context) => {
  const script = 'echo $MULTIHOME_EVENT >> told; [ "$MULTIHOME_EVENT" = stopped ] || sleep 7777';
  const scene = stage(context, hooked(script, '300ms'));
  waitFor(scene, 'it started', () => lines(scene, 'told').length > 0);
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0);
  assert.deepEqual(lines(scene, 'told'), ['started', 'stopped']);
});

test('who does not wait for it ends it, too', { skip }, async (context) => {
  const scene = stage(context, hooked('echo $$ >> told; sleep 7777', '1h'));
  waitFor(scene, 'it started', () => lines(scene, 'told').length > 0);
  scene.watch.signal('SIGTERM');
  scene.watch.heard('the service ends', ({ event }) => event === 'stopped');
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0);
  const [child] = lines(scene, 'told');
  waitFor(scene, 'it is gone', () => !existsSync(`/proc/${child}`));
});

test(
  'a switch is told when it has been made, not while nothing may be changed',
  { skip },
  (context) => {
    const script = '[ "$MULTIHOME_EVENT" = switch ] && ip -4 route show default proto 157 >> told';
    const scene = stage(context, hooked(script));
    waitForDefaults(scene, 'eth0 eth1');
    const policies = 'policies: [{name: voip, to: [192.0.2.0/24], uplinks: [isp-b, isp-a]}]\n';
    writeFileSync(scene.file, `${readFileSync(scene.file, 'utf8')}${policies}`);
    const apply = ['apply', '--yes', '--confirm', '5s', scene.file];
    const { exitCode, stderr } = runIn(scene.host, scene.root, apply);
    assert.equal(exitCode, 0, stderr);
    scene.carrier('a', 'down');
    scene.watch.heard('it waits', ({ event }) => event === 'pending');
    waitForDefaults(scene, 'eth1');
    waitFor(scene, 'it was told', () => lines(scene, 'told').length > 1);
    for (const line of lines(scene, 'told')) assert.match(line, / dev eth1 /);
  },
);

/** The service against a real kernel: links fail, and traffic follows. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertLinesFollow } from '../support/documents.ts';
import type { Internet } from '../support/internet.ts';
import { createInternet, reaches, uplinks } from '../support/internet.ts';
import { runIn } from '../support/multihome.ts';
import { pingsIn } from '../support/pings.ts';
import { inNamespace, ip, requireRoot } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { requirePrograms } from '../support/programs.ts';
import {
  defaults,
  failover,
  heardUp,
  heardVerdict,
  stage,
  waitForDefaults,
} from '../support/scene.ts';
import { pauseFor, waitUntil } from '../support/wait.ts';
import { startWatch } from '../support/watching.ts';

const skip = requireRoot() ?? requirePrograms('ping');

function multihome({ host, root }: Internet, ...words: readonly string[]) {
  return runIn(host, root, words);
}

test('it applies the topology, and finds that the uplinks work', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  assert.match(multihome(scene, 'plan', scene.file).stdout, /^No changes\./m);
});

test(
  'what is lost without a word is noticed, and traffic returns when it is back',
  { skip },
  (context) => {
    const scene = stage(context);
    waitForDefaults(scene, 'eth0 eth1');
    scene.silence('a', true);
    waitForDefaults(scene, 'eth1');
    for (const target of ['192.0.2.53', '2001:db8:f::53'])
      assert.ok(reaches(scene, target), target);
    const { message } = scene.watch.heard('a switch', ({ event }) => event === 'switch');
    assert.match(
      message,
      /^outbound \(IPv[46]\): isp-a -> isp-b: isp-a does not answer: its gateway does, the fault lies beyond; isp-b is up$/,
    );
    const before = scene.watch.events().length;
    scene.silence('a', false);
    heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, 'eth0 eth1');
  },
);

test('a backup that is asked seldom, and given up late, delays nobody', { skip }, (context) => {
  const slow = '{targets: [192.0.2.53], interval: 10s, down-after: 60s, up-after: 5s}';
  const seldom = failover.replace('interface: eth1', `health: ${slow}\n    interface: eth1`);
  const scene = stage(context, seldom);
  waitForDefaults(scene, 'eth0 eth1');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
});

test('following the status ends when nobody reads it any more', { skip }, async (context) => {
  const scene = stage(context);
  waitUntil('it tells its status', () => multihome(scene, 'status').exitCode === 0);
  const program = inRepository('bin', 'multihome.js');
  const words = ['--root', scene.root, 'status', '--follow', '--json'];
  const [command, ...argv] = inNamespace(scene.host, process.execPath, program, ...words);
  const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => void child.on('exit', resolve));
  await new Promise((resolve) => void child.stdout.once('data', resolve));
  child.stdout.destroy();
  assert.equal(await ended, 0);
});

test('a carrier whose traffic it leads elsewhere is no remark', { skip }, (context) => {
  const scene = stage(context);
  scene.carrier('a', 'down');
  waitForDefaults(scene, 'eth1');
  waitUntil('it says so', () => /! isp-a .* unusable/.test(multihome(scene, 'status').stdout));
  assert.doesNotMatch(multihome(scene, 'status').stdout, /remarks/);
  assert.match(multihome(scene, 'plan', scene.file).stdout, /eth0 has no carrier/);
});

test('a plan made by hand knows what the service has found', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
  waitUntil('the plan says so', () => {
    const { stdout } = multihome(scene, 'plan', scene.file);
    return /^No changes\./m.test(stdout) && /isp-a \(IPv4\) does not answer/.test(stdout);
  });
});

test('status tells of verdicts, targets, what is used, and why', { skip }, async (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
  const text = () => multihome(scene, 'status').stdout;
  waitUntil('it is told', () => /outbound \(IPv4\): isp-a -> isp-b: isp-a does not/.test(text()));
  assert.match(
    text(),
    /^ {4}isp-b {2}IPv4 {2}up .* eth1 198\.51\.100\.10\/24 via 198\.51\.100\.1$/m,
  );
  assert.match(text(), /^ {2}! isp-a {2}IPv4 {2}silent/m);
  assert.match(text(), /^ {4}outbound \(IPv6\): isp-b$/m);
  assertLinesFollow('status', multihome(scene, 'status', '--json').stdout);
  const metrics = multihome(scene, 'status', '--prometheus').stdout;
  assert.match(metrics, /^multihome_uplink_up\{uplink="isp-a",family="ipv4"\} 0$/m);
  assert.match(metrics, /^multihome_active\{what="outbound",family="ipv4",uplink="isp-b"\} 1$/m);
  scene.watch.signal('SIGTERM');
  await scene.watch.ended;
  const { exitCode, stderr } = multihome(scene, 'status');
  assert.equal(exitCode, 69);
  assert.match(stderr, /nobody watches this network namespace/);
});

test(
  'a lost carrier is acted on at once, and a carrier that is back has to prove itself',
  { skip },
  (context) => {
    const scene = stage(context);
    waitForDefaults(scene, 'eth0 eth1');
    scene.carrier('a', 'down');
    waitForDefaults(scene, 'eth1');
    assert.ok(reaches(scene, '192.0.2.53'));
    const before = scene.watch.events().length;
    scene.carrier('a', 'up');
    heardVerdict(scene.watch, 'isp-a ipv4 recovering', before);
    heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, 'eth0 eth1');
  },
);

test('where no carrier is left, nothing is active', { skip }, (context) => {
  const scene = stage(
    context,
    `${failover}policies: [{name: mail, ipproto: tcp, dport: 25, uplinks: [isp-a]}]\n`,
  );
  waitForDefaults(scene, 'eth0 eth1');
  const activeNow = (line: string) => () =>
    multihome(scene, 'status').stdout.includes(`    ${line}\n`);
  waitUntil('it is told', activeNow('policy mail (IPv4): isp-a'));
  scene.carrier('a', 'down');
  waitUntil('the policy has none', activeNow('policy mail (IPv4): none'));
  waitUntil('the other has all else', activeNow('outbound (IPv4): isp-b'));
  const isLost = ({ event, message }: { event: string; message: string }) =>
    event === 'switch' && message === 'policy mail (IPv4): isp-a -> none: isp-a has no carrier';
  scene.watch.heard('the switch', isLost);
  scene.carrier('b', 'down');
  waitUntil('nothing is left', activeNow('outbound (IPv4): none'));
  scene.carrier('a', 'up');
  waitUntil('it is back', activeNow('policy mail (IPv4): isp-a'));
});

test('an interface that is set down, and up again, has its routes back', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  ip(scene.host, 'link', 'set', 'eth0', 'down');
  waitForDefaults(scene, 'eth1');
  ip(scene.host, 'link', 'set', 'eth0', 'up');
  // The kernel forgets static IPv6 addresses of an interface that goes down.
  ip(scene.host, 'addr', 'replace', '2001:db8:a::10/64', 'dev', 'eth0');
  waitForDefaults(scene, 'eth0 eth1');
  waitUntil('nothing is left to do', () =>
    /^No changes\./m.test(multihome(scene, 'plan', scene.file).stdout),
  );
});

test('an interface that vanishes and comes back is used again', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  ip(scene.host, 'link', 'set', 'eth0', 'down');
  ip(scene.host, 'link', 'set', 'eth0', 'name', 'gone0');
  waitForDefaults(scene, 'eth1');
  heardVerdict(scene.watch, 'isp-a ipv4 unusable');
  ip(scene.host, 'link', 'set', 'gone0', 'name', 'eth0');
  ip(scene.host, 'link', 'set', 'eth0', 'up');
  ip(scene.host, 'addr', 'replace', '2001:db8:a::10/64', 'dev', 'eth0');
  waitForDefaults(scene, 'eth0 eth1');
});

test('when all fail together, nothing moves', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  const before = scene.watch.events().length;
  for (const target of ['192.0.2.53', '192.0.2.54', '2001:db8:f::53']) {
    ip(scene.beyond, 'addr', 'del', target, 'dev', 'lo');
  }
  for (const uplink of ['isp-a', 'isp-b']) heardVerdict(scene.watch, `${uplink} ipv4 silent`);
  for (const target of ['192.0.2.53', '192.0.2.54', '2001:db8:f::53']) {
    ip(scene.beyond, 'addr', 'add', target, 'dev', 'lo');
  }
  for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink, before);
  waitForDefaults(scene, 'eth0 eth1');
  assert.deepEqual(
    scene.watch.events().filter(({ event }) => event === 'switch'),
    [],
  );
});

test('a step that the kernel refuses keeps nothing else from moving', { skip }, (context) => {
  const scene = stage(
    context,
    `${failover}routes: [{to: 10.7.0.0/16, via: 10.1.2.3, dev: lan0}]\n`,
  );
  ip(scene.host, 'link', 'add', 'lan0', 'type', 'bridge');
  ip(scene.host, 'link', 'set', 'lan0', 'up');
  scene.watch.heard('it is refused', ({ event }) => event === 'failed');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
  scene.silence('a', false);
  waitForDefaults(scene, 'eth0 eth1');
});

test('a process that stood still does not take that for an outage', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  const before = scene.watch.events().length;
  scene.watch.signal('SIGSTOP');
  pauseFor(2_000);
  scene.watch.signal('SIGCONT');
  ip(scene.host, 'route', 'del', 'default', 'metric', '10');
  waitForDefaults(scene, 'eth0 eth1');
  const verdicts = scene.watch
    .events()
    .slice(before)
    .filter(({ event }) => event === 'verdict');
  assert.deepEqual(verdicts, []);
});

test('SIGHUP takes nothing over that apply would refuse', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  writeFileSync(scene.file, `version: 1\n${uplinks}outbound: {mode: none}\n`);
  scene.watch.signal('SIGHUP');
  const { message } = scene.watch.heard('it is refused', ({ event }) => event === 'not-reloaded');
  assert.match(message, /last-default/);
  assert.equal(defaults(scene, '-4'), 'eth0 eth1');
  writeFileSync(scene.file, failover.replace('interface: eth1', 'interface: eht1'));
  const before = scene.watch.events().length;
  scene.watch.signal('SIGHUP');
  const mistyped = ({ event }: { readonly event: string }) => event === 'not-reloaded';
  assert.match(scene.watch.heard('it is refused', mistyped, before).message, /eht1/);
  waitUntil('it is in the status', () => /eht1/.test(multihome(scene, 'status').stdout));
  writeFileSync(scene.file, failover);
  scene.watch.signal('SIGHUP');
  waitUntil('nothing is remarked', () => {
    const { stdout } = multihome(scene, 'status');
    return stdout.includes('active') && !stdout.includes('not taken over');
  });
});

test('what somebody takes away is given back, and what is his stays', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  const rules = ip(scene.host, 'rule');
  ip(scene.host, 'route', 'add', '10.99.0.0/16', 'dev', 'eth0', 'proto', 'static');
  for (const line of rules.split('\n').filter((one) => one.includes('proto 157'))) {
    ip(scene.host, 'rule', 'del', 'pref', line.split(':')[0] ?? '');
  }
  waitUntil('the rules are back', () => ip(scene.host, 'rule') === rules);
  ip(scene.host, 'route', 'del', 'default', 'metric', '10');
  waitForDefaults(scene, 'eth0 eth1');
  assert.match(ip(scene.host, 'route'), /^10\.99\.0\.0\/16 dev eth0/m);
});

test('who keeps taking it away is told of', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  for (let time = 0; time < 4; time++) {
    waitForDefaults(scene, 'eth0 eth1');
    ip(scene.host, 'route', 'del', 'default', 'metric', '10');
  }
  const { message } = scene.watch.heard('a fight', ({ event }) => event === 'fight');
  assert.match(message, /^somebody keeps taking away what is ours/);
  ip(scene.host, 'route', 'del', 'default', 'metric', '10');
  waitUntil('the status says how slow it has become', () =>
    /remarks\n +! +somebody keeps taking.* now after \d+ m?s\./.test(
      multihome(scene, 'status').stdout,
    ),
  );
  waitForDefaults(scene, 'eth0 eth1');
  const fights = scene.watch.events().filter(({ event }) => event === 'fight');
  assert.equal(fights.length, 1, 'it is told once');
});

test('who goes on taking it away gets it back ever more slowly', { skip }, (context) => {
  const scene = stage(context);
  const waits: string[] = [];
  while (waits.at(-1) !== '2 s') {
    waitForDefaults(scene, 'eth0 eth1');
    const [, wait] = /now after (\d+ m?s)\./.exec(multihome(scene, 'status').stdout) ?? [];
    if (wait !== undefined && wait !== waits.at(-1)) waits.push(wait);
    ip(scene.host, 'route', 'del', 'default', 'metric', '10');
  }
  const all = ['250 ms', '500 ms', '1 s', '2 s'];
  // One can be over before the status is read.
  assert.deepEqual(
    waits,
    all.filter((one) => waits.includes(one)),
  );
});

test('carriers that come and go are no fight', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  for (let time = 0; time < 4; time++) {
    for (const provider of ['a', 'b'] as const) scene.carrier(provider, 'down');
    const lost = () => ip(scene.host, 'link').match(/NO-CARRIER/g) ?? [];
    waitUntil('both are lost', () => lost().length >= 2);
    for (const provider of ['a', 'b'] as const) scene.carrier(provider, 'up');
    waitForDefaults(scene, 'eth0 eth1');
  }
  const fights = scene.watch.events().filter(({ event }) => event === 'fight');
  assert.deepEqual(fights, []);
});

test(
  'SIGHUP takes a valid file over, and leaves everything with one that is not',
  { skip },
  (context) => {
    const scene = stage(context);
    waitForDefaults(scene, 'eth0 eth1');
    writeFileSync(scene.file, 'version: 1\nuplinks: {isp-a: {interfaces: eth0}}\n');
    scene.watch.signal('SIGHUP');
    const { message } = scene.watch.heard('it is refused', ({ event }) => event === 'not-reloaded');
    assert.match(message, /was not taken over, the topology stays as it was: line 2: /);
    assert.equal(defaults(scene, '-4'), 'eth0 eth1');
    writeFileSync(scene.file, failover.replace('[isp-a, isp-b]', '[isp-b, isp-a]'));
    scene.watch.signal('SIGHUP');
    waitForDefaults(scene, 'eth1 eth0');
  },
);

test('SIGTERM leaves routing as it is', { skip }, async (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0);
  waitForDefaults(scene, 'eth0 eth1');
  assert.deepEqual(pingsIn(scene.host), [], 'no probe is left');
});

test('--on-exit destroy leaves nothing of ours', { skip }, async (context) => {
  const scene = stage(context, failover, { words: ['--on-exit', 'destroy'] });
  waitForDefaults(scene, 'eth0 eth1');
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0, scene.watch.text());
  assert.doesNotMatch(
    ip(scene.host, 'rule') + ip(scene.host, 'route', 'show', 'table', 'all'),
    /157/,
  );
});

const withBlackhole = `${failover}routes: [{to: 10.8.0.0/16, type: blackhole}]\n`;

test('beside it nothing is done that it would undo', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  waitUntil('it tells its status', () => multihome(scene, 'status').exitCode === 0);
  const destroyed = multihome(scene, 'destroy', '--yes', '--allow', 'last-default');
  assert.equal(destroyed.exitCode, 75);
  assert.match(destroyed.stderr, /multihome watch, process \d+, would bring it all back/);
  const other = join(scene.root, 'other.yaml');
  writeFileSync(other, withBlackhole);
  const { exitCode, stderr } = multihome(scene, 'apply', '--yes', other);
  assert.equal(exitCode, 75, stderr);
  assert.match(stderr, /keeps .*topology.yaml true and would undo this\. Nothing was touched/);
  assert.doesNotMatch(ip(scene.host, 'route'), /10\.8\.0\.0/);
});

test(
  'what is applied of its own file it takes over, and no rollback undoes',
  { skip },
  (context) => {
    const scene = stage(context);
    waitForDefaults(scene, 'eth0 eth1');
    waitUntil('it tells its status', () => multihome(scene, 'status').exitCode === 0);
    writeFileSync(scene.file, withBlackhole);
    const { exitCode, stderr } = multihome(scene, 'apply', '--yes', scene.file);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /multihome watch, process \d+, reads .*topology.yaml again/);
    scene.watch.heard('it is taken over', ({ event }) => event === 'reloaded');
    assert.equal(multihome(scene, 'rollback').exitCode, 75);
    ip(scene.host, 'route', 'del', 'default', 'metric', '10');
    waitForDefaults(scene, 'eth0 eth1');
    assert.match(ip(scene.host, 'route'), /blackhole 10\.8\.0\.0\/16/);
  },
);

test('what is tried beside it is taken over once it is confirmed', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  waitUntil('it tells its status', () => multihome(scene, 'status').exitCode === 0);
  const isThere = () => ip(scene.host, 'route').includes('blackhole 10.8.0.0/16');
  writeFileSync(scene.file, withBlackhole);
  assert.equal(multihome(scene, 'apply', '--yes', '--confirm', '5m', scene.file).exitCode, 0);
  assert.equal(multihome(scene, 'rollback').exitCode, 0, 'what waits can be taken back');
  assert.ok(!isThere());
  assert.equal(multihome(scene, 'apply', '--yes', '--confirm', '5m', scene.file).exitCode, 0);
  ip(scene.host, 'route', 'add', '10.99.0.0/16', 'dev', 'eth0', 'proto', 'static');
  scene.watch.heard('nothing is changed meanwhile', ({ event }) => event === 'pending');
  assert.ok(isThere());
  assert.equal(multihome(scene, 'confirm').exitCode, 0);
  scene.watch.heard('it is taken over', ({ event }) => event === 'reloaded');
  assert.ok(isThere());
});

test('a second one is told who watches already', { skip }, (context) => {
  const scene = stage(context);
  const { exitCode, stderr } = multihome(scene, 'watch', scene.file);
  assert.equal(exitCode, 75);
  assert.match(
    stderr,
    /multihome watch, process \d+, since .* watches this network namespace already/,
  );
});

test('a killed one leaves the lock, and the next one goes on', { skip }, async (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  scene.watch.signal('SIGKILL');
  await scene.watch.ended;
  scene.silence('a', true);
  startWatch(context, scene.host, scene.root, scene.file);
  waitForDefaults(scene, 'eth1');
});

test('started anew in the middle of an outage it leads nothing back', { skip }, async (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
  waitUntil('it is told', () => / silent /.test(multihome(scene, 'status').stdout));
  scene.watch.signal('SIGKILL');
  await scene.watch.ended;
  const again = startWatch(context, scene.host, scene.root, scene.file);
  heardUp(again, 'isp-b');
  waitForDefaults(scene, 'eth1');
  assert.doesNotMatch(again.text(), /dev eth0/);
});

test('a probe that is killed is told of, and counts as nothing', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  const before = scene.watch.events().length;
  const [victim] = pingsIn(scene.host);
  process.kill(Number(victim), 'SIGKILL');
  scene.watch.heard(
    'trouble',
    ({ event, message }) => event === 'probe' && message.includes('ended'),
    before,
  );
  scene.watch.heard('it is asked again', ({ message }) => message.includes('asked again'), before);
  assert.equal(defaults(scene, '-4'), 'eth0 eth1');
});

test('it does not begin while an apply waits to be confirmed', { skip }, (context) => {
  const internet = createInternet(context);
  const file = join(internet.root, 'topology.yaml');
  writeFileSync(file, failover);
  assert.equal(multihome(internet, 'apply', '--yes', '--confirm', '5m', file).exitCode, 0);
  const { exitCode, stderr } = multihome(internet, 'watch', file);
  assert.equal(exitCode, 75, stderr);
  assert.match(stderr, /apply 1 of .* waits to be confirmed/);
  assert.equal(multihome(internet, 'rollback').exitCode, 0);
});

test('while an apply waits to be confirmed, nothing is changed', { skip }, (context) => {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  waitUntil('it tells its status', () => multihome(scene, 'status').exitCode === 0);
  writeFileSync(scene.file, failover.replace('[isp-a, isp-b]', '[isp-b, isp-a]'));
  const { exitCode, stderr } = multihome(scene, 'apply', '--yes', '--confirm', '5s', scene.file);
  assert.equal(exitCode, 0, stderr);
  scene.watch.heard('it waits', ({ event }) => event === 'pending');
  scene.watch.signal('SIGHUP');
  const refused = scene.watch.heard('it is not read', ({ event }) => event === 'not-reloaded');
  assert.match(refused.message, /waits to be confirmed/);
  waitForDefaults(scene, 'eth1 eth0');
  waitForDefaults(scene, 'eth0 eth1');
});

test('an address from DHCP that changes is taken over', { skip }, (context) => {
  const auto = failover.replace(
    'ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}',
    'ipv4: {address: auto, gateway: 203.0.113.1}',
  );
  const scene = stage(context, auto);
  waitForDefaults(scene, 'eth0 eth1');
  ip(scene.host, 'addr', 'del', '203.0.113.10/24', 'dev', 'eth0');
  ip(scene.host, 'addr', 'add', '203.0.113.77/24', 'dev', 'eth0');
  waitUntil('rules follow', () => /from 203\.0\.113\.77 /.test(ip(scene.host, 'rule')));
  waitForDefaults(scene, 'eth0 eth1');
  scene.silence('a', true);
  waitForDefaults(scene, 'eth1');
});

test('without ping nothing is begun', { skip }, (context) => {
  const scene = createInternet(context);
  const file = join(scene.root, 'topology.yaml');
  writeFileSync(file, failover);
  const { exitCode, stderr } = runIn(scene.host, scene.root, ['watch', file], {
    env: { PATH: withOtherPing(scene.root) },
  });
  assert.equal(exitCode, 69);
  assert.match(stderr, /health asks by ping, which is not installed \(apt install iputils-ping\)/);
  assert.doesNotMatch(ip(scene.host, 'rule'), /157/);
});

/** BusyBox's knows no `-V`. */
function withOtherPing(root: string): string {
  const folder = join(root, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'ping'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  return `${folder}:${process.env['PATH'] ?? ''}`;
}

test(
  'what is asked by TCP leaves by its uplink, although main knows another way',
  { skip },
  (context) => {
    const internet = createInternet(context);
    const file = join(internet.root, 'topology.yaml');
    writeFileSync(file, `${failover}  probe: tcp\n`);
    ip(internet.host, 'route', 'add', '192.0.2.53', 'via', '198.51.100.1', 'dev', 'eth1');
    const { exitCode, stderr } = multihome(internet, 'apply', '--yes', file);
    assert.equal(exitCode, 0, stderr);
    const asked = ip(internet.host, 'route', 'get', '192.0.2.53', 'from', '203.0.113.10');
    assert.match(asked, / dev eth0 /);
    assert.match(ip(internet.host, 'route', 'get', '192.0.2.53'), / dev eth1 /);
  },
);

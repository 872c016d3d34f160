/** What systemd is told of the service, as sd_notify(3) and sd_watchdog_enabled(3) want it. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { fakeIp } from '../support/fake-ip.ts';
import { temporaryFolder } from '../support/multihome.ts';
import { requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { failover, heardVerdict, stage, waitFor, waitForDefaults } from '../support/scene.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireRoot() ?? requirePrograms('ping');

type Recorder = {
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** A line for each call: its words, with `|` between them. */
  readonly calls: () => readonly string[];
};

/** A `systemd-notify` first in PATH that only writes down how it is called. */
function recorder(context: TestContext, script = ''): Recorder {
  const folder = temporaryFolder(context);
  const told = join(folder, 'told');
  const program = join(folder, 'systemd-notify');
  writeFileSync(program, `#!/bin/sh\n${script}\nIFS='|'; echo "$*" >> ${told}\n`);
  chmodSync(program, 0o755);
  const calls = () => (existsSync(told) ? readFileSync(told, 'utf8').trimEnd().split('\n') : []);
  const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
  return { bin: folder, env: { PATH, NOTIFY_SOCKET: join(folder, 'socket') }, calls };
}

const both = (name: string) => `outbound IPv4 ${name}, IPv6 ${name}`;

test(
  'it is told when all is in place, of every switch, and of the end',
  { skip },
  async (context) => {
    const { env, calls } = recorder(context);
    const scene = stage(context, failover, { env });
    waitForDefaults(scene, 'eth0 eth1');
    waitFor(scene, 'it is ready', () => calls().length > 0);
    assert.deepEqual(calls(), [`--ready|--status=${both('isp-a')}`]);
    scene.carrier('a', 'down');
    waitFor(scene, 'the status has changed', () => calls().at(-1) === `--status=${both('isp-b')}`);
    scene.watch.signal('SIGTERM');
    assert.equal(await scene.watch.ended, 0);
    assert.equal(calls().at(-1), 'STOPPING=1');
    assert.ok(!calls().includes('WATCHDOG=1'), 'nobody has asked for that');
  },
);

test('a reload begins and ends, also where the file is not taken over', { skip }, (context) => {
  const { env, calls } = recorder(context);
  const scene = stage(context, failover, { env });
  waitFor(scene, 'it is ready', () => calls().length === 1);
  writeFileSync(scene.file, failover.replace('[isp-a, isp-b]', '[isp-b, isp-a]'));
  scene.watch.signal('SIGHUP');
  waitFor(
    scene,
    'it is over',
    () => calls().length >= 3 && calls().at(-1)?.startsWith('--ready') === true,
  );
  assert.match(calls()[1] ?? '', /^RELOADING=1\|MONOTONIC_USEC=\d+$/);
  assert.equal(calls().at(-1), `--ready|--status=${both('isp-b')}`);
  waitForDefaults(scene, 'eth1 eth0');
  const before = calls().length;
  writeFileSync(scene.file, 'version: 1\nuplinks: 7\n');
  scene.watch.signal('SIGHUP');
  waitFor(scene, 'it is over again', () => calls().length === before + 2);
  assert.match(calls().at(-2) ?? '', /^RELOADING=1/);
  assert.equal(calls().at(-1), `--ready|--status=${both('isp-b')}`);
});

test('the time of a reload is that of the monotonic clock', { skip }, (context) => {
  const { env, calls } = recorder(context);
  const scene = stage(context, failover, { env });
  waitFor(scene, 'it is ready', () => calls().length === 1);
  const before = process.hrtime.bigint() / 1000n;
  scene.watch.signal('SIGHUP');
  waitFor(scene, 'it has begun', () => calls().length > 1);
  const told = BigInt(/USEC=(\d+)/.exec(calls()[1] ?? '')?.[1] ?? 0);
  assert.ok(before <= told && told <= process.hrtime.bigint() / 1000n, `${told}`);
});

const beats = (calls: readonly string[]) => calls.filter((call) => call === 'WATCHDOG=1').length;

test('a loop that hangs is missed, whatever else goes on', { skip }, (context) => {
  const { env, calls, bin } = recorder(context);
  const folder = temporaryFolder(context);
  const [hang, hangs] = [join(folder, 'hang'), join(folder, 'hangs')];
  const { PATH = '' } = fakeIp(context, `while [ -e ${hang} ]; do : > ${hangs}; sleep 0.05; done`);
  const scene = stage(context, failover, {
    env: { ...env, PATH: `${bin}:${PATH}`, WATCHDOG_USEC: '200000' },
  });
  waitFor(scene, 'it lives', () => beats(calls()) > 3);
  writeFileSync(hang, '');
  scene.silence('b', true);
  waitFor(scene, 'ip hangs', () => existsSync(hangs));
  const before = beats(calls());
  const heard = scene.watch.events().length;
  scene.silence('a', true);
  heardVerdict(scene.watch, 'isp-a ipv4 silent', heard);
  assert.ok(beats(calls()) <= before + 1, `${beats(calls())} after ${before}`);
  rmSync(hang);
  waitFor(scene, 'it lives again', () => beats(calls()) > before + 3);
});

test('a watchdog that waits for another process hears nothing', { skip }, async (context) => {
  const { env, calls } = recorder(context);
  const scene = stage(context, failover, {
    env: { ...env, WATCHDOG_USEC: '1000', WATCHDOG_PID: '1' },
  });
  waitForDefaults(scene, 'eth0 eth1');
  scene.watch.signal('SIGTERM');
  assert.equal(await scene.watch.ended, 0);
  assert.equal(beats(calls()), 0);
});

test('hooks and probes cannot speak for the service', { skip }, (context) => {
  const { env, calls } = recorder(context);
  const told = join(temporaryFolder(context), 'told');
  const hook = `${told}-hook`;
  writeFileSync(hook, `#!/bin/sh\nenv > ${told}\n`, { mode: 0o755 });
  const all = { ...env, WATCHDOG_USEC: '60000000' };
  const scene = stage(context, `${failover}watch: {hook: [${hook}]}\n`, { env: all });
  waitFor(
    scene,
    'it has run',
    () => existsSync(told) && /^MULTIHOME_EVENT/m.test(readFileSync(told, 'utf8')),
  );
  assert.doesNotMatch(readFileSync(told, 'utf8'), /NOTIFY_SOCKET|WATCHDOG_/);
  waitFor(scene, 'the service does', () => calls().length > 0);
});

test('what does not get through is told once, and nothing waits for it', { skip }, (context) => {
  const { env } = recorder(context, 'exit 1');
  const scene = stage(context, failover, { env });
  scene.carrier('a', 'down');
  waitForDefaults(scene, 'eth1');
  const { message } = scene.watch.heard('it is told', ({ event }) => event === 'notify');
  assert.match(message, /systemd-notify ended with exit code 1$/);
  assert.equal(scene.watch.events().filter(({ event }) => event === 'notify').length, 1);
});

const listener = `use IO::Socket::UNIX;
my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die $!;
$| = 1;
print "listens\\n";
while (defined $socket->recv(my $text, 4096)) { $text =~ s/\\n+$//; $text =~ s/\\n/|/g; print "$text\\n"; }
`;

test(
  'the real systemd-notify brings it to the socket',
  { skip: skip ?? requirePrograms('systemd-notify', 'perl') },
  async (context) => {
    const folder = temporaryFolder(context);
    const socket = join(folder, 'socket');
    const heard = openSync(join(folder, 'heard'), 'w');
    const perl = spawn('perl', ['-e', listener, socket], { stdio: ['ignore', heard, 'inherit'] });
    context.after(() => void perl.kill('SIGKILL'));
    closeSync(heard);
    const lines = () => readFileSync(join(folder, 'heard'), 'utf8').trimEnd().split('\n');
    waitUntil('somebody listens', () => lines().includes('listens'));
    const env = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '60000000' };
    const scene = stage(context, failover, { env });
    waitForDefaults(scene, 'eth0 eth1');
    scene.watch.signal('SIGTERM');
    assert.equal(await scene.watch.ended, 0);
    assert.deepEqual(
      lines().filter((line) => line !== 'BARRIER=1'),
      ['listens', 'WATCHDOG=1', `READY=1|STATUS=${both('isp-a')}`, 'STOPPING=1'],
    );
  },
);

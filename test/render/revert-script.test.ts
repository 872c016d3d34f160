/** The script itself, in every shell that may be /bin/sh, with an `ip` that only notes what it is told. */

import assert from 'node:assert/strict';
import type { SpawnSyncReturns } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, test } from 'node:test';

import { networkNamespace } from '../../src/host/run-directory.ts';
import type { Transaction } from '../../src/model/transaction.ts';
import type { RevertScript } from '../../src/render/revert-script.ts';
import { revertScript } from '../../src/render/revert-script.ts';
import { requireRoot, requireUsers } from '../support/namespace.ts';
import { waitUntil } from '../support/wait.ts';

const shells: readonly (readonly [string, ...string[]])[] = [['dash'], ['bash', '--posix']];

const empty: Transaction = {
  ...{
    id: 7,
    verb: 'apply',
    digest: undefined,
    begun: '2026-01-02T03:04:05Z',
    hostname: 'h',
    topology: undefined,
  },
  ...{
    protocol: 157,
    restore: { ipv4: [], ipv6: [] },
    before: {},
    made: {},
    files: [],
    packetTables: [],
    settings: [],
  },
};

/** Of a transaction; /tmp may be made unusable. */
class Scene {
  readonly directory: string;
  readonly ip: string;
  readonly run: string;

  constructor(context: TestContext, says = ':') {
    this.run = mkdtempSync('/var/tmp/multihome-test-');
    context.after(() => rmSync(this.run, { recursive: true, force: true }));
    this.directory = join(this.run, '7');
    this.ip = join(this.run, 'ip');
    mkdirSync(this.directory);
    writeFileSync(
      this.ip,
      `#!/bin/sh\necho "$*" >> ${this.run}/got\ncat >> ${this.run}/got\n${says}\n`,
    );
    chmodSync(this.ip, 0o755);
    writeFileSync(join(this.run, 'lock'), '');
  }

  write(transaction: Partial<Transaction>, script: Partial<RevertScript> = {}): void {
    const text = revertScript(
      { ...empty, ...transaction },
      {
        ...{
          directory: this.directory,
          ip: [this.ip],
          nft: 'nft',
          root: this.run,
          terminal: undefined,
        },
        ...{ namespace: networkNamespace(), ...script },
      },
    );
    writeFileSync(this.path('revert'), text);
  }

  start(shell: readonly string[], ...words: readonly string[]): SpawnSyncReturns<string> {
    const [program = '', ...options] = shell;
    const argv = [...options, this.path('revert'), ...words];
    return spawnSync(program, argv, { encoding: 'utf8', timeout: 60_000 });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  got(): string {
    const path = join(this.run, 'got');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }
}

const routeBack = 'route add 192.0.2.0/24 table 77 proto 157 via 203.0.113.1 dev eth0';
const routeGone = 'route del 192.0.2.0/24 table 77 proto 157 via 203.0.113.1 dev eth1';
const path = '/etc/iproute2/rt_tables.d/multihome.conf';

for (const shell of shells) {
  describe(shell.join(' '), () => {
    test('says what is not taken back, and ends with 7', (context) => {
      const scene = new Scene(context, 'echo "RTNETLINK answers: Operation not permitted" >&2');
      scene.write({ restore: { ipv4: [routeBack], ipv6: [] } });
      const { status, stderr } = scene.start(shell);
      assert.equal(status, 7);
      assert.match(stderr, /Operation not permitted/);
      assert.equal(scene.read('state'), 'rollback-incomplete\n');
    });

    const nothingToDo = [
      'RTNETLINK answers: File exists',
      'RTNETLINK answers: No such process',
      'Error: ipv4: FIB table does not exist.',
      'Cannot find device "eth1"',
    ];
    for (const said of nothingToDo) {
      test(`takes "${said}" for nothing to do`, (context) => {
        const scene = new Scene(context, `echo '${said}' >&2; echo 'Command failed -:2' >&2`);
        scene.write({ restore: { ipv4: [routeBack, routeGone], ipv6: [] } });
        const { status, stderr } = scene.start(shell);
        assert.equal(status, 0, stderr);
        assert.equal(scene.read('state'), 'reverted\n');
      });
    }

    test('misses a device by which something should come back', (context) => {
      const scene = new Scene(context, `echo 'Cannot find device "eth0"' >&2`);
      scene.write({ restore: { ipv4: [routeBack, routeGone], ipv6: [] } });
      assert.equal(scene.start(shell).status, 7);
    });

    test('misses an `ip` that was killed', (context) => {
      const scene = new Scene(context, 'kill -9 $$');
      scene.write({ restore: { ipv4: [routeBack], ipv6: [] } });
      assert.equal(scene.start(shell).status, 7);
    });

    test('leaves what somebody put in the place of a file', (context) => {
      const before = '# Written by multihome\n';
      for (const was of [undefined, before]) {
        const scene = new Scene(context);
        const target = join(scene.run, path);
        const file = { path, before: was, after: `${before}1 a\n`, directories: [] };
        mkdirSync(join(target, '..'), { recursive: true });
        symlinkSync('/nowhere', target);
        scene.write({ files: [file] });
        const { status } = scene.start(shell);
        // A name that leads nowhere is as good as none.
        assert.equal(status, was === undefined ? 0 : 7);
        assert.equal(readlinkSync(target), '/nowhere');
        rmSync(target);
        spawnSync('mkfifo', [target]);
        assert.equal(scene.start(shell).status, 7);
        assert.equal(lstatSync(target).isFIFO(), true);
      }
    });

    test('needs no room in /tmp', { skip: requireRoot() ?? false }, (context) => {
      const scene = new Scene(context);
      const lines = Array.from({ length: 6_000 }, (_, at) => `rule del pref ${at} table 7`);
      scene.write({ restore: { ipv4: lines, ipv6: [] } });
      const full = `mount -t tmpfs -o size=4k tmpfs /tmp; echo > /tmp/full
        ! echo > /tmp/more || exit 99; exec "$@"`;
      const argv = ['-m', 'sh', '-c', full, 'sh', ...shell, scene.path('revert')];
      const { status, stderr } = spawnSync('unshare', argv, { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.deepEqual(scene.got().match(/^rule .*$/gm), lines);
    });

    test('leaves the lock to others where its terminal takes no more', async (context) => {
      const scene = new Scene(context);
      const terminal = join(scene.run, 'terminal');
      spawnSync('mkfifo', [terminal]);
      scene.write({}, { terminal });
      const [program, ...options] = shell;
      const child = spawn(program, [...options, scene.path('revert')], { stdio: 'ignore' });
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      const taken = spawnSync('flock', ['-n', join(scene.run, 'lock'), 'true']);
      const said = spawnSync('cat', [terminal], { encoding: 'utf8', timeout: 10_000 }).stdout;
      assert.equal(taken.status, 0);
      assert.match(said, /apply 7 has been taken back/);
    });

    test('does nothing when it expires, and it has been taken back meanwhile', (context) => {
      const states = { unconfirmed: true, kept: false, 'rolled-back': false, reverted: false };
      for (const [state, acts] of Object.entries(states)) {
        const scene = new Scene(context);
        scene.write({ restore: { ipv4: [routeBack], ipv6: [] } });
        writeFileSync(scene.path('state'), `${state}\n`);
        assert.equal(scene.start(shell, 'after', '1').status, 0);
        assert.equal(scene.got().includes(routeBack), acts);
        assert.equal(readlinkSync(scene.path('claimed')), 'expired');
      }
    });
  });
}

// Counted are the processes of a user: here it has none but these.
const user = 60_000 + (process.pid % 5_000);
const asUser = { uid: user, gid: user };

const limits: readonly (readonly [string, number])[] = [
  ['nothing', 0],
  ['nothing that forks itself', 2],
];
for (const [what, processes] of limits) {
  const skip = requireRoot() ?? requireUsers() ?? false;
  test(`survives that it can start ${what}`, { skip }, async (context) => {
    const scene = new Scene(context);
    scene.write({ restore: { ipv4: [routeBack], ipv6: [] } });
    const paths = [scene.run, scene.directory, scene.path('revert'), join(scene.run, 'lock')];
    for (const one of paths) chownSync(one, user, user);
    const errors = join(scene.run, 'errors');
    const child = spawn('dash', [scene.path('revert'), 'after', '2'], {
      ...asUser,
      stdio: ['ignore', 'ignore', openSync(errors, 'a')],
    });
    const ended = once(child, 'exit');
    // Only the soft limit, which its owner may raise again up to the hard one.
    const limit = (value: number) =>
      spawnSync('prlimit', ['--pid', `${child.pid}`, `--nproc=${value}:`], asUser).status;
    waitUntil('it waits', () => existsSync(scene.path('watchdog')));
    assert.equal(limit(processes), 0);
    waitUntil('it cannot', () => readFileSync(errors, 'utf8').includes('Cannot fork'));
    assert.equal(scene.got(), '');
    assert.equal(limit(1_000), 0);
    assert.deepEqual(await ended, [0, null]);
    assert.ok(scene.got().includes(routeBack));
    assert.equal(scene.read('state'), 'reverted\n');
  });
}

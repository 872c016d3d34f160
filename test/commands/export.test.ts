/** `export` as a user meets it: where it writes, and what it refuses. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { requireLinks, setDown } from '../support/links.ts';
import { createTestHost, runHere, temporaryFolder } from '../support/multihome.ts';
import { exampleFile, setStage, skipStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const symmetric = exampleFile('symmetric-routing');
const balancing = exampleFile('load-balancing');

test('one document goes to standard output, what it cannot say to standard error', () => {
  const { exitCode, stdout, stderr } = runHere(['export', 'netplan', balancing]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /^# Written by multihome export\n/);
  assert.match(stdout, /^network:$/m);
  assert.match(stderr, /topology\.yaml:21: left out, netplan has no nexthop: route default .*\n/);
  assert.equal(stderr.trim().split('\n').length, 8);
});

test('several documents are told apart by a line that is a comment', () => {
  const { stdout } = runHere(['export', 'systemd-networkd', symmetric]);
  assert.deepEqual(
    [...stdout.matchAll(/^# ==== (.*) ====$/gm)].map(([, path]) => path),
    [
      'etc/systemd/networkd.conf.d/50-multihome.conf',
      'etc/systemd/network/50-multihome-lo.network',
      'etc/systemd/network/eth0.network.d/50-multihome.conf',
      'etc/systemd/network/eth1.network.d/50-multihome.conf',
    ],
  );
});

test('--strict refuses what would lose something, without a word of it', (context) => {
  const folder = join(temporaryFolder(context), 'out');
  const refused = runHere(['export', 'netplan', balancing, '--strict', '--directory', folder]);
  assert.equal(refused.exitCode, 5);
  assert.equal(refused.stdout, '');
  assert.ok(!existsSync(folder));
  assert.match(refused.stderr, /netplan cannot say all of it/);
  assert.equal(runHere(['export', 'ip', balancing, '--strict']).exitCode, 0);
});

test('files are written over those of an earlier export, and over no others', (context) => {
  const folder = temporaryFolder(context);
  const words = ['export', 'systemd-networkd', symmetric, '--directory', folder];
  assert.equal(runHere(words).exitCode, 0);
  const path = join(folder, 'etc/systemd/network/eth1.network.d/50-multihome.conf');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${text}# more\n`);
  assert.equal(runHere(words).exitCode, 0);
  assert.equal(readFileSync(path, 'utf8'), text);
  writeFileSync(path, '[Network]\n');
  const first = join(folder, 'etc/systemd/networkd.conf.d/50-multihome.conf');
  writeFileSync(first, '# Written by multihome export\n');
  const { exitCode, stderr } = runHere(words);
  assert.equal(exitCode, 5);
  assert.match(stderr, /is there already, and not of an export\. Nothing was written\./);
  assert.equal(readFileSync(path, 'utf8'), '[Network]\n');
  assert.equal(readFileSync(first, 'utf8'), '# Written by multihome export\n');
  assert.deepEqual(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('new'),
    ),
    [],
  );
});

test('a script can be run, and a netplan document is not for everybody', (context) => {
  const folder = temporaryFolder(context);
  runHere(['export', 'ip', symmetric, '--directory', folder]);
  runHere(['export', 'netplan', symmetric, '--directory', folder]);
  const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777;
  assert.equal(modeOf('multihome-routing.sh'), 0o755);
  assert.equal(modeOf('etc/netplan/90-multihome.yaml'), 0o600);
});

test('an unknown format is named with those there are', () => {
  const { exitCode, stderr } = runHere(['export', 'shorewall', symmetric]);
  assert.equal(exitCode, 64);
  assert.match(stderr, /systemd-networkd, ifupdown, netplan, ip, iproute2-batch/);
});

test('auto is refused where the host is another one', { skip }, (context) => {
  const host = createTestHost(context);
  const { exitCode, stdout, stderr } = host.run('export', 'ip', exampleFile('dual-wan-failover'));
  assert.equal(exitCode, 5);
  assert.equal(stdout, '');
  assert.match(stderr, /leaves values to the host, and this one has not all of them:/);
  assert.match(stderr, /topology\.yaml:8: main \(IPv4\): there is no interface enp0s11\n/);
  assert.match(stderr, /export it on the host that it describes/);
});

test(
  'auto is read from the host, and said to be fixed',
  { skip: skipStage('dual-wan-failover') },
  (context) => {
    const host = createTestHost(context);
    setStage(host.namespace, 'dual-wan-failover');
    const { stdout, stderr } = host.run('export', 'ip', exampleFile('dual-wan-failover'));
    assert.match(stdout, /src 192\.168\.1\.115 via 192\.168\.1\.1 dev enp0s11/);
    assert.match(stderr, /:8: main \(IPv4\): address fixed as of now: 192\.168\.1\.115\/24\n/);
    setDown({ namespace: host.namespace, name: 'enp0s11' });
    const down = host.run('export', 'ip', exampleFile('dual-wan-failover'));
    assert.equal(down.exitCode, 5);
    assert.match(down.stderr, /main \(IPv4\): enp0s11 is down\n/);
  },
);

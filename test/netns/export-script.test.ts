/** The exported script against the real kernel, beside `apply` on a twin of the host. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import { exportedScript, objectsOf, runScript } from '../support/exports.ts';
import { changeKernel, readKernel } from '../support/kernel.ts';
import { addAddress, addLink, requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;

function staged(context: TestContext, example: string): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, example);
  return host;
}

function done(host: TestHost, script: string): void {
  const { exitCode, stdout, stderr } = runScript(host, script);
  assert.deepEqual({ exitCode, stdout, stderr }, { exitCode: 0, stdout: '', stderr: '' });
}

function dropIns(host: TestHost): readonly string[] {
  return ['rt_tables.d', 'rt_protos.d'].map((folder) => {
    const path = join(host.root, 'etc/iproute2', folder, 'multihome.conf');
    // Directories that came with the file stand in a line of it, and stay when the script goes.
    return existsSync(path) ? readFileSync(path, 'utf8').replace(/^# Directories.*\n/m, '') : '';
  });
}

for (const example of Object.keys(stages)) {
  test(
    `${example}: the script ends where apply does, and mends what is half done`,
    { skip: skipStage(example) },
    (context) => {
      const [twin, host] = [staged(context, example), staged(context, example)];
      twin.succeed('apply', '--yes', exampleFile(example));
      const script = exportedScript(host, exampleFile(example));
      done(host, script);
      assert.equal(objectsOf(host.namespace), objectsOf(twin.namespace));
      assert.deepEqual(dropIns(host), dropIns(twin));
      assert.match(host.succeed('plan', exampleFile(example)), /^No changes\./m);

      const before = dump(host.namespace);
      assert.equal(runScript(host, script, '--dry-run').stdout, '');
      done(host, script);
      assert.equal(dump(host.namespace), before, 'the second run changes nothing');

      damage(host);
      assert.notEqual(objectsOf(host.namespace), objectsOf(twin.namespace));
      done(host, script);
      assert.equal(objectsOf(host.namespace), objectsOf(twin.namespace));
      assert.match(host.succeed('plan', exampleFile(example)), /^No changes\./m);
    },
  );
}

/** Every third rule and route gone, and some of ours that nobody wants. */
function damage(host: TestHost): void {
  for (const [family, flag, prefix] of [
    ['ipv4', '-4', '192.0.2.64/26'],
    ['ipv6', '-6', '2001:db8:77::/48'],
  ] as const) {
    const own = readKernel(host.namespace)[family].rules.filter(
      ({ protocol }) => protocol === '157',
    );
    const lines = own
      .filter((_, index) => index % 3 === 0)
      .map(({ priority }) => `rule del pref ${String(priority)} protocol 157`);
    const stale = [
      'rule add pref 77 fwmark 0x7 lookup 999 protocol 157',
      `route add blackhole ${prefix} table 999 proto 157`,
      `route add unreachable ${prefix} table main proto 157 metric 9`,
    ];
    changeKernel(host.namespace, family, [...lines, ...stale]);
    const { routes } = readKernel(host.namespace)[family];
    const ours = routes.filter(({ protocol }) => protocol === '157');
    const [first] = ours.map(({ table }) => String(table));
    if (first !== undefined && first !== '999') {
      ip(host.namespace, flag, 'route', 'flush', 'table', first, 'proto', '157');
    }
  }
  writeFileSync(
    join(host.root, 'etc/iproute2/rt_protos.d/multihome.conf'),
    '# Written by multihome, long ago\n',
  );
}

const twoUplinks = `version: 1
uplinks:
  a: {interface: eth0, table: 101, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, table: 102, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [a, b]}
`;

function withTwoLinks(context: TestContext, topology = twoUplinks) {
  const host = staged(context, 'symmetric-routing');
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, topology);
  return { host, file };
}

test('an older export gives way to a newer one, in its own places', { skip }, (context) => {
  const { host, file } = withTwoLinks(context);
  done(host, exportedScript(host, file));
  const newer = twoUplinks
    .replace('gateway: 198.51.100.1}', 'gateway: 198.51.100.2}')
    .replace('[a, b]', '[b]')
    .replace('table: 101, ', 'table: 101, priority: 10110, ');
  const twin = withTwoLinks(context, newer);
  twin.host.succeed('apply', '--yes', twin.file);
  writeFileSync(file, newer);
  done(host, exportedScript(host, file));
  assert.equal(objectsOf(host.namespace), objectsOf(twin.host.namespace));
});

test('rules that the kernel takes for one another are told apart', { skip }, (context) => {
  const withRule = (rule: string) =>
    `${twoUplinks}rules: [{priority: 50, lookup: main, ${rule}}]\n`;
  const { host, file } = withTwoLinks(context, withRule('from: 192.0.2.0/24'));
  done(host, exportedScript(host, file));
  writeFileSync(file, withRule('from: 192.0.2.0/24, not: true'));
  done(host, exportedScript(host, file));
  assert.match(ip(host.namespace, 'rule', 'show', 'pref', '50'), /not from 192\.0\.2\.0\/24/);
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('what others have in its place is left, and nothing is touched', { skip }, (context) => {
  const { host, file } = withTwoLinks(context);
  const script = exportedScript(host, file);
  ip(host.namespace, 'route', 'add', 'default', 'via', '203.0.113.9', 'metric', '10');
  const before = dump(host.namespace);
  const { exitCode, stderr } = runScript(host, script);
  assert.equal(exitCode, 5);
  assert.match(
    stderr,
    /in the way of route .*table 254.* metric 10 .*: somebody else has the place/,
  );
  assert.equal(dump(host.namespace), before);
  assert.deepEqual(dropIns(host), ['', '']);
});

test('what others have done already counts as done', { skip }, (context) => {
  const { host, file } = withTwoLinks(context);
  const way = ['via', '203.0.113.1', 'dev', 'eth0', 'src', '203.0.113.10', 'metric', '10'];
  ip(host.namespace, 'route', 'add', 'default', ...way, 'proto', 'static');
  ip(host.namespace, 'rule', 'add', 'pref', '12000', 'oif', 'eth0', 'lookup', '101');
  const foreign = objectsOf(host.namespace, ({ protocol }) => protocol !== '157');
  done(host, exportedScript(host, file));
  assert.equal(
    objectsOf(host.namespace, ({ protocol }) => protocol !== '157'),
    foreign,
  );
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('an interface that is missing is said, and the rest is done', { skip }, (context) => {
  const host = createTestHost(context);
  const file = join(host.root, 'topology.yaml');
  const balanced = twoUplinks.replace('failover', 'balance');
  writeFileSync(file, balanced);
  addLink({ namespace: host.namespace, name: 'eth0' }, 'ifb');
  addAddress({ namespace: host.namespace, name: 'eth0' }, '203.0.113.10/24');
  const script = exportedScript(host, file);
  const { exitCode, stderr } = runScript(host, script);
  assert.equal(exitCode, 1);
  assert.match(stderr, /not done:[^]*Cannot find device "eth1"/);
  assert.match(ip(host.namespace, 'rule', 'show'), /10110:\s+from 198\.51\.100\.10 lookup 102/);
  assert.match(ip(host.namespace, 'route', 'show', 'table', '101'), /default via 203\.0\.113\.1/);
  addLink({ namespace: host.namespace, name: 'eth1' }, 'ifb');
  addAddress({ namespace: host.namespace, name: 'eth1' }, '198.51.100.10/24');
  done(host, script);
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('a list of rules that cannot be right is not acted upon', { skip }, (context) => {
  const { host, file } = withTwoLinks(context);
  const script = exportedScript(host, file);
  done(host, script);
  ip(host.namespace, 'rule', 'del', 'pref', '0');
  const before = dump(host.namespace);
  const { exitCode, stderr } = runScript(host, script);
  assert.equal(exitCode, 69);
  assert.match(stderr, /does not show the rule for table local/);
  assert.equal(dump(host.namespace), before);
});

test('files of names that others wrote stay', { skip }, (context) => {
  const { host, file } = withTwoLinks(context);
  const script = exportedScript(host, file);
  done(host, script);
  const path = join(host.root, 'etc/iproute2/rt_protos.d/multihome.conf');
  writeFileSync(path, '157 mine\n');
  const { exitCode, stderr } = runScript(host, script);
  assert.equal(exitCode, 0);
  assert.match(stderr, /multihome\.conf is not ours, and stays/);
  assert.equal(readFileSync(path, 'utf8'), '157 mine\n');
});

test('what a dry run prints, run, does the same', { skip }, (context) => {
  const { host, file } = withTwoLinks(context);
  const script = exportedScript(host, file);
  const before = dump(host.namespace);
  const { stdout } = runScript(host, script, '--dry-run');
  assert.equal(dump(host.namespace), before);
  assert.deepEqual(dropIns(host), ['', '']);
  for (const line of stdout.split('\n')) {
    const [program, ...words] = line.split(' ');
    if (program === 'ip') ip(host.namespace, ...words);
  }
  const twin = withTwoLinks(context);
  done(twin.host, exportedScript(twin.host, twin.file));
  assert.equal(objectsOf(host.namespace), objectsOf(twin.host.namespace));
});

test(
  'shellcheck finds nothing in the script of any example',
  { skip: requirePrograms('shellcheck') ?? false },
  (context) => {
    const folder = temporaryFolder(context);
    for (const example of Object.keys(stages)) {
      const { exitCode, stdout } = runHere(['export', 'ip', exampleFile(example)]);
      if (exitCode !== 0) continue;
      const path = join(folder, `${example}.sh`);
      writeFileSync(path, stdout);
      assert.equal(runProgram(['shellcheck', path]).stdout, '', example);
    }
  },
);

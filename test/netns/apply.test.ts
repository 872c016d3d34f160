/** How apply behaves beside others, and when things go wrong half-way. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import { fakeIp } from '../support/fake-ip.ts';
import { requireLinks, setDown, setUp } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runIn, runProgram } from '../support/multihome.ts';
import { execute, inNamespace, ip } from '../support/namespace.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const symmetric = exampleFile('symmetric-routing');

function stage(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

/** Writes a topology of this name into the host's folder. */
function topology(host: TestHost, name: string, text: string): string {
  const path = join(host.root, name);
  writeFileSync(path, `version: 1\n${text}`);
  return path;
}

test(
  "somebody else's route in the slot is a conflict: refused, both sides shown, nothing touched",
  { skip },
  (context) => {
    const host = stage(context);
    ip(
      host.namespace,
      'route',
      'add',
      'default',
      'via',
      '203.0.113.254',
      'table',
      '1',
      'proto',
      'static',
    );
    const before = dump(host.namespace);
    const { exitCode, stdout, stderr } = host.run('apply', '--yes', symmetric);
    assert.equal(exitCode, 5);
    assert.match(stdout, /wanted: {2}route default via 203\.0\.113\.1 dev eth0/);
    assert.match(stdout, /present: route default via 203\.0\.113\.254 dev eth0.*proto static/);
    assert.match(stderr, /\[foreign-conflict\]/);
    assert.equal(dump(host.namespace), before);
    assert.equal(host.run('apply', '--yes', '--allow', 'interface-missing', symmetric).exitCode, 5);
  },
);

test("somebody else's rule at our priority is a conflict", { skip }, (context) => {
  const host = stage(context);
  ip(host.namespace, 'rule', 'add', 'from', '10.0.0.0/8', 'pref', '100', 'table', '7');
  const before = dump(host.namespace);
  assert.equal(host.run('apply', '--yes', symmetric).exitCode, 5);
  assert.equal(dump(host.namespace), before);
});

test(
  "somebody else's route and rule that already do the job are left alone and count as done",
  { skip },
  (context) => {
    const host = stage(context);
    ip(
      host.namespace,
      'route',
      'add',
      'default',
      'via',
      '203.0.113.1',
      'dev',
      'eth0',
      'table',
      '1',
    );
    ip(host.namespace, 'rule', 'add', 'from', '203.0.113.10', 'pref', '100', 'table', '1');
    const plan = host.succeed('plan', symmetric);
    assert.match(plan, /already done by others/);
    host.succeed('apply', '--yes', symmetric);
    const rules = ip(host.namespace, 'rule', 'show', 'pref', '100');
    assert.equal(rules.trim().split('\n').length, 1);
    assert.doesNotMatch(rules, /proto/);
    assert.match(host.succeed('plan', symmetric), /^No changes\./m);
  },
);

test(
  'foreign routes and rules of all kinds are byte-identical through apply, change and destroy',
  { skip },
  (context) => {
    const host = stage(context);
    const foreign = [
      'rule add pref 50 fwmark 0x1/0xff table 9',
      'rule add pref 120 not from 10.0.0.0/8 table 9 protocol static',
      'rule add pref 12005 iif eth0 table 9',
      'route add 10.0.0.0/8 via 203.0.113.7 dev eth0 table 1 proto static metric 5',
      'route add blackhole 10.1.0.0/16 table 2 proto bgp',
      'route add default via 203.0.113.9 dev eth0 metric 5000 proto ra',
      'route add 192.0.2.0/24 via 198.51.100.7 dev eth1 proto 158',
    ];
    for (const line of foreign) ip(host.namespace, ...line.split(' '));
    const before = dump(host.namespace);
    host.succeed('apply', '--yes', symmetric);
    const changed = topology(
      host,
      'b.yaml',
      readFileSync(symmetric, 'utf8')
        .replace(/^version.*$/m, '')
        .replace('198.51.100.1}', '198.51.100.2}'),
    );
    host.succeed('apply', '--yes', changed);
    host.succeed('destroy', '--yes');
    assert.equal(dump(host.namespace), before);
  },
);

test(
  'a line the kernel refuses stops the apply: what was done, what failed and why; and it is taken back',
  { skip },
  (context) => {
    const host = stage(context);
    const text = `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
routes:
  - {to: 192.0.2.0/24, via: 198.51.100.77, dev: eth0, table: 1}
`;
    const bad = topology(host, 'bad.yaml', text);
    const before = dump(host.namespace);
    const { exitCode, stderr } = host.run('apply', '--yes', bad);
    assert.equal(exitCode, 6);
    assert.equal(dump(host.namespace), before);
    assert.deepEqual(readdirSync(host.root).toSorted(), ['bad.yaml', 'run']);
    assert.match(
      stderr,
      /stopped at: ip -4 route add unicast 192\.0\.2\.0\/24 .*via 198\.51\.100\.77/,
    );
    assert.match(stderr, /invalid gateway/);
    assert.match(stderr, /2 of 7 steps were done, 5 were not/);
    assert.match(stderr, /It has been taken back: the host is as it was before/);
    const good = topology(host, 'good.yaml', text.replace('198.51.100.77', '203.0.113.77'));
    host.succeed('apply', '--yes', good);
    assert.match(host.succeed('plan', good), /^No changes\./m);
  },
);

test(
  'an ip that dies in every batch leaves what it left, and the command that is named takes it back',
  { skip },
  (context) => {
    const host = stage(context);
    const before = dump(host.namespace);
    const script = 'case "$all" in *-batch*) head -n 3 | $real "$@"; kill -9 $$;; esac';
    const died = runIn(host.namespace, host.root, ['apply', '--yes', symmetric], {
      env: fakeIp(context, script),
    });
    assert.equal(died.exitCode, 7);
    assert.match(died.stderr, /killed by SIGKILL/);
    assert.match(died.stderr, /not known how many/);
    const [, command = ''] = /To finish that: (sh \S+)\n/.exec(died.stderr) ?? [];
    assert.equal(runProgram(inNamespace(host.namespace, ...command.split(' '))).exitCode, 0);
    assert.equal(dump(host.namespace), before);
    host.succeed('apply', '--yes', symmetric);
    assert.match(host.succeed('plan', symmetric), /^No changes\./m);
  },
);

test('an ip that lies about success is found out by the fresh plan', { skip }, (context) => {
  const host = stage(context);
  const script = 'case "$all" in *-batch*) cat > /dev/null; exit 0;; esac';
  const lied = runIn(host.namespace, host.root, ['apply', '--yes', symmetric], {
    env: fakeIp(context, script),
  });
  assert.equal(lied.exitCode, 6);
  assert.match(lied.stderr, /the host is not as planned/);
});

test('what others removed or appended of ours is repaired by one apply', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', symmetric);
  const wanted = dump(host.namespace);
  ip(host.namespace, 'rule', 'del', 'pref', '110');
  ip(host.namespace, 'route', 'flush', 'table', '2');
  ip(host.namespace, 'rule', 'add', 'pref', '100', 'iif', 'eth1', 'table', '9', 'protocol', '157');
  ip(
    host.namespace,
    'route',
    'append',
    'default',
    'via',
    '203.0.113.99',
    'dev',
    'eth0',
    'table',
    '1',
    'proto',
    '157',
  );
  host.succeed('apply', '--yes', symmetric);
  assert.match(host.succeed('plan', symmetric), /^No changes\./m);
  const sorted = (text: string) => text.split('\n').toSorted();
  assert.deepEqual(sorted(dump(host.namespace)), sorted(wanted));
});

test(
  'an uplink whose interface is down keeps its rules and refuses its traffic; up again, it is whole',
  { skip },
  (context) => {
    const host = stage(context);
    host.succeed('apply', '--yes', symmetric);
    const eth1 = { namespace: host.namespace, name: 'eth1' };
    setDown(eth1);
    const plan = host.succeed('apply', '--yes', symmetric);
    assert.match(plan, /isp-b \(IPv4\): eth1 is down; its routes are left out/);
    assert.throws(
      () => ip(host.namespace, 'route', 'get', '192.0.2.80', 'from', '198.51.100.10'),
      /No route to host/,
    );
    setUp(eth1);
    host.succeed('apply', '--yes', symmetric);
    assert.match(
      ip(host.namespace, 'route', 'get', '192.0.2.80', 'from', '198.51.100.10'),
      /dev eth1/,
    );
  },
);

test(
  'an address that is not on its interface is refused, and the plan says how to add it',
  { skip },
  (context) => {
    const host = stage(context);
    ip(host.namespace, 'addr', 'del', '198.51.100.10/24', 'dev', 'eth1');
    const { exitCode, stdout, stderr } = host.run('apply', '--yes', symmetric);
    assert.equal(exitCode, 5);
    assert.match(stdout, /ip addr add 198\.51\.100\.10\/24 dev eth1/);
    assert.match(stderr, /\[uplink-unready\]/);
  },
);

test(
  'two topologies live side by side, each with its own protocol number and drop-ins',
  { skip },
  (context) => {
    const host = stage(context);
    const other = topology(
      host,
      'other.yaml',
      `protocol: 200
priority-base: 20000
uplinks:
  other: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.9}}
`,
    );
    const before = dump(host.namespace);
    host.succeed('apply', '--yes', other);
    const alone = dump(host.namespace);
    host.succeed('apply', '--yes', symmetric);
    host.succeed('destroy', '--yes');
    assert.equal(dump(host.namespace), alone);
    assert.deepEqual(readdirSync(join(host.root, 'etc/iproute2/rt_tables.d')), [
      'multihome-200.conf',
    ]);
    host.succeed('destroy', '--yes', other);
    assert.equal(dump(host.namespace), before);
  },
);

test(
  "names go to drop-ins of mode 0644, and the distribution's own file is never touched",
  { skip },
  (context) => {
    const host = stage(context);
    const directory = join(host.root, 'etc/iproute2');
    mkdirSync(join(directory, 'rt_tables.d'), { recursive: true });
    writeFileSync(join(directory, 'rt_tables'), '255 local\n254 main\n10 elsewhere\n');
    const file = topology(
      host,
      'named.yaml',
      `uplinks:
  a: {interface: eth0, table: {id: 10, name: elsewhere}, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
`,
    );
    host.succeed('apply', '--yes', file);
    const dropIn = join(directory, 'rt_tables.d/multihome.conf');
    assert.match(readFileSync(dropIn, 'utf8'), /^15700\tb$/m);
    assert.doesNotMatch(readFileSync(dropIn, 'utf8'), /elsewhere/, 'the name is there already');
    assert.equal(statSync(dropIn).mode & 0o777, 0o644);
    assert.equal(
      readFileSync(join(directory, 'rt_tables'), 'utf8'),
      '255 local\n254 main\n10 elsewhere\n',
    );
    host.succeed('destroy', '--yes');
    assert.deepEqual(readdirSync(join(directory, 'rt_tables.d')), []);
    assert.ok(!existsSync(join(directory, 'rt_protos.d')), 'a directory made for it goes with it');
  },
);

test(
  'a table number or name that another file has for something else is refused',
  { skip },
  (context) => {
    const host = stage(context);
    mkdirSync(join(host.root, 'etc/iproute2'), { recursive: true });
    writeFileSync(join(host.root, 'etc/iproute2/rt_tables'), '10 vpn\n');
    const file = topology(
      host,
      'clash.yaml',
      `uplinks:
  a: {interface: eth0, table: {id: 10, name: mine}, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
`,
    );
    const { exitCode, stdout } = host.run('apply', '--yes', file);
    assert.equal(exitCode, 5);
    assert.match(stdout, /present: 10 vpn.*\/etc\/iproute2\/rt_tables/);
  },
);

test(
  'an allocated table number stays with its name when others come and go',
  { skip },
  (context) => {
    const host = stage(context);
    const uplink = (name: string, index: number) =>
      `  ${name}: {interface: eth${index}, ipv4: {address: ${index === 0 ? '203.0.113.10/24, gateway: 203.0.113.1' : '198.51.100.10/24, gateway: 198.51.100.1'}}}\n`;
    host.succeed(
      'apply',
      '--yes',
      topology(host, 'ab.yaml', `uplinks:\n${uplink('a', 0)}${uplink('b', 1)}`),
    );
    assert.match(
      execute(host.namespace, 'cat', join(host.root, 'etc/iproute2/rt_tables.d/multihome.conf')),
      /15701\tb/,
    );
    const onlyB = topology(host, 'b.yaml', `uplinks:\n${uplink('b', 1)}`);
    host.succeed('apply', '--yes', onlyB);
    assert.match(host.succeed('plan', '--all', onlyB), /^No changes\./m);
    assert.match(ip(host.namespace, 'rule', 'show'), /from 198\.51\.100\.10 lookup 15701/);
  },
);

test(
  'a folder that cannot be written stops the apply before the kernel is touched',
  { skip },
  (context) => {
    const host = stage(context);
    writeFileSync(join(host.root, 'etc'), 'a file where a folder belongs');
    const before = dump(host.namespace);
    const { exitCode, stderr } = host.run(
      'apply',
      '--yes',
      exampleFile('three-nics-one-subnet'),
      '--allow',
      'interface-missing',
      '--allow',
      'uplink-unready',
    );
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /not a directory|is not a directory|rt_/);
    assert.equal(dump(host.namespace), before);
  },
);

/** A host's routing as a topology, and back: on the hosts of the examples, against the real kernel. */

import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, test } from 'node:test';

import { dump } from '../support/dump.ts';
import { InProcess } from '../support/in-process.ts';
import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runIn } from '../support/multihome.ts';
import { execute, ip } from '../support/namespace.ts';
import { RouteProbe } from '../support/route-probe.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

function staged(context: TestContext, example: string): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, example);
  return host;
}

/** The example, applied as what another program made: under another protocol number. */
function foreign(context: TestContext, example: string): TestHost {
  const host = staged(context, example);
  const text = readFileSync(exampleFile(example), 'utf8');
  // With the prefix lists that it names.
  cpSync(dirname(exampleFile(example)), host.root, { recursive: true });
  const file = join(host.root, 'others.yaml');
  writeFileSync(file, text.replace(/^version: 1$/m, 'version: 1\nprotocol: 158'));
  host.succeed('apply', '--yes', file);
  return host;
}

function imported(host: TestHost, ...flags: readonly string[]): string {
  const { exitCode, stdout, stderr } = host.run('import', '--all', ...flags);
  // Two defaults of DHCP on one host may have one metric.
  assert.match(stderr, /^(multihome: left out: .*default .* comes first\n)*$/);
  assert.equal(exitCode, 0);
  const file = join(host.root, 'imported.yaml');
  writeFileSync(file, stdout);
  return file;
}

/** Whose it is does not count, nor does the order in which rules of one host were made. */
function nobodys(host: TestHost): string {
  return dump(host.namespace).replaceAll(/"protocol":"(?!2")[0-9]+"/g, '"protocol":"0"');
}

describe('import, of the host of an example', () => {
  for (const example of Object.keys(stages)) {
    const skip = skipStage(example);
    test(
      `${example}: all of it is there already, and a plan for it is empty`,
      { skip },
      (context) => {
        const host = foreign(context, example);
        const file = imported(host);
        const { stdout, stderr } = host.run('check', file);
        assert.match(stdout, /imported\.yaml: ok/);
        // What the host has needs no doubt.
        assert.equal(stderr, '');
        assert.match(host.succeed('plan', file), /^No changes\./m);
      },
    );

    test(`${example}: taken over, and given back`, { skip }, (context) => {
      const host = foreign(context, example);
      const [before, rules] = [dump(host.namespace), nobodys(host)];
      const file = imported(host, '--adopt');
      assert.match(host.succeed('plan', file), /^Plan: 0 to add, 0 to change, 0 to remove, [1-9]/m);
      host.succeed('apply', '--yes', file);
      assert.equal(nobodys(host), rules);
      assert.doesNotMatch(dump(host.namespace), /"protocol":"158"/);
      assert.match(host.succeed('plan', file), /^No changes\./m);
      host.succeed('rollback');
      assert.equal(dump(host.namespace), before);
    });

    test(`${example}: its commands make the same topology`, { skip }, (context) => {
      const host = staged(context, example);
      const commands = host.succeed('plan', '--commands', exampleFile(example));
      const argv = ['import', '--commands', '-'];
      const { stdout, stderr } = runIn(host.namespace, host.root, argv, { input: commands });
      assert.equal(stderr, '');
      const file = join(host.root, 'imported.yaml');
      writeFileSync(file, stdout);
      host.succeed('apply', '--yes', exampleFile(example));
      assert.match(host.succeed('plan', '--json', file), /"changes": \[\],/);
    });
  }
});

/** What the documents this program came from tell people to type; `sh` runs it, and it is imported. */
const told: Readonly<Record<string, readonly [stage: string, commands: string]>> = {
  'a route behind main': [
    'backup-default-table',
    'ip route add 198.51.100.20 dev ppp0 table default',
  ],
  'a table for each of three interfaces, in interfaces(5)': [
    'three-nics-one-subnet',
    [
      ['eth0', '99', 'rt1', '100'],
      ['wlan0', '97', 'rt2', '102'],
      ['wlan1', '98', 'rt3', '101'],
    ]
      .map(([device = '', host = '', table = '', metric = '']) =>
        [
          `iface ${device} inet static`,
          `    address 192.168.178.${host}`,
          `    post-up ip route add 192.168.178.0/24 dev ${device} src 192.168.178.${host} table ${table}`,
          `    post-up ip route add default via 192.168.178.1 dev ${device} table ${table}`,
          `    post-up ip rule add from 192.168.178.${host}/32 table ${table}`,
          `    post-up ip rule add to 192.168.178.${host}/32 table ${table}`,
          `    post-up ip r add default via 192.168.178.1 metric ${metric} dev ${device}`,
          `    post-down ip rule del from 0/0 to 0/0 table ${table}`,
        ].join('\n'),
      )
      .join('\n\n'),
  ],
  'old rules away, new ones there, routes replaced': [
    'dual-wan-failover',
    [
      'ip rule del from 192.168.1.115 table rt1 2>/dev/null || true',
      'ip rule add from 192.168.1.115 table rt1',
      'ip route replace default via 192.168.1.1 dev enp0s11 table rt1',
      'ip rule del from 192.168.42.91 table rt2 2>/dev/null || true',
      'ip rule add from 192.168.42.91 table rt2',
      'ip route replace default via 192.168.42.129 dev enx027c3d463e4d table rt2',
      'ip route add default via 192.168.1.1 dev enp0s11 metric 50',
      'ip route flush cache',
    ].join('\n'),
  ],
  'two gateways, with priorities': [
    'symmetric-routing',
    [
      'ip route add 203.0.113.0/24 dev eth0 table 1',
      'ip route add default via 203.0.113.1 table 1',
      'ip route add 198.51.100.0/24 dev eth1 table 2',
      'ip route add default via 198.51.100.1 table 2',
      'ip rule add from 203.0.113.10 table 1 priority 100',
      'ip rule add from 198.51.100.10 table 2 priority 110',
      'ip route add default via 203.0.113.1',
    ].join('\n'),
  ],
  'balance by weight, with a fallback': [
    'load-balancing',
    [
      'ip rule flush',
      'ip rule add lookup default priority 32767',
      'ip rule add lookup main priority 32766',
      'ip ru a prio 250 from 23.206.132.14 lookup rt1',
      'ip ru a prio 251 fwmark 0x98 lookup rt2',
      'ip ro a default via 23.206.132.1 dev eth1 src 23.206.132.14 proto static table rt1 initcwnd 70 initrwnd 70 quickack 1',
      'ip ro append prohibit default table rt1 metric 1 proto static',
      'ip ro a default via 95.173.136.1 dev eth2 table rt2',
      'ip ro del default 2>/dev/null || true',
      'ip ro a default scope global nexthop via 23.206.132.1 dev eth1 weight 2 nexthop via 95.173.136.1 dev eth2 weight 1',
    ].join('\n'),
  ],
};

for (const [name, [example, commands]] of Object.entries(told)) {
  test(`commands: ${name}`, { skip: skipStage(example) }, (context) => {
    const host = staged(context, example);
    // Those of the stage, which would be in the way.
    ip(host.namespace, 'route', 'flush', 'proto', 'dhcp');
    const script = commands
      .split('\n')
      .flatMap((line) => /^(?: *post-up )?(ip .*)$/.exec(line)?.[1] ?? [])
      .join('\n')
      .replaceAll(/\brt([123])\b/g, '70$1');
    execute(host.namespace, 'sh', '-ec', script);
    const names = join(host.root, 'rt_tables');
    writeFileSync(names, '701 rt1\n702 rt2\n703 rt3\n');
    const argv = ['import', '--commands', '-', '--rt-tables', names];
    const { stdout, stderr } = runIn(host.namespace, host.root, argv, { input: commands });
    assert.equal(stderr, '');
    const file = join(host.root, 'imported.yaml');
    writeFileSync(file, stdout);
    host.succeed('check', file);
    const plan = host.succeed('plan', '--json', file);
    assert.match(plan, /"changes": \[\],/);
    assert.match(plan, /"conflicts": \[\],/);
    const entries = (text: string) => text.split('\n').filter((line) => line.startsWith('  - '));
    const live = entries(readFileSync(imported(host), 'utf8'));
    assert.equal(entries(stdout).length, live.length, `${stdout}\n${live.join('\n')}`);
  });
}

const skip = requireLinks('ifb') ?? false;

/** Two topologies that take the same from each other, again and again. */
for (const family of ['ipv4', 'ipv6'] as const) {
  test(`taking over leaves no moment without a route (${family})`, { skip }, async (context) => {
    const { namespace } = staged(context, 'dual-stack-two-isps');
    const [source, gateway, target] =
      family === 'ipv4'
        ? ['203.0.113.10', '203.0.113.1', '192.0.2.7']
        : ['2001:db8:a::10', '2001:db8:a::1', '2001:db8:f::7'];
    // In IPv6 a replaced route may let a question slip: there, only the rules are taken over.
    const adopt = family === 'ipv4';
    const way = { to: 'default', family, via: gateway, dev: 'eth1', table: 7 };
    const words = ['default', 'via', gateway, 'dev', 'eth1', 'table', '7'];
    if (!adopt) ip(namespace, '-6', 'route', 'add', ...words);
    // Behind the prohibit nobody else would know the way to the gateway, which is asked for anew.
    ip(namespace, 'route', 'add', '203.0.113.0/24', 'dev', 'eth1', 'table', '7');
    const topology = (protocol: number) => ({
      version: 1,
      protocol,
      rules: [
        { priority: 9, family, goto: 50, adopt: true },
        { priority: 50, from: source, lookup: 7, adopt: true },
        { priority: 51, family, action: 'prohibit', adopt: true },
      ],
      routes: adopt ? [{ ...way, adopt }] : [],
    });
    const program = new InProcess(['etc/iproute2']);
    context.after(() => program.remove());
    const taken = async (protocol: number): Promise<number> => {
      program.write({ topology: topology(protocol), lists: {} });
      const attempt = await program.attempt(namespace);
      assert.equal(
        attempt.kind === 'executed' && attempt.execution.kind,
        'done',
        JSON.stringify(attempt),
      );
      const changes = attempt.kind === 'executed' ? attempt.plan.changes : [];
      return changes.filter(({ action }) => action === 'adopt').length;
    };
    assert.equal(await taken(157), 0);
    const probe = new RouteProbe(namespace, family, [`${target} from ${source}`]);
    const counts: number[] = [];
    for (let cycle = 0; cycle < 10; cycle++) counts.push(await taken(cycle % 2 === 0 ? 158 : 157));
    const { asked, failures, errors } = await probe.stop();
    context.diagnostic(`${asked} questions while ${counts.length} times all was taken over`);
    assert.deepEqual(new Set(counts), new Set([adopt ? 4 : 3]));
    assert.ok(asked > 1_000);
    assert.deepEqual(failures, [], errors);
  });
}

test(
  'somebody else may make the adopted rule again: it stays ours, and his beside it',
  { skip },
  (context) => {
    const host = staged(context, 'symmetric-routing');
    const words = ['rule', 'add', 'from', '203.0.113.10', 'table', '7', 'pref', '50'];
    ip(host.namespace, ...words);
    const file = imported(host, '--adopt');
    host.succeed('apply', '--yes', file);
    ip(host.namespace, ...words);
    assert.match(host.succeed('plan', file), /^No changes\./m);
    host.succeed('destroy', '--yes');
    assert.match(ip(host.namespace, 'rule'), /^50:\tfrom 203\.0\.113\.10 lookup 7 ?$/m);
  },
);

test('without adopt: true it stays with whoever made it', { skip }, (context) => {
  const host = staged(context, 'symmetric-routing');
  ip(host.namespace, 'rule', 'add', 'from', '203.0.113.10', 'table', '7', 'pref', '50');
  const before = dump(host.namespace);
  const file = imported(host);
  host.succeed('apply', '--yes', file);
  assert.equal(dump(host.namespace), before);
});

test('what DHCP keeps, what cannot be said, and what is ours is no entry', { skip }, (context) => {
  const host = staged(context, 'symmetric-routing');
  const add = (...words: readonly string[]) => ip(host.namespace, ...words);
  add('route', 'add', 'default', 'via', '203.0.113.1', 'dev', 'eth0', 'proto', 'dhcp');
  add('route', 'add', '192.0.2.0/24', 'dev', 'eth0', 'proto', '157');
  add('rule', 'add', 'pref', '50', 'from', '10.0.0.9/24', 'lookup', 'main');
  add('rule', 'add', 'pref', '51', 'to', '10.8.0.0/16', 'lookup', 'main');
  add('rule', 'add', 'pref', '51', 'to', '10.9.0.0/16', 'lookup', 'main');
  const { stdout, stderr } = host.run('import');
  assert.match(stdout, /^ {2}- \{priority: 51, to: 10\.8\.0\.0\/16, lookup: main\}$/m);
  assert.equal(stdout.match(/^ {2}- /gm)?.length, 1);
  assert.doesNotMatch(stdout, /192\.0\.2\.0/);
  assert.match(stderr, /left out: IPv4 route .*default via 203\.0\.113\.1 .*kept by DHCP/);
  assert.match(stderr, /left out: IPv4 rule 51: from all to 10\.9\.0\.0\/16 .*already belongs/);
  assert.match(stderr, /left out: ipv4 rule .*"srclen":24/);
});

/** What other programs do to our routes, and before them, on the real kernel. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { fakeIp } from '../support/fake-ip.ts';
import { addAddress, addVeth, requireLinks, setCarrier, setUp } from '../support/links.ts';
import type { Owner } from '../support/namespace.ts';
import { createNamespace, hasIpv6, ip, writeSysctl } from '../support/namespace.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runIn } from '../support/multihome.ts';

const skip = requireLinks('veth') ?? false;

/** Two uplinks by cable: eth0 in 203.0.113.0/24 and 2001:db8:a::/64, eth1 in the next ones. */
function stage(owner: Owner): TestHost {
  const host = createTestHost(owner);
  const provider = createNamespace(owner);
  const addresses = {
    eth0: ['203.0.113.10/24', '2001:db8:a::10/64'],
    eth1: ['198.51.100.10/24', '2001:db8:b::10/64'],
  };
  for (const [name, own] of Object.entries(addresses)) {
    const end = { namespace: host.namespace, name };
    addVeth(end, { namespace: provider, name });
    for (const address of own) {
      if (!address.includes(':') || hasIpv6(host.namespace)) addAddress(end, address);
    }
  }
  return host;
}

function topology(host: TestHost, text: string): string {
  const path = join(host.root, 'topology.yaml');
  writeFileSync(path, `version: 1\n${text}`);
  return path;
}

const uplinks = `uplinks:
  a: {interface: eth0, table: 100, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}, ipv6: {address: '2001:db8:a::10/64', gateway: '2001:db8:a::1'}}
  b: {interface: eth1, table: 101, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}, ipv6: {address: '2001:db8:b::10/64', gateway: '2001:db8:b::1'}}
`;

test(
  'a next hop that somebody adds to an IPv6 route of ours survives apply and destroy',
  { skip },
  (context) => {
    const host = stage(context);
    const file = topology(
      host,
      `${uplinks}outbound: {mode: failover, uplinks: [a], metric: 100}\n`,
    );
    host.succeed('apply', '--yes', file);
    const theirs = ['default', 'via', '2001:db8:b::9', 'dev', 'eth1', 'metric', '100'];
    ip(host.namespace, '-6', 'route', 'append', ...theirs, 'proto', 'static');
    const { exitCode, stderr } = host.run('apply', '--yes', file);
    assert.equal(exitCode, 6);
    assert.match(stderr, /has added a next hop of his own/);
    host.succeed('destroy', '--yes', file);
    const left = ip(host.namespace, '-6', 'route', 'show', 'default');
    assert.match(left, /^default via 2001:db8:b::9 dev eth1 proto static metric 100/);
  },
);

test(
  'IPv6 next hops come and go one by one until the route is as declared',
  { skip },
  (context) => {
    const host = stage(context);
    const balanced = (weight: number) =>
      topology(
        host,
        `${uplinks.replace('interface: eth1,', `interface: eth1, weight: ${weight},`)}outbound: {mode: balance, uplinks: [a, b]}\n`,
      );
    host.succeed('apply', '--yes', balanced(1));
    host.succeed('apply', '--yes', balanced(3));
    assert.match(ip(host.namespace, '-6', 'route', 'show', 'default'), /2001:db8:b::1 .*weight 3/);
    const alone = topology(
      host,
      `${uplinks}outbound: {mode: failover, uplinks: [b], metric: 10}\n`,
    );
    host.succeed('apply', '--yes', alone);
    const shown = ip(host.namespace, '-6', 'route', 'show', 'default');
    assert.match(shown, /^default via 2001:db8:b::1 dev eth1/);
  },
);

test('what was to be deleted and is gone already does not stop the rest', { skip }, (context) => {
  const host = stage(context);
  const before = topology(host, `${uplinks}outbound: {mode: failover, uplinks: [a, b]}\n`);
  host.succeed('apply', '--yes', before);
  const after = topology(host, `${uplinks}outbound: {mode: failover, uplinks: [b]}\n`);
  const env = fakeIp(
    context,
    'case "$all" in *-4*batch*) $real route del default metric 10 proto 157; $real route del default metric 11 proto 157 ;; esac',
  );
  const { exitCode, stderr } = runIn(host.namespace, host.root, ['apply', '--yes', after], { env });
  assert.equal(exitCode, 0, stderr);
  assert.match(ip(host.namespace, 'route', 'show', 'default'), /dev eth1/);
});

test('a prefix list whose uplinks are gone refuses, and does not leak', { skip }, (context) => {
  const host = stage(context);
  writeFileSync(join(host.root, 'list.txt'), '192.0.2.0/24\n');
  const file = topology(
    host,
    `${uplinks}outbound: {mode: failover, uplinks: [a]}\npolicies: [{name: p, to: {file: list.txt}, uplinks: [b]}]\n`,
  );
  host.succeed('apply', '--yes', file);
  const ask = () => ip(host.namespace, 'route', 'get', '192.0.2.5');
  assert.match(ask(), /dev eth1/);
  ip(host.namespace, 'link', 'set', 'eth1', 'down');
  host.succeed('apply', '--yes', file);
  assert.throws(ask, /No route to host/);
  setUp({ namespace: host.namespace, name: 'eth1' });
  ip(host.namespace, 'address', 'replace', '198.51.100.10/24', 'dev', 'eth1');
  host.succeed('apply', '--yes', '--allow', 'uplink-unready', file);
  assert.match(ask(), /dev eth1/);
});

test(
  'policies leave an uplink whose carrier is gone, and come back with it',
  { skip },
  (context) => {
    const host = stage(context);
    const policy = '{name: p, dport: 25, uplinks: [a, b]}';
    const file = topology(host, `${uplinks}policies: [${policy}]\n`);
    const table = () => /dport 25 lookup (\d+)/.exec(ip(host.namespace, 'rule', 'show'))?.[1];
    host.succeed('apply', '--yes', file);
    assert.equal(table(), '100');
    setCarrier({ namespace: host.namespace, name: 'eth0' }, 'off');
    host.succeed('apply', '--yes', '--allow', 'uplink-unready', file);
    assert.equal(table(), '101');
    setCarrier({ namespace: host.namespace, name: 'eth0' }, 'on');
    host.succeed('apply', '--yes', '--allow', 'uplink-unready', file);
    assert.equal(table(), '100');
  },
);

test(
  "rules and routes of others that come before ours are pointed out, also in our uplinks' tables",
  { skip },
  (context) => {
    const host = stage(context);
    const add = (...words: readonly string[]) => ip(host.namespace, ...words);
    add('route', 'add', '0.0.0.0/1', 'via', '198.51.100.1', 'dev', 'eth1', 'table', '100');
    add('rule', 'add', 'pref', '50', 'from', '203.0.113.10', 'lookup', '101');
    add('route', 'add', 'unreachable', 'default', 'metric', '5');
    const file = topology(host, `${uplinks}outbound: {mode: failover, uplinks: [a]}\n`);
    const shown = host.succeed('plan', file);
    assert.match(shown, /table 100 holds what is not ours.*0\.0\.0\.0\/1 via 198\.51\.100\.1/);
    assert.match(shown, /the foreign rule 50: from 203\.0\.113\.10 lookup 101 comes before all/);
    assert.match(shown, /unreachable default metric 5 in main refuses all traffic/);
  },
);

test(
  'a table name that is a numeral of its own is refused: `ip` would follow it',
  { skip },
  (context) => {
    const host = stage(context);
    const path = join(host.root, 'etc/iproute2/rt_tables');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '101 100\n');
    const { exitCode, stdout } = host.run('apply', '--yes', topology(host, uplinks));
    assert.equal(exitCode, 5);
    assert.match(stdout, /wanted: {2}100 100/);
    assert.match(stdout, /present: 101 100 .*rt_tables/);
  },
);

test('apply waits for the end of duplicate address detection', { skip }, (context) => {
  const host = stage(context);
  const file = topology(host, uplinks);
  for (const scope of ['all', 'default', 'eth0']) {
    writeSysctl(host.namespace, `net/ipv6/conf/${scope}/accept_dad`, '1');
  }
  ip(host.namespace, '-6', 'address', 'del', '2001:db8:a::10/64', 'dev', 'eth0');
  ip(host.namespace, '-6', 'address', 'add', '2001:db8:a::10/64', 'dev', 'eth0');
  assert.match(ip(host.namespace, '-6', 'address', 'show', 'tentative'), /2001:db8:a::10/);
  host.succeed('apply', '--yes', file);
});

test('destroy does not take the number of another daemon', { skip }, (context) => {
  const host = stage(context);
  const dhcp = ['default', 'via', '203.0.113.1', 'dev', 'eth0', 'proto', 'dhcp'];
  ip(host.namespace, 'route', 'add', ...dhcp);
  const { exitCode, stderr } = host.run('destroy', '--yes', '--protocol', '16');
  assert.equal(exitCode, 64);
  assert.match(stderr, /16 is the number of dhcp/);
  assert.match(ip(host.namespace, 'route', 'show', 'default'), /proto dhcp/);
});

test('plan --allow shows what apply --allow would do', { skip }, (context) => {
  const host = stage(context);
  const file = topology(host, uplinks);
  ip(host.namespace, 'link', 'del', 'eth1');
  assert.equal(host.run('plan', '--commands', file).exitCode, 5);
  const commands = host.succeed('plan', '--commands', '--allow', 'interface-missing', file);
  assert.match(commands, /^ip -4 route add unicast 0\.0\.0\.0\/0 table 100 /m);
});

test(
  'apply waits for duplicate address detection of an address it is to find',
  { skip },
  (context) => {
    const host = stage(context);
    const file = topology(
      host,
      "uplinks: {a: {interface: eth0, ipv6: {address: auto, gateway: '2001:db8:a::1'}}}\n",
    );
    for (const scope of ['all', 'default', 'eth0']) {
      writeSysctl(host.namespace, `net/ipv6/conf/${scope}/accept_dad`, '1');
    }
    ip(host.namespace, '-6', 'address', 'del', '2001:db8:a::10/64', 'dev', 'eth0');
    ip(host.namespace, '-6', 'address', 'add', '2001:db8:a::10/64', 'dev', 'eth0');
    host.succeed('apply', '--yes', file);
  },
);

test(
  'what neither a later round nor a rollback could do leaves a host that is changed, and says so',
  { skip },
  (context) => {
    const host = stage(context);
    const declared = (more: string) => topology(host, `${uplinks}${more}`);
    host.succeed('apply', '--yes', declared('outbound: {mode: failover, uplinks: [a]}\n'));
    // After the first batch somebody takes away a rule of ours, and then `ip` cannot add it again.
    const env = fakeIp(
      context,
      'case "$all" in *-4*batch*) if [ -e "$0.ran" ]; then echo no >&2; exit 1; fi; touch "$0.ran"; $real "$@"; code=$?; $real rule del pref 12000; exit $code ;; esac',
    );
    const file = declared('outbound: {mode: failover, uplinks: [b]}\n');
    const { stdout, exitCode } = runIn(
      host.namespace,
      host.root,
      ['apply', '--yes', '--json', file],
      {
        env,
      },
    );
    assert.equal(exitCode, 7);
    assert.match(stdout, /"changed":true/);
  },
);

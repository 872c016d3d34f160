import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Facts } from '../../src/model/live.ts';
import { compiled, desiredOf, routeLines, ruleLines, topologyOf } from '../support/compiled.ts';

const a = 'a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}';
const b =
  'b: {interface: eth1, table: 2, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}';

test('an uplink has a table with its network, its default and an end, and rules that lead to it', () => {
  const desired = desiredOf(`uplinks: {${a}}`);
  assert.deepEqual(routeLines(desired), [
    '203.0.113.0/24 table 1 scope 253 src 203.0.113.10 dev eth0',
    '0.0.0.0/0 table 1 scope 0 src 203.0.113.10 via 203.0.113.1 dev eth0',
    'unreachable 0.0.0.0/0 table 1 scope 0 metric 4294967295',
  ]);
  assert.deepEqual(ruleLines(desired), [
    'pref 10099 table 254 suppress_prefixlength 0',
    'from 203.0.113.10/32 pref 10100 table 1',
    'oif eth0 pref 12000 table 1',
  ]);
});

test('every item knows the line of the topology that caused it', () => {
  const desired = desiredOf(
    `uplinks:\n  ${a}\n  ${b}\noutbound: {mode: failover, uplinks: [a, b]}`,
  );
  const linesOf = (items: readonly { readonly origin: { readonly line: number } }[]) =>
    [...new Set(items.map(({ origin }) => origin.line))].toSorted((one, other) => one - other);
  assert.deepEqual(linesOf(desired.routes), [3, 4, 5]);
  assert.deepEqual(linesOf(desired.rules), [3, 4]);
});

test('compiling twice gives the same, in the same order', () => {
  const topology = topologyOf(`uplinks: {${a}, ${b}}\noutbound: {mode: balance, uplinks: [b, a]}`);
  assert.deepEqual(compiled(topology), compiled(topology));
});

test('failover gives main a default for each uplink at rising metrics', () => {
  const desired = desiredOf(
    `uplinks: {${a}, ${b}}\noutbound: {mode: failover, uplinks: [b, a], metric: 50}`,
  );
  assert.deepEqual(
    routeLines(desired).filter((line) => line.includes('table 254')),
    [
      '0.0.0.0/0 table 254 scope 0 metric 50 src 198.51.100.10 via 198.51.100.1 dev eth1',
      '0.0.0.0/0 table 254 scope 0 metric 51 src 203.0.113.10 via 203.0.113.1 dev eth0',
    ],
  );
});

test('the metric of an uplink does not change when the one before it is down', () => {
  const text = `uplinks: {${a}, ${b}}\noutbound: {mode: failover, uplinks: [a, b]}`;
  const desired = desiredOf(text, down('eth0'));
  assert.deepEqual(
    routeLines(desired).filter((line) => line.includes('table 254')),
    ['0.0.0.0/0 table 254 scope 0 metric 11 src 198.51.100.10 via 198.51.100.1 dev eth1'],
  );
});

test('an uplink that is down keeps its rules and the end of its table, so that nothing leaks', () => {
  const desired = desiredOf(`uplinks: {${a}}`, down('eth0'));
  assert.deepEqual(routeLines(desired), [
    'unreachable 0.0.0.0/0 table 1 scope 0 metric 4294967295',
  ]);
  assert.equal(ruleLines(desired).length, 3);
  assert.equal(desired.uplinks[0]?.state.kind, 'interface-down');
});

test('balance gives one default with weighted next hops, and the metrics all members agree on', () => {
  const text = `route-options: {initcwnd: 70}
uplinks:
  a: {interface: eth0, table: 1, weight: 2, route-options: {mtu: 1400}, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  ${b}
outbound: {mode: balance, uplinks: [a, b]}`;
  assert.deepEqual(
    routeLines(desiredOf(text)).filter((line) => line.includes('table 254')),
    [
      '0.0.0.0/0 table 254 scope 0 metric 10 initcwnd 70 nexthop via 203.0.113.1 dev eth0 weight 2 nexthop via 198.51.100.1 dev eth1 weight 1',
    ],
  );
});

test('an explicit uplink priority pulls the rule for main before it, so that attached networks still win', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, priority: 100, ipv4: {address: [203.0.113.10/24, 203.0.113.11/24], gateway: 203.0.113.1}}`;
  assert.deepEqual(ruleLines(desiredOf(text)), [
    'pref 99 table 254 suppress_prefixlength 0',
    'from 203.0.113.10/32 pref 100 table 1',
    'from 203.0.113.11/32 pref 101 table 1',
    'oif eth0 pref 12000 table 1',
  ]);
});

test('main-first can be switched off', () => {
  const desired = desiredOf(`main-first: false\nuplinks: {${a}}`);
  assert.ok(!ruleLines(desired).some((line) => line.includes('suppress_prefixlength')));
});

test('two uplinks in one network keep their own way into it, before main is asked', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 192.0.2.10/24, gateway: 192.0.2.1}}
  b: {interface: eth1, table: 2, ipv4: {address: 192.0.2.11/24, gateway: 192.0.2.1}}`;
  assert.deepEqual(ruleLines(desiredOf(text)).slice(0, 3), [
    'from 192.0.2.11/32 to 192.0.2.0/24 pref 10097 table 2',
    'from 192.0.2.10/32 to 192.0.2.0/24 pref 10098 table 1',
    'pref 10099 table 254 suppress_prefixlength 0',
  ]);
});

test('policies become rules in file order, to the first uplink that can carry packets', () => {
  const text = `uplinks: {${a}, ${b}}
networks: {lan: {interface: eth2, ipv4: 192.168.1.1/24}}
policies:
  - {ipproto: tcp, dport: 25, uplinks: [a, b]}
  - {from: lan, to: [192.0.2.0/24, 233.252.0.0/24], uplinks: [b, a]}`;
  const policyRules = (change?: (facts: Facts) => Facts) =>
    ruleLines(desiredOf(text, change)).filter((line) => / pref 14/.test(line));
  assert.deepEqual(policyRules(), [
    'ipproto 6 dport 25 pref 14000 table 1',
    'from 192.168.1.0/24 to 192.0.2.0/24 pref 14010 table 2',
    'from 192.168.1.0/24 to 233.252.0.0/24 pref 14020 table 2',
  ]);
  assert.equal(policyRules(down('eth0'))[0], 'ipproto 6 dport 25 pref 14000 table 2');
});

test('failing over changes one rule of a prefix-list policy and none of its routes', () => {
  const text = `uplinks: {${a}, ${b}}\npolicies:\n  - {name: office, to: {file: list.txt}, uplinks: [a, b]}`;
  const lists = { 'list.txt': '192.0.2.0/24\n# a comment\n233.252.0.0/24\n' };
  const both = desiredOf(text, undefined, lists);
  const office = routeLines(both).filter((line) => /^(192|233)/.test(line));
  assert.equal(office.length, 4, 'preloaded for each uplink');
  const rule = (desired: typeof both) =>
    ruleLines(desired).find((line) => line.includes('pref 14000'));
  assert.notEqual(rule(both), rule(desiredOf(text, down('eth0'), lists)));
});

test('a balanced policy has a table of its own, with an end', () => {
  const text = `uplinks: {${a}, ${b}}\npolicies:\n  - {name: p, uidrange: 1000, mode: balance, uplinks: [a, b]}`;
  const lines = routeLines(desiredOf(text)).filter((line) => line.includes('table 15700'));
  assert.deepEqual(lines, [
    '0.0.0.0/0 table 15700 scope 0 nexthop via 203.0.113.1 dev eth0 weight 1 nexthop via 198.51.100.1 dev eth1 weight 1',
    'unreachable 0.0.0.0/0 table 15700 scope 0 metric 4294967295',
  ]);
});

test('an IPv6 uplink with volatile addresses is recognised by its network, and the kernel picks the source', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, ipv6: {address: auto, gateway: auto, assume: {address: '2001:db8:a::10/64', gateway: 'fe80::1'}}}`;
  const desired = desiredOf(text);
  assert.ok(ruleLines(desired).includes('from 2001:db8:a::/64 pref 10100 table 1'));
  assert.ok(routeLines(desired).includes('::/0 table 1 metric 1024 via fe80::1 dev eth0'));
});

test('a gateway outside the network is onlink where the topology says so', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/32, gateway: 172.31.1.1, onlink: true}}`;
  assert.deepEqual(routeLines(desiredOf(text)), [
    '0.0.0.0/0 table 1 scope 0 src 203.0.113.10 via 172.31.1.1 dev eth0 onlink',
    'unreachable 0.0.0.0/0 table 1 scope 0 metric 4294967295',
  ]);
});

test('auto without anything to learn from leaves the uplink without a way, and says why', () => {
  const desired = desiredOf(
    'uplinks: {a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: auto}}}',
  );
  assert.equal(desired.uplinks[0]?.state.kind, 'no-gateway');
});

test('table numbers that nobody gave come from our range, clear of those others have named', () => {
  const text =
    'uplinks: {a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}';
  const taken = { id: 15700, name: 'theirs', file: '/etc/iproute2/rt_tables' };
  const topology = topologyOf(text);
  const id = (change: (facts: Facts) => Facts) => {
    const result = compiled(topology, change);
    return result.ok ? result.value.tableNames[0]?.item.id : undefined;
  };
  assert.equal(
    id((facts) => facts),
    15700,
  );
  assert.equal(
    id((facts) => ({ ...facts, tableNames: [taken as Facts['tableNames'][number]] })),
    15701,
  );
  const own = { id: 15750, name: 'a' } as Facts['ownTableNames'][number];
  assert.equal(
    id((facts) => ({ ...facts, ownTableNames: [own] })),
    15750,
    'kept from last time',
  );
});

test('two items that want one route are an error that names both lines', () => {
  const topology = topologyOf(
    `uplinks: {${a}}\nroutes:\n  - {to: default, via: 203.0.113.9, dev: eth0, table: a}`,
  );
  const result = compiled(topology);
  assert.ok(!result.ok);
  assert.equal(result.problems[0]?.code, 'MH390');
  assert.match(result.problems[0].message, /0\.0\.0\.0\/0 in table 1/);
});

test('a raw route over an interface that is missing waits, and is told of', () => {
  const text = 'routes:\n  - {to: 192.0.2.0/24, dev: eth7, table: 9}';
  const desired = desiredOf(text, (facts) => ({ ...facts, interfaces: [] }));
  assert.deepEqual(desired.routes, []);
  assert.equal(desired.waiting[0]?.state, 'interface-missing');
});

test('a topology that needs more tables than our range has is told to number them', () => {
  const names = Array.from({ length: 1001 }, (_, index) => `t${index}: {}`);
  const result = compiled(topologyOf(`tables: {${names.join(', ')}}`));
  assert.ok(!result.ok);
  assert.equal(result.problems[0]?.code, 'MH391');
});

test('more rules than their band holds are an error that names the band', () => {
  const rules = Array.from({ length: 1001 }, (_, index) => `  - {fwmark: ${index + 1}, lookup: 9}`);
  const result = compiled(topologyOf(`rules:\n${rules.join('\n')}`));
  assert.ok(!result.ok);
  assert.equal(result.problems[0]?.code, 'MH392');
  assert.match(result.problems[0].message, /13000 to 13999/);
});

function down(name: string): (facts: Facts) => Facts {
  return (facts) => ({
    ...facts,
    interfaces: facts.interfaces.map((link) =>
      link.name === name ? { ...link, up: false } : link,
    ),
  });
}

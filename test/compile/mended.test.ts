/** Mistakes this compiler once made. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseAddress } from '../../src/model/address.ts';
import type { Facts, LiveAddress } from '../../src/model/live.ts';
import { desiredOf, routeLines, ruleLines } from '../support/compiled.ts';

const b =
  'b: {interface: eth1, table: 2, priority: 101, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}';

test('a mark of 0 with a full mask keeps its mask: without it the rule would match every packet', () => {
  const desired = desiredOf(
    'rules: [{priority: 100, family: ipv4, fwmark: 0/0xffffffff, action: blackhole}]',
  );
  assert.deepEqual(ruleLines(desired), ['fwmark 0x0/0xffffffff pref 100 blackhole']);
});

test('more addresses than the topology knew of never take a priority that another rule has', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, priority: 100, ipv4: {address: auto, gateway: auto, assume: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}
  ${b}`;
  const desired = desiredOf(text, withAddress('eth0', '203.0.113.11', 24));
  assert.deepEqual(ruleLines(desired).slice(1, 4), [
    'from 203.0.113.10/32 pref 100 table 1',
    'from 198.51.100.10/32 pref 101 table 2',
    'from 203.0.113.11/32 pref 102 table 1',
  ]);
});

test('IPv6 uplinks with volatile addresses in one network are told apart by address', () => {
  const uplink = (name: string, index: number) =>
    `  ${name}: {interface: eth${index}, table: ${index + 1}, ipv6: {address: auto, gateway: auto, assume: {address: '2001:db8:1::1${index}/64', gateway: 'fe80::1'}}}`;
  const desired = desiredOf(`uplinks:\n${uplink('a', 0)}\n${uplink('b', 1)}`);
  const lines = ruleLines(desired).filter((line) => line.includes('pref 101'));
  assert.deepEqual(lines, [
    'from 2001:db8:1::10/128 pref 10100 table 1',
    'from 2001:db8:1::11/128 pref 10110 table 2',
  ]);
});

test('connections from an address that is deprecated meanwhile keep their uplink', () => {
  const text =
    "uplinks: {a: {interface: eth0, table: 1, ipv6: {address: auto, gateway: auto, assume: {address: '2001:db8:2::1/64', gateway: 'fe80::1'}}}}";
  const desired = desiredOf(text, withAddress('eth0', '2001:db8:1::1', 64, { deprecated: true }));
  assert.deepEqual(ruleLines(desired).slice(1, 3), [
    'from 2001:db8:2::/64 pref 10100 table 1',
    'from 2001:db8:1::/64 pref 10110 table 1',
  ]);
  assert.deepEqual(desired.uplinks[0]?.state, {
    kind: 'ready',
    address: '2001:db8:2::1/64',
    gateway: 'fe80::1',
  });
});

test('a deprecated address is used while there is no other one', () => {
  const text =
    "uplinks: {a: {interface: eth0, table: 1, ipv6: {address: auto, gateway: auto, assume: {address: '2001:db8:2::1/64', gateway: 'fe80::1'}}}}";
  const checking = withAddress('eth0', '2001:db8:1::1', 64, { tentative: true });
  const deprecating = (facts: Facts): Facts => ({
    ...facts,
    interfaces: facts.interfaces.map((link) => ({
      ...link,
      addresses: link.addresses.map((one) => ({ ...one, deprecated: true })),
    })),
  });
  const desired = desiredOf(text, (facts) => checking(deprecating(facts)));
  assert.deepEqual(desired.uplinks[0]?.state, {
    ...{ kind: 'ready', address: '2001:db8:2::1/64', gateway: 'fe80::1' },
  });
});

test('IPv6 balance over links without a gateway falls back to the first, because the kernel shares none', () => {
  const uplink = (name: string, index: number) =>
    `  ${name}: {interface: ppp${index}, table: ${index + 1}, ipv6: {address: auto, gateway: auto, assume: {address: '2001:db8:${index}::1/64'}}}`;
  const text = `uplinks:\n${uplink('a', 0)}\n${uplink('b', 1)}\noutbound: {mode: balance, uplinks: [a, b]}`;
  const pointToPoint = (facts: Facts): Facts => ({
    ...facts,
    interfaces: facts.interfaces.map((link) => ({ ...link, withoutNeighbours: true })),
  });
  const main = routeLines(desiredOf(text, pointToPoint)).filter((line) =>
    line.includes('table 254'),
  );
  assert.deepEqual(main, ['::/0 table 254 metric 10 dev ppp0']);
});

test('what uplinks share of their networks is kept on-link, and no more of main is hidden', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 10.1.1.1/8, gateway: 10.0.0.1}}
  b: {interface: eth1, table: 2, ipv4: {address: 10.2.0.2/24, gateway: 10.2.0.1}}`;
  const lines = ruleLines(desiredOf(text)).filter((line) => line.includes(' to '));
  assert.deepEqual(lines, [
    'from 10.2.0.2/32 to 10.2.0.0/24 pref 10097 table 2',
    'from 10.1.1.1/32 to 10.2.0.0/24 pref 10098 table 1',
  ]);
});

test('an unplugged cable is no reason to refuse: the address is tentative because of it', () => {
  const text = `uplinks:
  a: {interface: eth0, table: 1, ipv6: {address: '2001:db8:a::10/64', gateway: '2001:db8:a::1'}}`;
  const unplugged = (facts: Facts): Facts => ({
    ...facts,
    interfaces: facts.interfaces.map((link) => ({
      ...link,
      carrier: false,
      addresses: link.addresses.map((address) => ({ ...address, tentative: true })),
    })),
  });
  assert.equal(desiredOf(text, unplugged).uplinks[0]?.state.kind, 'no-carrier');
});

test('the attached network is the one the interface has, and a differing length is told', () => {
  const text =
    'uplinks: {a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}';
  const narrower = (facts: Facts): Facts => ({
    ...facts,
    interfaces: facts.interfaces.map((link) => ({
      ...link,
      addresses: link.addresses.map((address) => ({ ...address, prefixLength: 29 })),
    })),
  });
  const desired = desiredOf(text, narrower);
  assert.equal(
    routeLines(desired)[0],
    '203.0.113.8/29 table 1 scope 253 src 203.0.113.10 dev eth0',
  );
  assert.match(
    desired.uplinks[0]?.learned[0] ?? '',
    /203\.0\.113\.10\/24 is 203\.0\.113\.10\/29 on the interface/,
  );
});

test('realms of 0 are none, as in the kernel', () => {
  const text =
    'rules: [{priority: 5, family: ipv4, lookup: 9, realms: 0}]\nroutes: [{to: 192.0.2.0/24, dev: eth0, table: 9, realms: 0}]';
  const desired = desiredOf(text);
  assert.ok(
    ![...ruleLines(desired), ...routeLines(desired)].some((line) => line.includes('realms')),
  );
});

test("main's default is made before raw routes, one of which the kernel might refuse", () => {
  const text = `uplinks: {${b.replace('priority: 101, ', '')}}
outbound: {mode: failover, uplinks: [b]}
routes: [{to: 10.99.0.0/16, via: 198.51.100.7, dev: eth1}]`;
  const main = routeLines(desiredOf(text)).find((line) => line.includes('table 254'));
  assert.match(main ?? '', /^0\.0\.0\.0\/0/);
});

function withAddress(
  device: string,
  address: string,
  prefixLength: number,
  more: Partial<LiveAddress> = {},
): (facts: Facts) => Facts {
  return (facts) => ({
    ...facts,
    interfaces: facts.interfaces.map((link) => {
      const [model] = link.addresses;
      const parsed = parseAddress(address);
      if (link.name !== device || model === undefined || parsed === undefined) return link;
      const added: LiveAddress = { ...model, address: parsed, prefixLength, ...more };
      return { ...link, addresses: [...link.addresses, added] };
    }),
  });
}

test('what another uplink on the interface calls its own is not there for auto to take', () => {
  const desired = desiredOf(
    `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: auto, gateway: 203.0.113.1, assume: {address: 203.0.113.10/24}}}
  c: {interface: eth0, table: 3, ipv4: {address: 192.0.2.10/24, gateway: 192.0.2.1}}`,
  );
  const from = ruleLines(desired).filter((line) => line.startsWith('from 192.0.2.10/32 pref'));
  assert.deepEqual(from, ['from 192.0.2.10/32 pref 10110 table 3']);
});

test('of two uplinks on one interface, none takes the gateway of the other network', () => {
  const desired = desiredOf(
    `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: auto, assume: {gateway: 203.0.113.1}}}
  c: {interface: eth0, table: 3, ipv4: {address: 192.0.2.10/24, gateway: auto, assume: {gateway: 192.0.2.1}}}`,
  );
  const defaults = routeLines(desired).filter((line) => line.includes('via'));
  assert.deepEqual(defaults, [
    '0.0.0.0/0 table 1 scope 0 src 203.0.113.10 via 203.0.113.1 dev eth0',
    '0.0.0.0/0 table 3 scope 0 src 192.0.2.10 via 192.0.2.1 dev eth0',
  ]);
});

test('a rule that a YAML alias writes twice has two priorities', () => {
  const desired = desiredOf(
    'rules: [&r {from: 192.168.0.0/24, lookup: 100}, *r]\ntables: {t: 100}',
  );
  assert.deepEqual(ruleLines(desired), [
    'from 192.168.0.0/24 pref 13000 table 100',
    'from 192.168.0.0/24 pref 13010 table 100',
  ]);
});

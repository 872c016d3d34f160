/** `auto`: which addresses of an interface count, which one is sent from, and whom a gateway is believed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { knownGateways } from '../../src/live/known-gateways.ts';
import type { Lease } from '../../src/model/lease.ts';
import { familyOf, parseAddress, parseInterfaceAddress } from '../../src/model/address.ts';
import type { Facts, LearnedGateway, LiveAddress } from '../../src/model/live.ts';
import { desiredOf, routeLines, ruleLines } from '../support/compiled.ts';
import { hop, route, table } from '../support/rules.ts';

const four = 'uplinks:\n  a: {interface: eth0, table: 1, ipv4: {address: auto, gateway: auto}}';
const six = 'uplinks:\n  a: {interface: eth0, table: 1, ipv6: {address: auto, gateway: auto}}';

function live(text: string, flags: Partial<LiveAddress> = {}): LiveAddress {
  const parsed = parseInterfaceAddress(text);
  assert.ok(parsed);
  return {
    ...{ ...parsed, family: familyOf(parsed.address), scope: 0, secondary: false, dynamic: true },
    ...{ temporary: false, deprecated: false, tentative: false, duplicate: false, ...flags },
  };
}

function address(text: string) {
  const parsed = parseAddress(text);
  assert.ok(parsed);
  return parsed;
}

function gateway(text: string): LearnedGateway {
  const known = address(text);
  const common = { interface: 'eth0', onlink: false, source: 'a test' };
  return { ...common, family: familyOf(known), gateway: known };
}

const host =
  (addresses: readonly LiveAddress[], gateways: readonly LearnedGateway[]) =>
  (facts: Facts): Facts => ({
    ...facts,
    interfaces: facts.interfaces.map((link) => ({ ...link, addresses })),
    gateways,
  });

const sources = (lines: readonly string[]) =>
  lines.flatMap((text) => /\bfrom (\S+)/.exec(text)?.[1] ?? []).filter((from) => from !== 'all');

test('of several addresses the one in the network of the gateway is sent from', () => {
  const both = [live('192.0.2.10/24'), live('198.51.100.10/24')];
  const wanted = desiredOf(four, host(both, [gateway('198.51.100.1')]));
  const first = routeLines(wanted).find((text) => text.includes('via'));
  assert.match(first ?? '', /src 198\.51\.100\.10 via 198\.51\.100\.1/);
  assert.deepEqual(sources(ruleLines(wanted)).toSorted(), ['192.0.2.10/32', '198.51.100.10/32']);
});

test('a gateway of a network that the interface has left is not believed before one it is in', () => {
  const moved = [live('198.51.100.10/24')];
  const known = [gateway('192.0.2.1'), gateway('198.51.100.1')];
  const text = routeLines(desiredOf(four, host(moved, known))).join('\n');
  assert.match(text, /via 198\.51\.100\.1/);
  assert.doesNotMatch(text, /192\.0\.2\.1/);
});

test('what a deprecated address has begun goes on; what is new does not use it', () => {
  const old = { deprecated: true };
  const both = [live('192.0.2.10/24', old), live('198.51.100.10/24')];
  const wanted = desiredOf(four, host(both, [gateway('192.0.2.1'), gateway('198.51.100.1')]));
  assert.deepEqual(sources(ruleLines(wanted)).toSorted(), ['192.0.2.10/32', '198.51.100.10/32']);
  assert.match(routeLines(wanted).join('\n'), /src 198\.51\.100\.10 via 198\.51\.100\.1/);
  const alone = desiredOf(four, host([live('192.0.2.10/24', old)], [gateway('192.0.2.1')]));
  assert.match(routeLines(alone).join('\n'), /src 192\.0\.2\.10 via 192\.0\.2\.1/);
});

test('while a provider changes its prefix, the old and the new one belong to the uplink', () => {
  const old = { deprecated: true };
  const present = [live('2001:db8:a::1/64', old), live('2001:db8:b::1/64')];
  const wanted = desiredOf(six, host(present, [gateway('fe80::1')]));
  assert.deepEqual(sources(ruleLines(wanted)).toSorted(), ['2001:db8:a::/64', '2001:db8:b::/64']);
  const after = desiredOf(six, host(present.slice(1), [gateway('fe80::1')]));
  assert.deepEqual(sources(ruleLines(after)), ['2001:db8:b::/64']);
});

test('temporary addresses come and go without a change', () => {
  const lasting = live('2001:db8:a::1/64');
  const wanted = (...more: readonly LiveAddress[]) =>
    ruleLines(desiredOf(six, host([lasting, ...more], [gateway('fe80::1')])));
  const temporary = { temporary: true };
  assert.deepEqual(
    wanted(
      live('2001:db8:a::77/64', temporary),
      live('2001:db8:a::78/64', { ...temporary, deprecated: true }),
    ),
    wanted(),
  );
});

test('a route of others is believed before a lease, a lease before what is remembered', () => {
  const own = route('0.0.0.0/0', {
    ...{ table: table(1), protocol: 157 },
    target: { kind: 'unicast', hops: [hop('192.0.2.1')] },
  });
  const theirs = { ...own, protocol: 16, table: table(254), metric: 100 };
  const lease: Lease = {
    ...{ interface: 'eth0', address: address('192.0.2.10'), gateways: [address('192.0.2.2')] },
    ...{ keeper: 'dhclient', file: '/var/lib/dhcp/dhclient.leases' },
  };
  const from = (...routes: readonly (typeof own)[]) =>
    knownGateways({ routes, ownProtocol: 157, tableNames: [] }, [lease], []).map(
      (one) => `${one.gateway} from ${one.source}`,
    );
  const leased = '192.0.2.2 from the lease in /var/lib/dhcp/dhclient.leases (dhclient)';
  const routed = '192.0.2.1 from default route in table main, proto dhcp';
  assert.deepEqual(from(theirs), [routed, leased]);
  assert.deepEqual(from(own)[0], leased);
});

test('who is alone at the other end of a link that has neighbours is its gateway', () => {
  const peer = address('192.0.2.1');
  const link = {
    ...{ index: 2, name: 'eth0', up: true, carrier: true, withoutNeighbours: false, group: 0 },
    addresses: [live('203.0.113.9/32', { peer })],
  };
  const none = { routes: [], ownProtocol: 157, tableNames: [] };
  const known = knownGateways(none, [], [link]);
  assert.deepEqual(
    known.map(({ gateway: one, source }) => `${one} from ${source}`),
    ['192.0.2.1 from the peer of 203.0.113.9'],
  );
  const wanted = routeLines(desiredOf(four, host(link.addresses, known))).join('\n');
  assert.match(wanted, /via 192\.0\.2\.1/);
  assert.deepEqual(knownGateways(none, [], [{ ...link, withoutNeighbours: true }]), []);
});

/** What a host suggests, as a topology: whatever the host, it is a valid one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { HostTold } from '../../src/live/likely-uplinks.ts';
import type { StarterFacts } from '../../src/live/starter.ts';
import { starterOf } from '../../src/live/starter.ts';
import type { LiveAddress, Interface } from '../../src/model/live.ts';
import { familyOf, parseAddress, parseInterfaceAddress } from '../../src/model/address.ts';
import type { Keeper } from '../../src/model/starter.ts';
import { starterTopology } from '../../src/render/starter-topology.ts';
import { readTopology } from '../../src/topology/read.ts';
import { hop, route, table } from '../support/rules.ts';

function live(text: string, flags: Partial<LiveAddress> = {}): LiveAddress {
  const parsed = parseInterfaceAddress(text);
  assert.ok(parsed);
  return {
    ...{ ...parsed, family: familyOf(parsed.address), scope: 0, secondary: false, dynamic: false },
    ...{ temporary: false, deprecated: false, tentative: false, duplicate: false, ...flags },
  };
}

function link(
  name: string,
  addresses: readonly LiveAddress[],
  more: Partial<Interface> = {},
): Interface {
  const common = { index: 2, up: true, carrier: true, withoutNeighbours: false, group: 0 };
  return { ...common, name, addresses, ...more };
}

function starterText(told: Partial<HostTold>, keeper?: Keeper): string {
  const facts: StarterFacts = {
    ...{
      hostname: 'gw1',
      interfaces: [],
      routes: [],
      tableNames: [],
      leases: [],
      ownProtocol: 157,
    },
    keeperOf: () => keeper,
    ...told,
  };
  return starterTopology(starterOf(facts));
}

function defaultRoute(gateway: string | undefined, device: string, metric: number, protocol = 16) {
  const to = gateway?.includes(':') ? '::/0' : '0.0.0.0/0';
  return route(to, {
    ...{ table: table(254), protocol, metric },
    target: { kind: 'unicast', hops: [hop(gateway, device)] },
  });
}

const valid = (text: string) =>
  readTopology({ file: 'topology.yaml', text, readList: () => ({ ok: false, reason: '' }) });

test('IPv6 by router advertisements is auto; a static address keeps the learned gateway', () => {
  const text = starterText({
    interfaces: [
      link('eth0', [live('2001:db8:a::10/64', { dynamic: true })]),
      link('eth1', [live('2001:db8:b::10/64'), live('2001:db8:b::99/64', { temporary: true })]),
    ],
    routes: [defaultRoute('fe80::1', 'eth0', 1024, 9), defaultRoute('fe80::2', 'eth1', 1025, 9)],
  });
  assert.ok(
    text.includes(
      "ipv6: {address: auto, gateway: auto, assume: {address: '2001:db8:a::10/64', gateway: 'fe80::1'}}",
    ),
    text,
  );
  assert.ok(
    text.includes(
      "ipv6: {address: '2001:db8:b::10/64', gateway: auto, assume: {gateway: 'fe80::2'}}",
    ),
    text,
  );
  assert.ok(valid(text).ok);
});

test('a point-to-point link with a peer is an uplink without a gateway, a VPN without one is not', () => {
  const peer = parseAddress('10.64.0.1');
  assert.ok(peer);
  const silent = { withoutNeighbours: true };
  const text = starterText({
    interfaces: [
      link('ppp0', [live('10.64.0.9/32', { peer })], silent),
      link('wg0', [live('10.9.0.2/24')], silent),
    ],
  });
  assert.match(text, /# IPv4: point-to-point with 10\.64\.0\.1\n {4}ipv4: \{address: auto, assume/);
  assert.match(text, /#\s+wg0: it has 10\.9\.0\.2\/24, without a default route or a peer/);
  assert.ok(valid(text).ok);
});

test('a script of old has its defaults in tables of its own', () => {
  const aside = { ...defaultRoute('192.168.42.129', 'eth1', 0, 3), table: table(20) };
  const text = starterText({
    interfaces: [
      link('eth0', [live('192.168.1.115/24')]),
      link('eth1', [live('192.168.42.91/24')]),
    ],
    routes: [defaultRoute('192.168.1.1', 'eth0', 50, 3), aside],
    tableNames: [{ id: table(20), name: 'backup_if_table', file: '/etc/iproute2/rt_tables' }],
  });
  assert.match(text, /default route in table backup_if_table, proto boot/);
  assert.match(text, /uplinks: \[eth0, eth1\]\}/);
});

test('who spreads traffic already is shown how to go on so', () => {
  const hops = [hop('192.0.2.1', 'eth0'), hop('198.51.100.1', 'eth1')] as const;
  const text = starterText({
    interfaces: [link('eth0', [live('192.0.2.9/24')]), link('eth1', [live('198.51.100.9/24')])],
    routes: [
      { ...defaultRoute('192.0.2.1', 'eth0', 100), target: { kind: 'unicast', hops: [...hops] } },
    ],
  });
  assert.match(
    text,
    /alike now: put[^]*spreads traffic[^]*# outbound: \{mode: balance, uplinks: \[eth0, eth1\]\}/,
  );
});

test('a public address without a way out is no network: the user knows what it is', () => {
  const text = starterText({
    interfaces: [link('eth0', [live('192.0.2.9/24')]), link('eth1', [live('198.51.100.9/24')])],
    routes: [defaultRoute('192.0.2.1', 'eth0', 100)],
  });
  assert.doesNotMatch(text, /networks:/);
  assert.match(
    text,
    /#\s+eth1: it has 198\.51\.100\.9\/24, and neither a default route nor a lease/,
  );
});

const names = [
  'eth0',
  'on',
  '0x1',
  '12',
  'null',
  'main',
  'any',
  'br-lan',
  'eth0.100',
  'a@b',
  'a+b',
  'ä',
  'x:y',
  '1e3',
  '_',
];
const addresses = [
  '192.168.1.2/24',
  '203.0.113.9/32',
  '2001:db8::1/64',
  'fd00::1/64',
  '10.0.0.1/8',
];
const gateways = ['192.168.1.1', '198.51.100.1', 'fe80::1', '2001:db8::fe', undefined];

const hosts = fc.record({
  links: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }),
  texts: fc.array(fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 3 }), {
    minLength: 6,
    maxLength: 6,
  }),
  dynamic: fc.boolean(),
  quiet: fc.boolean(),
  ways: fc.array(
    fc.tuple(
      fc.constantFrom(...gateways),
      fc.nat(5),
      fc.constantFrom(0, 5, 10, 11, 100, 1024),
      fc.constantFrom(3, 9, 16, 157),
    ),
    { maxLength: 6 },
  ),
});

test('whatever the host, what is written is a valid topology', () => {
  fc.assert(
    fc.property(hosts, ({ links, texts, dynamic, quiet, ways }) => {
      const interfaces = links.map((name, index) =>
        link(
          name,
          (texts[index] ?? []).map((text) => live(text, { dynamic })),
          { withoutNeighbours: quiet && index === 0 },
        ),
      );
      const routes = ways.map(([gateway, at, metric, protocol]) =>
        defaultRoute(gateway, links[at % links.length] ?? '', metric, protocol),
      );
      const text = starterText({ interfaces, routes });
      if (/^uplinks:\n\n/m.test(text)) return;
      const read = valid(text);
      // Two interfaces of one address are a mistake of the host, which no topology can hide.
      const said = read.ok ? [] : read.problems.map(({ message }) => message);
      assert.deepEqual(
        said.filter((message) => !/declared twice/.test(message)),
        [],
        text,
      );
    }),
    { numRuns: 500 },
  );
});

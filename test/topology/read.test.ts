import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Topology } from '../../src/topology/topology.ts';
import { problemsOf, read, twoUplinks } from './mistake.ts';

function topologyOf(text: string): Topology {
  const checked = read(text);
  assert.ok(checked.ok, JSON.stringify(problemsOf(text), undefined, 2));
  return checked.value;
}

/** Without the places, which other tests are about. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'at' ? undefined : one)));
}

test('what is left out is filled in', () => {
  const { protocol, priorityBase, mainFirst, outbound, uplinks, health } = topologyOf(
    'version: 1\nuplinks: {a: {interface: eth0, ipv4: {address: auto}}}\n',
  );
  assert.deepEqual([protocol, priorityBase, mainFirst], [157, 10_000, true]);
  assert.deepEqual(outbound, { mode: 'none', at: undefined });
  assert.equal(health, undefined);
  assert.deepEqual(plain(uplinks), [
    {
      name: 'a',
      interface: 'eth0',
      table: { name: 'a' },
      masquerade: [],
      weight: 1,
      lastResort: 'unreachable',
      routeOptions: {},
      ipv4: { addresses: 'auto', gateway: { kind: 'none' }, assume: {} },
    },
  ]);
});

test('a table is a number, a name, or both; only a bare number has no name', () => {
  const table = (written: string) =>
    plain(
      topologyOf(
        `version: 1\nuplinks: {a: {interface: e, table: ${written}, ipv4: {address: auto}}}`,
      ).uplinks[0]?.table,
    );
  assert.deepEqual(table('7'), { id: 7 });
  assert.deepEqual(table('x'), { name: 'x' });
  assert.deepEqual(table('{id: 7}'), { id: 7, name: 'a' });
  assert.deepEqual(table('{id: 7, name: x}'), { id: 7, name: 'x' });
});

test('an uplink takes options and last resort of the file, and its own win key by key', () => {
  const [a] = topologyOf(`version: 1
last-resort: prohibit
route-options: {mtu: 1400, rtt: 100ms, quickack: 1, features: [ecn]}
uplinks: {a: {interface: e, route-options: {mtu: 1492}, ipv4: {address: auto}}}
`).uplinks;
  assert.equal(a?.lastResort, 'prohibit');
  assert.deepEqual(a?.routeOptions, { mtu: 1492, rttMs: 100, quickack: true, ecn: true });
});

test('health of an uplink takes over what it omits, but nothing of another probe', () => {
  const { uplinks, health } = topologyOf(`version: 1
health: {targets: [192.0.2.1], interval: 2s, loss: {down: 30%, up: 10%}}
uplinks:
  a: {interface: eth0, ipv4: {address: auto}, health: {down-after: 9s}}
  b: {interface: eth1, ipv4: {address: auto}, health: {probe: http, targets: [http://192.0.2.2/]}}
  c: {interface: eth2, ipv4: {address: auto}}
`);
  assert.equal(health?.downAfterMs, 5000);
  assert.deepEqual(
    uplinks.map((uplink) => [uplink.health?.targets, uplink.health?.intervalMs]),
    [
      [['192.0.2.1'], 2000],
      [['http://192.0.2.2/'], 2000],
      [undefined, undefined],
    ],
  );
  assert.equal(uplinks[0]?.health?.lossDownPercent, 30);
});

test('the timeout of a probe is never longer than a short interval, unless said', () => {
  assert.equal(topologyOf('version: 1\nhealth: {interval: 100ms}\n').health?.timeoutMs, 100);
});

test('marks, ranges, realms and durations are read as iproute2 reads them', () => {
  const { rules } = topologyOf(`version: 1
rules:
  - {family: ipv4, fwmark: 0x10/0xff, sport: 1000-2000, dport: 25, uidrange: "1000", ipproto: tcp, lookup: main, realms: 3/4}
  - {fwmark: 151, ipproto: 47, lookup: 7, realms: 4, family: ipv4, suppress-prefixlength: 0}
  - {fwmark: 0/0xff, not: true, action: prohibit, tun-id: 77}
`);
  assert.deepEqual(plain(rules.map(({ selector, action }) => ({ selector, action }))), [
    {
      selector: {
        fwmark: { value: 16, mask: 255 },
        ipproto: 6,
        sport: { first: 1000, last: 2000 },
        dport: { first: 25, last: 25 },
        uidrange: { first: 1000, last: 1000 },
      },
      action: { kind: 'lookup', table: { kind: 'id', id: 254 }, realms: { from: 3, to: 4 } },
    },
    {
      selector: { fwmark: { value: 151, mask: 0xffffffff }, ipproto: 47 },
      action: {
        kind: 'lookup',
        table: { kind: 'id', id: 7 },
        suppressPrefixlength: 0,
        realms: { from: 0, to: 4 },
      },
    },
    {
      selector: { not: true, fwmark: { value: 0, mask: 255 }, tunId: 77 },
      action: { kind: 'prohibit' },
    },
  ]);
});

test('a rule is for the family of its prefixes, else the one it names, else both', () => {
  const { rules } = topologyOf(`version: 1
rules:
  - {from: 192.0.2.0/24, lookup: main}
  - {from: all, to: "2001:db8::/32", lookup: main}
  - {family: ipv6, lookup: main}
  - {from: any, lookup: main}
  - {from: "::/0", lookup: main}
`);
  assert.deepEqual(
    rules.map(({ families }) => families.join()),
    ['ipv4', 'ipv6', 'ipv6', 'ipv4,ipv6', 'ipv6'],
  );
  assert.deepEqual(rules[4]?.selector, {});
});

test('a rule can name a table by its name, by its uplink, or as the kernel does', () => {
  const { rules } = topologyOf(`version: 1
uplinks:
  a: {interface: eth0, table: 7, ipv4: {address: auto}}
  b: {interface: eth1, table: {id: 8, name: bee}, ipv4: {address: auto}}
tables: {vpn: 700}
rules:
  - {lookup: a}
  - {lookup: b}
  - {lookup: bee}
  - {uplink: a}
  - {lookup: vpn}
  - {lookup: default}
`);
  assert.deepEqual(
    rules.map(({ action }) => (action.kind === 'lookup' ? plain(action.table) : undefined)),
    [
      { kind: 'id', id: 7 },
      { kind: 'name', name: 'bee' },
      { kind: 'name', name: 'bee' },
      { kind: 'id', id: 7 },
      { kind: 'name', name: 'vpn' },
      { kind: 'id', id: 253 },
    ],
  );
});

test('a policy is for the families of its prefixes, else of its uplinks', () => {
  const { policies } =
    topologyOf(`${twoUplinks}networks: {lan: {interface: br0, ipv4: 192.168.9.1/24}}
policies:
  - {from: lan, uplinks: [b]}
  - {dport: 25, uplinks: [a]}
  - {dport: 26, uplinks: [b]}
  - {to: {file: both.txt}, dport: 27, uplinks: [b]}
  - {to: {file: both.txt}, dport: 28, uplinks: [b], family: ipv6}
`);
  assert.deepEqual(
    policies.map(({ name, families }) => `${name} ${families.join()}`),
    ['policy-1 ipv4', 'policy-2 ipv4', 'policy-3 ipv4,ipv6', 'policy-4 ipv4,ipv6', 'policy-5 ipv6'],
  );
  assert.deepEqual(policies[4]?.to, {
    kind: 'list',
    file: 'both.txt',
    prefixes: ['2001:db8:1::/48'],
  });
});

test('a default route is of the family of its source, its gateway or its uplinks', () => {
  const { routes } = topologyOf(`${twoUplinks}routes:
  - {to: default, via: 203.0.113.1, metric: 1}
  - {to: default, via: fe80::1, dev: eth1, metric: 2}
  - {to: default, dev: eth1, src: "2001:db8:b::10", metric: 3}
  - {to: default, uplink: b, metric: 4}
  - {to: default, family: ipv6, type: blackhole, metric: 5}
  - {to: [default, 192.0.2.0/24], dev: eth0, metric: 6}
`);
  assert.deepEqual(
    routes.map(({ to }) => to.prefixes.join()),
    ['0.0.0.0/0', '::/0', '::/0', '0.0.0.0/0,::/0', '::/0', '0.0.0.0/0,192.0.2.0/24'],
  );
});

test('next hops keep weight and onlink; an IPv4 route may go by an IPv6 gateway', () => {
  const { routes } = topologyOf(`${twoUplinks}routes:
  - {to: 192.0.2.0/24, nexthops: [{uplink: a, weight: 3}, {via: 203.0.113.7, dev: eth0, onlink: true}]}
  - {to: 192.0.3.0/24, via: fe80::1, dev: eth0}
  - {to: 192.0.4.0/24, nhid: 12}
`);
  assert.deepEqual(
    routes.map(({ target }) => target),
    [
      {
        kind: 'unicast',
        hops: [
          { uplink: 'a', weight: 3, onlink: false },
          { gateway: '203.0.113.7', device: 'eth0', weight: 1, onlink: true },
        ],
      },
      { kind: 'unicast', hops: [{ gateway: 'fe80::1', device: 'eth0', weight: 1, onlink: false }] },
      { kind: 'nexthop-object', id: 12 },
    ],
  );
});

test('an entry whose prefix list is empty is left out with a warning', () => {
  const checked = read(
    `${twoUplinks}policies: [{to: {file: empty.txt}, uplinks: [a]}, {dport: 25, uplinks: [a]}]\n`,
  );
  assert.ok(checked.ok);
  assert.deepEqual(
    checked.value.policies.map(({ name }) => name),
    ['policy-2'],
  );
  assert.deepEqual(
    checked.warnings.map(({ code }) => code),
    ['MH121'],
  );
});

test('addresses are canonical, however they were written', () => {
  const [a] = topologyOf(
    'version: 1\nuplinks: {a: {interface: e, ipv6: {address: "2001:DB8:0:0::1/64", gateway: FE80::0:1}}}',
  ).uplinks;
  assert.deepEqual(plain(a?.ipv6), {
    addresses: [{ address: '2001:db8::1', prefixLength: 64 }],
    gateway: { kind: 'address', address: 'fe80::1', onlink: false },
    assume: {},
  });
});

test('a point-to-point link needs no gateway, and a lone address an onlink one', () => {
  assert.deepEqual(
    problemsOf(`version: 1
uplinks:
  ppp: {interface: ppp0, ipv4: {address: 192.0.2.1/32}}
  far: {interface: eth0, ipv4: {address: 198.51.100.1/32, gateway: 203.0.113.1, onlink: true}}
`),
    [],
  );
});

test('marks in disjoint bits of one mask do not clash', () => {
  const text = (marks: readonly string[]) =>
    `version: 1\nuplinks:\n${marks.map((mark, index) => `  u${index}: {interface: e${index}, mark: ${mark}, ipv4: {address: auto}}`).join('\n')}\n`;
  assert.deepEqual(problemsOf(text(['0x10/0xf0', '0x20/0xf0', '0x1'])), []);
});

test('a band behind the rules of the kernel is possible', () => {
  assert.deepEqual(problemsOf('version: 1\npriority-base: 32768\n'), []);
  assert.deepEqual(problemsOf('version: 1\npriority-base: 25766\n'), []);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { decodeInterfaces } from '../../src/live/decode-interfaces.ts';
import { decodeLive } from '../../src/live/decode-live.ts';
import { decodeRoutes } from '../../src/live/decode-routes.ts';
import { decodeRules } from '../../src/live/decode-rules.ts';
import type { Family } from '../../src/model/address.ts';
import type { Route } from '../../src/model/route.ts';
import { noMetrics } from '../../src/model/route.ts';
import type { RuleAction, Selector } from '../../src/model/rule.ts';
import { inRepository } from '../support/repository.ts';
import { hop, lookup, prefix } from '../support/rules.ts';

/** Captured by scripts/capture-fixtures.ts, never tidied by hand. */
function fixture(name: string): string {
  return readFileSync(join(inRepository('test', 'fixtures', 'ip-json', '6.1.0'), name), 'utf8');
}

function rulesOf(family: Family) {
  const decoded = decodeRules('ip rule', family, fixture(`rules-${family}.json`));
  assert.ok(decoded.ok);
  return decoded.value;
}

function routesOf(family: Family) {
  const decoded = decodeRoutes('ip route', family, fixture(`routes-${family}.json`));
  assert.ok(decoded.ok);
  return decoded.value;
}

function found(routes: readonly Route[], to: string, metric?: number): Route {
  const one = routes.find((route) => {
    return (
      route.to === prefix(to) && route.table === 100 && (metric ?? route.metric) === route.metric
    );
  });
  assert.ok(one !== undefined, `no route ${to}`);
  return one;
}

const suppressing: RuleAction = {
  kind: 'lookup',
  table: lookup7(),
  suppressPrefixlength: 0,
  suppressIfgroup: 5,
};

function lookup7() {
  const action = lookup(7);
  assert.ok(action.kind === 'lookup');
  return action.table;
}

const rules4: readonly (readonly [number, Selector, RuleAction, number])[] = [
  [0, {}, lookup(255), 2],
  [
    1000,
    {
      from: prefix('10.0.0.0/24'),
      to: prefix('10.9.0.0/16'),
      fwmark: { value: 0x10, mask: 0xff },
      iif: 'e0',
      oif: 'e1',
    },
    lookup(100),
    0,
  ],
  [
    1001,
    {
      from: prefix('10.0.0.5/32'),
      ipproto: 6,
      sport: { first: 1000, last: 2000 },
      dport: { first: 443, last: 443 },
    },
    lookup(100),
    99,
  ],
  [1002, { ipproto: 200, uidrange: { first: 1000, last: 1999 } }, lookup(100), 0],
  [1005, {}, { kind: 'goto', target: 1009 }, 0],
  [1006, {}, { kind: 'goto', target: 31000 }, 0],
  [1009, {}, { kind: 'nop' }, 0],
  [1010, {}, { kind: 'blackhole' }, 0],
  [1011, {}, { kind: 'unreachable' }, 0],
  [1012, {}, { kind: 'prohibit' }, 0],
  [1014, { not: true, from: prefix('10.0.0.0/8') }, lookup(100), 0],
  [1015, {}, { kind: 'l3mdev' }, 0],
  [1018, { tunId: 77 }, lookup(100), 0],
  [1019, { iif: 'nodev', oif: 'nodev2' }, lookup(100), 0],
  [1020, { fwmark: { value: 0x20, mask: 0xffffffff } }, lookup(1000000), 157],
  [1021, { fwmark: { value: 0, mask: 0xff } }, lookup(5), 0],
  [1022, {}, lookup(5), 0],
  [4294967295, { fwmark: { value: 0xffffffff, mask: 0xffffffff } }, lookup(5), 0],
];

describe('rules of a real host', () => {
  for (const [priority, selector, action, protocol] of rules4) {
    test(`IPv4 rule ${priority} is read with every selector and its action`, () => {
      const rule = rulesOf('ipv4').rules.find((one) => one.priority === priority);
      assert.deepEqual(rule, { family: 'ipv4', priority, selector, action, protocol });
    });
  }

  test('realms and suppressors belong to the lookup', () => {
    const actions = new Map(
      rulesOf('ipv4').rules.map(({ priority, action }) => [priority, action]),
    );
    assert.deepEqual(actions.get(1003), { ...lookup(100), suppressPrefixlength: 0 });
    assert.deepEqual(actions.get(1004), { ...lookup(100), suppressIfgroup: 5 });
    assert.deepEqual(actions.get(1016), { ...lookup(100), realms: { from: 3, to: 4 } });
    assert.deepEqual(actions.get(1017), { ...lookup(100), realms: { from: 0, to: 4 } });
    const rule6 = rulesOf('ipv6').rules.find(({ priority }) => priority === 1005);
    assert.deepEqual(rule6?.action, suppressing);
  });

  test('IPv6 rules keep the whole traffic class and uid 0', () => {
    const selectors = new Map(rulesOf('ipv6').rules.map((rule) => [rule.priority, rule.selector]));
    assert.deepEqual(selectors.get(1001), { tos: 0xb8 });
    assert.deepEqual(selectors.get(1002)?.uidrange, { first: 0, last: 0 });
    assert.equal(selectors.get(1004)?.ipproto, 58);
  });

  test('a rule our types cannot hold is opaque, with its reason and its owner', () => {
    const reasons = rulesOf('ipv4').opaque.map(({ text, reason }) => [priorityIn(text), reason]);
    assert.deepEqual(reasons, [
      [1013, 'multihome cannot hold its "action": "9"'],
      [1023, 'multihome does not know its attribute "masquerade"'],
      [1024, 'multihome cannot hold its "src": "10.0.0.8/24"'],
      [1035, 'it has both "table" and "action"'],
      [1036, 'it has "flow_to" without a table'],
    ]);
    assert.deepEqual(
      rulesOf('ipv6').opaque.map(({ text }) => priorityIn(text)),
      [1003],
    );
  });

  test('no rule is lost: each is read or opaque', () => {
    for (const family of ['ipv4', 'ipv6'] as const) {
      const { rules, opaque } = rulesOf(family);
      const dumped: unknown = JSON.parse(fixture(`rules-${family}.json`));
      assert.ok(Array.isArray(dumped));
      assert.equal(rules.length + opaque.length, dumped.length);
    }
  });
});

function priorityIn(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'priority' in parsed
    ? parsed.priority
    : undefined;
}

const everyMetric = {
  mtu: 1400,
  window: 1000,
  rttMs: 100,
  rttvarMs: 50,
  ssthresh: 10,
  cwnd: 5,
  advmss: 1360,
  reordering: 5,
  hoplimit: 33,
  initcwnd: 20,
  ecn: true,
  rtoMinMs: 200,
  initrwnd: 30,
  quickack: true,
  congctl: 'reno',
  fastopenNoCookie: true,
};

describe('routes of a real host', () => {
  test('a default route is read in full', () => {
    assert.deepEqual(found(routesOf('ipv4').routes, '0.0.0.0/0', 10), {
      family: 'ipv4',
      table: 100,
      to: '0.0.0.0/0',
      tos: 0,
      metric: 10,
      target: { kind: 'unicast', hops: [hop('10.0.0.1', 'e0')] },
      source: '10.0.0.2',
      scope: 0,
      metrics: noMetrics,
      protocol: 4,
    });
    assert.deepEqual(found(routesOf('ipv6').routes, '::/0', 11), {
      family: 'ipv6',
      table: 100,
      to: '::/0',
      tos: 0,
      metric: 11,
      target: { kind: 'unicast', hops: [hop('fe80::1', 'e0')] },
      scope: 0,
      preference: 'high',
      metrics: noMetrics,
      expiresSeconds: found(routesOf('ipv6').routes, '::/0', 11).expiresSeconds,
      protocol: 3,
    });
    assert.ok((found(routesOf('ipv6').routes, '::/0', 11).expiresSeconds ?? 0) > 0);
  });

  test('next hops keep weight, onlink, order and gateways of the other family', () => {
    const { routes } = routesOf('ipv4');
    assert.deepEqual(found(routes, '192.0.4.0/24').target, {
      kind: 'unicast',
      hops: [hop('10.0.0.1', 'e0', 3), { ...hop('172.16.0.1', 'e1', 256), onlink: true }],
    });
    assert.deepEqual(found(routes, '192.0.5.0/24').target, {
      kind: 'unicast',
      hops: [hop('fe80::1', 'e0'), hop(undefined, 'e1')],
    });
    assert.deepEqual(found(routes, '192.0.3.0/24').target, {
      kind: 'unicast',
      hops: [{ ...hop('172.16.0.1', 'e0'), onlink: true }],
    });
  });

  test('every metric is read, in both families', () => {
    assert.deepEqual(found(routesOf('ipv4').routes, '192.0.6.0/24').metrics, everyMetric);
    assert.deepEqual(found(routesOf('ipv6').routes, '2001:db8:d::/64').metrics, everyMetric);
  });

  test('routes that refuse have no device in either family', () => {
    for (const [family, to] of [
      ['ipv4', '192.0.8.0/24'],
      ['ipv6', '2001:db8:6::/64'],
    ] as const) {
      const kinds = [1, 2, 3, 4294967295].map(
        (metric) => found(routesOf(family).routes, to, metric).target,
      );
      assert.deepEqual(kinds, [
        { kind: 'blackhole' },
        { kind: 'unreachable' },
        { kind: 'prohibit' },
        { kind: 'throw' },
      ]);
    }
  });

  test('types, scopes, tos and realms of IPv4 are read', () => {
    const { routes } = routesOf('ipv4');
    const kinds = ['192.0.9.0/24', '192.0.10.0/24', '192.0.11.0/24', '224.0.0.0/24'].map((to) => {
      const { target, scope } = found(routes, to);
      return [target.kind, scope];
    });
    assert.deepEqual(kinds, [
      ['local', 254],
      ['broadcast', 253],
      ['anycast', 253],
      ['multicast', 253],
    ]);
    assert.equal(found(routes, '192.0.12.0/24').tos, 0x10);
    assert.deepEqual(found(routes, '192.0.12.0/24').realms, { from: 3, to: 4 });
    assert.deepEqual(found(routes, '192.0.13.0/24').realms, { from: 0, to: 4 });
    assert.equal(found(routes, '192.0.17.0/24').scope, 200);
    assert.equal(found(routes, '192.0.18.7/32').scope, 253);
  });

  test('IPv6 fills in its default metric, medium preference and source prefix', () => {
    const { routes } = routesOf('ipv6');
    assert.equal(found(routes, '2001:db8:7::/64').metric, 1024);
    assert.equal(found(routes, '2001:db8:7::/64').preference, 'medium');
    assert.equal(found(routes, '::/0', 12).preference, 'low');
    assert.equal(found(routes, '2001:db8:5::/64').from, '2001:db8::/64');
  });

  test('a route by nexthop object tells what the object stands for; a blackhole, nothing', () => {
    const kind = 'nexthop-object';
    const one = { gateway: '10.0.0.1', device: 'e0', onlink: false };
    const other = { gateway: '10.1.0.1', device: 'e1', onlink: false };
    const targets = ['192.0.14.0/24', '192.0.15.0/24', '192.0.16.0/24'].map(
      (to) => found(routesOf('ipv4').routes, to).target,
    );
    assert.deepEqual(targets, [
      {
        kind,
        id: 12,
        leadsBy: [
          { ...one, weight: 3 },
          { ...other, weight: 5 },
        ],
      },
      { kind, id: 10, leadsBy: [{ ...one, weight: 1 }] },
      { kind, id: 13, leadsBy: [] },
    ]);
  });

  test('encapsulation and realms of a hop are opaque', () => {
    const reasons4 = routesOf('ipv4').opaque.map(({ reason }) => reason);
    assert.deepEqual(reasons4, [
      'multihome does not know its attribute "encap"',
      'multihome does not know its attribute "encap"',
      'multihome does not know its attribute "flow"',
    ]);
    assert.equal(routesOf('ipv6').opaque.length, 1);
  });
});

describe('interfaces of a real host', () => {
  const decoded = decodeInterfaces('ip addr', fixture('addresses.json'));
  const interfaces = decoded.ok ? decoded.value : [];
  const named = (name: string) => interfaces.find((one) => one.name === name);

  test('links say whether they are up, have carrier, and need neighbours', () => {
    const states = ['lo', 'e0', 'e1', 'v0', 'v1'].map((name) => {
      const { up, carrier, withoutNeighbours, group } = named(name) ?? {};
      return [name, up, carrier, withoutNeighbours, group];
    });
    assert.deepEqual(states, [
      ['lo', true, true, false, 0],
      ['e0', true, true, true, 0],
      ['e1', true, true, true, 5],
      ['v0', true, false, false, 0],
      ['v1', false, false, false, 0],
    ]);
  });

  test('addresses say how they came and whether they may be used', () => {
    const address = (name: string, text: string) =>
      named(name)?.addresses.find((one) => one.address === text);
    assert.equal(address('e0', '10.0.0.3')?.secondary, true);
    assert.equal(address('e1', '10.1.0.2')?.dynamic, true);
    assert.equal(address('e1', '10.1.0.2')?.deprecated, true);
    assert.equal(address('e1', '10.2.0.1')?.peer, '10.2.0.9');
    assert.equal(address('e1', '10.2.0.1')?.scope, 253);
    assert.equal(address('v0', '2001:db8:2::2')?.tentative, true);
    assert.equal(address('e0', '2001:db8::2')?.tentative, false);
  });
});

test('the whole is a sound host', () => {
  const live = decodeLive(
    {
      rules: { ipv4: fixture('rules-ipv4.json'), ipv6: fixture('rules-ipv6.json') },
      routes: { ipv4: fixture('routes-ipv4.json'), ipv6: fixture('routes-ipv6.json') },
      addresses: fixture('addresses.json'),
    },
    { hostname: 'gw1', tableNames: [] },
  );
  assert.ok(live.ok);
  assert.equal(live.value.opaque.length, 10);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import type { LiveTexts } from '../../src/live/decode-live.ts';
import { decodeLive } from '../../src/live/decode-live.ts';
import { decodeRoutes } from '../../src/live/decode-routes.ts';
import { decodeRules } from '../../src/live/decode-rules.ts';

const context = { hostname: 'gw1', tableNames: [] };
const localRule = '[{"priority":0,"src":"all","table":"255","protocol":"2"}]';

function routesFor(to: string): string {
  const scope = to.includes(':') ? '0' : '254';
  return JSON.stringify([
    { type: '2', dst: to, dev: 'eth0', table: '255', protocol: '2', scope, flags: [] },
  ]);
}

function addresses(...more: readonly object[]): string {
  const addr_info = more.map((one) => ({ prefixlen: 24, scope: '0', ...one }));
  return JSON.stringify([
    { ifindex: 2, ifname: 'eth0', flags: ['UP', 'LOWER_UP'], group: '0', addr_info },
  ]);
}

const v4 = { family: 'inet', local: '192.0.2.1' };
const v6 = { family: 'inet6', local: '2001:db8::1' };

const sound: LiveTexts = {
  rules: { ipv4: localRule, ipv6: localRule },
  routes: { ipv4: routesFor('192.0.2.1'), ipv6: routesFor('2001:db8::1') },
  addresses: addresses(v4, v6),
};

function reasonFor(change: Partial<LiveTexts>): string {
  const live = decodeLive({ ...sound, ...change }, context);
  return live.ok ? 'sound' : `${live.kind}: ${live.reason}`;
}

describe('a host is believed only if it makes sense', () => {
  test('the sound one is', () => assert.equal(reasonFor({}), 'sound'));

  const unreadable = [
    '',
    '  \n',
    '[',
    '[{"type":"1","dst":"10.0.',
    'null',
    '{}',
    '[1]',
    '[[]]',
    'BusyBox v1.36',
  ];
  for (const text of unreadable) {
    test(`routes that read ${JSON.stringify(text)} are refused, and the command is named`, () => {
      const reason = reasonFor({ routes: { ...sound.routes, ipv4: text } });
      assert.match(reason, /^unreadable: `ip -N -j -d -4 route show table all` printed/);
    });
  }

  test('an empty list of rules is refused in each family', () => {
    const rules = sound.rules;
    assert.match(reasonFor({ rules: { ...rules, ipv4: '[]' } }), /^inconsistent: .*IPv4 rules/);
    assert.match(reasonFor({ rules: { ...rules, ipv6: '[]' } }), /^inconsistent: .*IPv6 rules/);
  });

  test('an empty list of routes is refused where addresses are in use', () => {
    const routes = sound.routes;
    assert.match(
      reasonFor({ routes: { ...routes, ipv4: '[]' } }),
      /no local route for 192\.0\.2\.1/,
    );
    assert.match(
      reasonFor({ routes: { ...routes, ipv6: '[]' } }),
      /no local route for 2001:db8::1/,
    );
  });

  test('no interface at all is refused', () => {
    assert.match(reasonFor({ addresses: '[]' }), /list of interfaces is empty/);
  });

  test('an interface that cannot be read is refused', () => {
    assert.match(reasonFor({ addresses: '[{}]' }), /^unreadable: .*flags/);
  });

  test('a tentative address has no route yet, and needs none', () => {
    const text = addresses(v4, v6, { family: 'inet6', local: 'fe80::1', tentative: true });
    assert.equal(reasonFor({ addresses: text }), 'sound');
  });

  test('a kernel without IPv6 is sound', () => {
    const without: LiveTexts = {
      rules: { ipv4: localRule, ipv6: undefined },
      routes: { ipv4: routesFor('192.0.2.1'), ipv6: undefined },
      addresses: addresses(v4),
    };
    assert.equal(reasonFor(without), 'sound');
  });

  test('a dump cut off anywhere is never taken for a smaller one', () => {
    const whole = sound.routes.ipv4 ?? '';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        const cut = whole.slice(0, length);
        assert.match(reasonFor({ routes: { ...sound.routes, ipv4: cut } }), /^unreadable/);
      }),
    );
  });
});

test('any JSON whatever is read or refused, but never thrown at', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.array(
        fc.dictionary(
          fc.constantFrom(
            'type',
            'dst',
            'table',
            'flags',
            'src',
            'nexthops',
            'via',
            'metrics',
            'flow',
            'nhid',
            'priority',
            'protocol',
          ),
          fc.jsonValue(),
        ),
      ),
      (json, objects) => {
        for (const text of [json, JSON.stringify(objects)]) {
          decodeRoutes('ip route', 'ipv4', text);
          decodeRoutes('ip route', 'ipv6', text);
          decodeRules('ip rule', 'ipv4', text);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

const route = {
  type: '1',
  dst: '10.0.0.0/8',
  dev: 'eth0',
  table: '254',
  protocol: '3',
  scope: '253',
  flags: [],
};
const rule = { priority: 5, src: 'all', table: '5', protocol: '0' };

const oddRoutes: readonly (readonly [string, object])[] = [
  ['an unknown attribute', { ...route, colour: 1 }],
  ['an unknown flag', { ...route, flags: ['shiny'] }],
  ['an unknown metric', { ...route, metrics: [{ tcp_usec_ts: null }] }],
  ['a type nobody has', { ...route, type: '10' }],
  ['no type', { ...route, type: undefined }],
  ['a device whose name could end a batch line', { ...route, dev: 'eth0;reboot' }],
  ['a device whose name is an option', { ...route, dev: '-force' }],
  ['host bits', { ...route, dst: '10.0.0.1/8' }],
  ['a destination of the other family', { ...route, dst: '2001:db8::/32' }],
  ['a table by name', { ...route, table: 'main' }],
  ['a next hop although it refuses', { ...route, type: '7', gateway: '10.0.0.1' }],
  [
    'an unknown attribute in a hop',
    { ...route, nexthops: [{ dev: 'eth0', weight: 1, flags: [], encap: 'ip' }] },
  ],
];

const oddRules: readonly (readonly [string, object])[] = [
  ['an unknown attribute', { ...rule, flowlabel: '0x1' }],
  ['a port mask', { ...rule, dport: 80, dport_mask: '0xfff0' }],
  ['a dscp mask', { ...rule, dscp: '10', dscp_mask: '0x3' }],
  ['an unsafe interface name', { ...rule, iif: 'a b' }],
  ['nothing to do', { ...rule, table: undefined }],
  ['a tunnel id beyond exact numbers', { ...rule, tun_id: 2 ** 60 }],
];

for (const [what, object] of oddRoutes) {
  test(`a route with ${what} is opaque`, () => {
    const decoded = decodeRoutes('ip route', 'ipv4', JSON.stringify([object, route]));
    assert.ok(decoded.ok);
    assert.deepEqual([decoded.value.routes.length, decoded.value.opaque.length], [1, 1]);
  });
}

for (const [what, object] of oddRules) {
  test(`a rule with ${what} is opaque`, () => {
    const decoded = decodeRules('ip rule', 'ipv4', JSON.stringify([object, rule]));
    assert.ok(decoded.ok);
    assert.deepEqual([decoded.value.rules.length, decoded.value.opaque.length], [1, 1]);
  });
}

test('names are read as well as numbers, and masks that mean everything', () => {
  const text = JSON.stringify([
    {
      priority: 1,
      src: 'all',
      action: 'blackhole',
      protocol: '0',
      ipproto: 'tcp',
      dport: 80,
      dport_mask: '0xffff',
    },
    { priority: 2, src: 'all', table: '5', protocol: '0', dscp: '10' },
  ]);
  const decoded = decodeRules('ip rule', 'ipv4', text);
  assert.ok(decoded.ok);
  assert.deepEqual(
    decoded.value.rules.map(({ selector }) => selector),
    [{ ipproto: 6, dport: { first: 80, last: 80 } }, { dscp: 10 }],
  );
});

test('routes that leave alike share one target, and others do not', () => {
  const other = { ...route, dst: '11.0.0.0/8' };
  const text = JSON.stringify([
    route,
    other,
    { ...other, dev: 'eth1' },
    { ...other, flags: ['onlink'], dev: 'eth1' },
  ]);
  const decoded = decodeRoutes('ip route', 'ipv4', text);
  assert.ok(decoded.ok);
  const [one, two, three, four] = decoded.value.routes.map(({ target }) => target);
  assert.equal(one, two);
  assert.deepEqual(three, {
    kind: 'unicast',
    hops: [{ device: 'eth1', weight: 1, onlink: false }],
  });
  assert.deepEqual(four, { kind: 'unicast', hops: [{ device: 'eth1', weight: 1, onlink: true }] });
});

test('what an IPv6 dump repeats counts once; IPv4 twins are real', () => {
  const six = { ...route, dst: '2001:db8::/32', metric: 1024, pref: 'medium' };
  const encapsulated = { ...six, encap: 'seg6' };
  const text6 = JSON.stringify([six, encapsulated, { ...six, metric: 5 }, six, encapsulated]);
  const decoded6 = decodeRoutes('ip route', 'ipv6', text6);
  assert.ok(decoded6.ok);
  assert.deepEqual([decoded6.value.routes.length, decoded6.value.opaque.length], [2, 1]);
  const decoded4 = decodeRoutes('ip route', 'ipv4', JSON.stringify([route, route]));
  assert.ok(decoded4.ok);
  assert.equal(decoded4.value.routes.length, 2);
});

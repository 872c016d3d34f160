/** Random rules and routes in iproute2's own words. */

import fc from 'fast-check';

import type { RouteDraft, RuleDraft, Written } from './drafts.ts';
import { addressOn, deviceCount, deviceName, gatewayOn, nexthopObjects } from './scenery.ts';

type Choices = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** A few of the keys, each with a value. */
export function some(choices: Choices, max: number): fc.Arbitrary<Written> {
  const keys = Object.keys(choices);
  return fc
    .tuple(fc.subarray(keys, { maxLength: Math.min(max, keys.length) }), fc.record(choices))
    .map(([kept, values]) => Object.fromEntries(kept.map((key) => [key, values[key]])));
}

const family = fc.constantFrom('ipv4' as const, 'ipv6' as const);
const device = fc.nat({ max: deviceCount - 1 });

export const metricOptions: fc.Arbitrary<Written> = some(
  {
    mtu: fc.constantFrom(1280, 1400, 70_000),
    advmss: fc.constantFrom(536, 66_000),
    window: fc.constantFrom(1000, 65_535),
    rtt: fc.constantFrom('100ms', '1s', '7ms'),
    rttvar: fc.constantFrom('50ms', '3ms'),
    'rto-min': fc.constantFrom('200ms', '5ms'),
    ssthresh: fc.constantFrom(10, 100),
    cwnd: fc.constantFrom(5, 50),
    reordering: fc.constantFrom(3, 5),
    hoplimit: fc.constantFrom(1, 64, 255),
    initcwnd: fc.constantFrom(10, 70),
    initrwnd: fc.constantFrom(10, 70),
    quickack: fc.constantFrom(true, false, 1, 0),
    features: fc.constant(['ecn']),
    congctl: fc.constantFrom('reno', 'cubic'),
    'fastopen-no-cookie': fc.constantFrom(true, false),
  },
  3,
);

const anyFamily = {
  iif: fc.constantFrom('eth0', 'lan0', 'nosuch0'),
  oif: fc.constantFrom('eth1', 'nosuch0'),
  fwmark: fc.constantFrom(5, '0x5/0xff', '0x10/0xf0'),
  ipproto: fc.constantFrom('tcp', 'udp', 132),
  sport: fc.constantFrom(25, '1000-2000'),
  dport: fc.constantFrom(443, 25, '1-1023'),
  uidrange: fc.constantFrom(1000, '1000-1999'),
  'tun-id': fc.constantFrom(77, 78),
  not: fc.constant(true),
};

/** Small pools: rules that differ in one word are what the kernel confuses. */
const ofFamily = {
  ipv4: {
    from: fc.constantFrom('10.3.0.0/16', '10.3.4.0/24', '10.3.4.5', '0.0.0.0/0'),
    to: fc.constantFrom('172.16.0.0/12', '172.16.5.0/24', '172.16.5.5/32'),
    tos: fc.constantFrom(0x04, 0x08, 0x10, 0x1c),
  },
  ipv6: {
    from: fc.constantFrom('2001:db8:30::/48', '2001:db8:30::/64', '2001:db8:30::5'),
    to: fc.constantFrom('2001:db8:40::/48', '2001:db8:40::/64', '2001:db8:40::5/128'),
    tos: fc.constantFrom(0x10, 0x28, 0xb8),
  },
} as const;

const inBoth = some(anyFamily, 3);

const inOne: fc.Arbitrary<Written> = family.chain((one) =>
  some({ ...anyFamily, ...ofFamily[one] }, 4).map((choice) => ({ ...choice, family: one })),
);

export const selector: fc.Arbitrary<Written> = fc.oneof(
  { weight: 2, arbitrary: inOne },
  { weight: 1, arbitrary: inBoth },
);

const lookup = fc
  .tuple(
    fc.constantFrom('main', 'default', 'lab', 'spare', 120, 121),
    some(
      {
        'suppress-prefixlength': fc.constantFrom(0, 1, 24),
        'suppress-ifgroup': fc.constantFrom(0, 5),
      },
      2,
    ),
  )
  .map(([table, suppress]) => ({ lookup: table, ...suppress }));

const action: fc.Arbitrary<Written> = fc.oneof(
  { weight: 4, arbitrary: lookup },
  { weight: 1, arbitrary: fc.constantFrom(1, 2, 17_000, 30_000).map((ahead) => ({ goto: ahead })) },
  { weight: 1, arbitrary: fc.constantFrom({ action: 'nop' }, { l3mdev: true }) },
);

const priority = fc.option(
  fc.constantFrom(...[900, 901, 902, 903, 904, 905, 13_000, 10_110, 14_010, 32_765, 40_000]),
  { nil: undefined, freq: 4 },
);

const leading: fc.Arbitrary<RuleDraft> = fc
  .record({ priority, selector, action, uplink: fc.option(fc.nat({ max: 3 }), { nil: undefined }) })
  .map((rule) => (rule.uplink === undefined ? rule : { ...rule, action: {} }));

/** Bound to destinations: without, it would answer the kernel's own question for a gateway. */
const refusing: fc.Arbitrary<RuleDraft> = fc.record({
  priority,
  selector: family.chain((one) => ofFamily[one].to.map((to) => ({ family: one, to }))),
  action: fc.constantFrom('blackhole', 'unreachable', 'prohibit').map((kind) => ({ action: kind })),
  uplink: fc.constant(undefined),
});

const realms: fc.Arbitrary<RuleDraft> = fc.record({
  priority,
  selector: ofFamily.ipv4.from.map((from) => ({ family: 'ipv4', from })),
  action: fc.constantFrom('3/4', '4', '0/7').map((pair) => ({ lookup: 'lab', realms: pair })),
  uplink: fc.constant(undefined),
});

export const rawRule: fc.Arbitrary<RuleDraft> = fc.oneof(
  { weight: 6, arbitrary: leading },
  { weight: 1, arbitrary: refusing },
  { weight: 1, arbitrary: realms },
);

const destination = {
  ipv4: fc.constantFrom(
    '198.51.100.0/24',
    '198.51.100.7/32',
    '198.51.0.0/16',
    '192.0.2.0/24',
    '203.0.112.0/23',
  ),
  ipv6: fc.constantFrom(
    '2001:db8:50::/48',
    '2001:db8:50::/64',
    '2001:db8:50::7/128',
    '2001:db8:51::/48',
  ),
} as const;

const way = {
  ipv4: { via: gatewayOn.ipv4, src: addressOn.ipv4 },
  ipv6: { via: gatewayOn.ipv6, src: addressOn.ipv6 },
} as const;

function leg(one: 'ipv4' | 'ipv6'): fc.Arbitrary<{ readonly via: string; readonly dev: string }> {
  return fc
    .tuple(device, fc.constantFrom(1 as const, 2 as const))
    .map(([at, which]) => ({ via: way[one].via(at, which), dev: deviceName(at) }));
}

function multipath(one: 'ipv4' | 'ipv6'): fc.Arbitrary<Written> {
  const weighted = fc
    .tuple(leg(one), some({ weight: fc.integer({ min: 1, max: 256 }) }, 1))
    .map(([hop, weight]) => ({ ...hop, ...weight }));
  return fc
    .uniqueArray(weighted, { minLength: 1, maxLength: 3, selector: ({ via }) => via })
    .map((nexthops) => ({ nexthops }));
}

/** Where a route leads. The kernel takes realms for one next hop alone, and metrics not with nhid. */
function target(one: 'ipv4' | 'ipv6'): fc.Arbitrary<Written> {
  const common = [
    leg(one),
    multipath(one),
    leg(one).map(({ via }) => ({ via })),
    device.map((at) => ({ dev: deviceName(at) })),
    fc.constantFrom('unreachable', 'prohibit', 'blackhole', 'throw').map((type) => ({ type })),
    device.map((at) => ({
      via: one === 'ipv4' ? '100.64.0.9' : 'fe80::9',
      dev: deviceName(at),
      onlink: true,
    })),
    fc.constant({ nhid: nexthopObjects[one] }),
  ];
  const ipv4Only = device.map((at) => ({ via: 'fe80::7', dev: deviceName(at) }));
  return fc.oneof(...common, leg(one), ...(one === 'ipv4' ? [ipv4Only] : []));
}

function attributes(one: 'ipv4' | 'ipv6'): fc.Arbitrary<Written> {
  const metric = fc.constantFrom(0, 5, 20, 1024);
  const own =
    one === 'ipv4'
      ? { metric, tos: fc.constantFrom(0x10, 0x08), realms: fc.constantFrom('3/4', 9) }
      : {
          metric,
          pref: fc.constantFrom('low', 'medium', 'high'),
          expires: fc.constantFrom('1h', '500s'),
        };
  return some(own, 3);
}

function routeOf(one: 'ipv4' | 'ipv6'): fc.Arbitrary<Written> {
  return fc
    .tuple(
      destination[one],
      target(one),
      attributes(one),
      fc.oneof(fc.constant({}), metricOptions),
      device,
    )
    .map(([to, lead, { realms: pair, ...more }, metrics, at]) => ({
      ...{ family: one, to, ...lead, ...more },
      ...('nhid' in lead ? {} : metrics),
      ...('via' in lead && pair !== undefined ? { realms: pair } : {}),
      ...('via' in lead && at === 0 ? { src: way[one].src(at, 10) } : {}),
    }));
}

/** Types that only make sense on their own. */
const special: fc.Arbitrary<Written> = fc.constantFrom<Written[]>(
  { to: '192.0.11.0/24', type: 'local', dev: 'lo' },
  { to: '192.0.12.255', type: 'broadcast', dev: 'eth1' },
  { to: '233.252.0.0/24', type: 'multicast', dev: 'eth1' },
  { to: '192.0.13.0/24', type: 'anycast', dev: 'eth1' },
  { to: '2001:db8:a0::/48', type: 'local', dev: 'lo' },
  { to: 'ff05::/16', type: 'multicast', dev: 'eth1' },
  { to: '2001:db8:a1::1', type: 'anycast', dev: 'eth1' },
);

const defaults: fc.Arbitrary<Written> = fc.constantFrom<Written[]>(
  { to: 'default', family: 'ipv4', via: '10.0.0.2', dev: 'eth0', metric: 77 },
  { to: 'default', family: 'ipv6', type: 'throw', metric: 77 },
  { to: 'default', family: 'ipv6', via: '2001:db8:1::2', dev: 'eth1' },
);

const byUplink: fc.Arbitrary<Written> = family.chain((one) =>
  fc.tuple(destination[one], attributes(one)).map(([to, more]) => ({ family: one, to, ...more })),
);

const inMain = fc.constantFrom<(string | number)[]>(
  'main',
  'main',
  'default',
  'lab',
  'spare',
  0,
  1,
);
const aside = fc.constantFrom('lab', 'spare');
const noUplink = fc.constant(undefined);

export const rawRoute: fc.Arbitrary<RouteDraft> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ table: inMain, route: family.chain(routeOf), uplink: noUplink }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ table: inMain, route: byUplink, uplink: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ table: aside, route: special, uplink: noUplink }) },
  {
    weight: 1,
    arbitrary: fc.record({ table: fc.constant('remote'), route: defaults, uplink: noUplink }),
  },
);

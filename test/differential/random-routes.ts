/** Lines for `ip route` that make every kind of route, many of them to one destination. */

import type { Family } from '../../src/model/address.ts';
import { devices, neighbour, ownAddress, prefixes } from './places.ts';
import type { Random } from './random.ts';
import { joined, times } from './random.ts';

export const tables = ['main', '253', '10', '11', '12', '300'] as const;

const verbs = {
  ipv4: ['add', 'add', 'append', 'append', 'prepend', 'replace'],
  ipv6: ['add', 'add', 'append', 'append', 'replace'],
} as const;

export type RouteTaste = {
  /** Whether there are nexthop objects to use. */
  readonly withObjects: boolean;
  /** How many in a hundred are default routes: the more, the more have one destination. */
  readonly defaultShare: number;
};

export function randomRoute(
  random: Random,
  family: Family,
  { withObjects, defaultShare }: RouteTaste,
): string {
  const verb = random.oneOf(verbs[family]);
  const [type, way] = target(random, family, withObjects);
  const prefix = random.percent(defaultShare) ? 'default' : random.oneOf(prefixes[family]);
  return joined(
    `route ${verb}`,
    type,
    type === 'local' ? random.oneOf(localPrefixes[family]) : prefix,
    random.perhaps(60, () => `table ${random.oneOf(tables)}`),
    random.perhaps(35, () => `metric ${random.oneOf([0, 10, 20, 30, 1024])}`),
    family === 'ipv4' ? onlyIpv4(random) : onlyIpv6(random),
    way,
  );
}

function onlyIpv4(random: Random): string {
  return joined(
    random.perhaps(12, () => `tos ${random.oneOf(['0x04', '0x08', '0x10', '0x1c', '0xb8'])}`),
    random.perhaps(6, () => `scope ${random.oneOf(['link', 'global'])}`),
  );
}

function onlyIpv6(random: Random): string {
  return random.perhaps(40, () => `pref ${random.oneOf(['low', 'medium', 'high'])}`);
}

/**
 * Without gateways in them: one that was local when a route was made is not used, and no dump tells
 * (fib_check_nh).
 */
const localPrefixes: Readonly<Record<Family, readonly string[]>> = {
  ipv4: ['10.50.0.0/16', '10.50.1.0/24', '10.50.1.1/32', '192.0.2.0/24', '128.0.0.0/1'],
  ipv6: ['2001:db8:50::/48', '2001:db8:50:1::1/128', '2001:db9::/33', 'fd00::/8'],
};

/** The type, and where it leads: next hops must come last. */
function target(
  random: Random,
  family: Family,
  withObjects: boolean,
): readonly [type: string, way: string] {
  if (random.percent(20)) return [random.oneOf(refusing), ''];
  if (random.percent(5)) return ['local', `dev ${random.oneOf(['lo', ...devices])}`];
  if (withObjects && random.percent(25)) {
    const id = 1 + random.below(5);
    return ['', `nhid ${family === 'ipv4' ? id : 10 + id}`];
  }
  const source = random.perhaps(15, () => `src ${ownAddress(random, family)}`);
  if (random.percent(15)) {
    const legs = times(2 + random.below(2), () => `nexthop ${hop(random, family, 'gateway')}`);
    return ['', joined(source, ...legs)];
  }
  return ['', joined(source, hop(random, family, random.percent(30) ? 'device' : 'gateway'))];
}

const refusing = ['unreachable', 'prohibit', 'blackhole', 'throw'] as const;

function hop(random: Random, family: Family, kind: 'gateway' | 'device'): string {
  const device = random.oneOf(devices);
  if (kind === 'device') return `dev ${device}`;
  if (family === 'ipv4' && random.percent(5)) return `via inet6 fe80::9 dev ${device} onlink`;
  if (random.percent(12)) {
    const far = family === 'ipv4' ? '172.16.9.1' : 'fe80::9';
    return `via ${far} dev ${device} onlink`;
  }
  return `via ${neighbour(family, device, random.oneOf([1, 8]))} dev ${device}`;
}

/** Random hosts. */

import type { Family } from '../../src/model/address.ts';
import type { Random } from './random.ts';
import { joined, times } from './random.ts';
import type { AddressHabits } from './random-addresses.ts';
import {
  addressWhenDown,
  loopbackAddresses,
  randomHabits,
  randomIpv6Addresses,
  randomLabels,
} from './random-addresses.ts';
import { devices, neighbour } from './places.ts';
import type { RouteTaste } from './random-routes.ts';
import { randomRoute } from './random-routes.ts';
import { randomRules } from './random-rules.ts';
import type { World } from './world.ts';

/** A group has no family: its line must stand where none is set. */
const nexthopObjects = [
  'nexthop add id 1 via 10.0.0.1 dev e0',
  'nexthop add id 2 via 10.0.1.1 dev e1',
  'nexthop add id 3 dev e2',
  'nexthop add id 4 group 1/2',
  'nexthop add id 11 via 2001:db8::1 dev e0',
  'nexthop add id 12 via 2001:db8:1::1 dev e1',
  'nexthop add id 13 via 2001:db8:2::1 dev e2',
  'nexthop add id 14 group 11/12',
] as const;

export function randomWorld(random: Random): World {
  const habits = randomHabits(random);
  const objects = random.percent(20) ? nexthopObjects : [];
  const taste = { withObjects: objects.length > 0, defaultShare: random.oneOf([20, 20, 70]) };
  return {
    links: devices.flatMap((device) => linkLines(random, device, habits)),
    settings: randomSettings(random, habits),
    addresses: [
      ...devices.flatMap((device) => addressLines(random, device)),
      ...loopbackAddresses(random),
      ...randomLabels(random),
      ...objects,
    ],
    lines: {
      ipv4: [...neighbourLines(random), ...randomLines(random, 'ipv4', taste)],
      ipv6: randomLines(random, 'ipv6', taste),
    },
    losses: devices.flatMap((device) => lossLines(random, device, habits)),
  };
}

/** The far ends stay in the same namespace, without addresses. */
function linkLines(
  random: Random,
  device: string,
  { makesLinkLocal }: AddressHabits,
): readonly string[] {
  const far = `p${device}`;
  return [
    `link add ${device} type veth peer name ${far}`,
    `link set ${device} addrgenmode ${makesLinkLocal ? 'eui64' : 'none'}`,
    `link set ${far} addrgenmode none`,
    ...(random.percent(50) ? [`link set ${device} group ${random.oneOf([5, 6])}`] : []),
  ];
}

function randomSettings(
  random: Random,
  { hides, asksForDuplicates }: AddressHabits,
): readonly string[] {
  const scopes = ['all', 'default', ...devices];
  const forwards = random.percent(70);
  const filters = random.percent(25);
  const ignores = random.percent(50);
  const keeps = random.percent(25);
  return scopes.flatMap((scope) => {
    const flip = (usual: boolean): boolean => (random.percent(10) ? !usual : usual);
    const bit = (value: boolean): number => (value ? 1 : 0);
    return [
      `ipv4/conf/${scope}/forwarding ${bit(flip(forwards))}`,
      `ipv6/conf/${scope}/forwarding ${bit(flip(forwards))}`,
      `ipv4/conf/${scope}/rp_filter ${filters ? random.below(3) : 0}`,
      // `all` would hide the others.
      `ipv4/conf/${scope}/ignore_routes_with_linkdown ${bit(scope !== 'all' && flip(ignores))}`,
      `ipv6/conf/${scope}/ignore_routes_with_linkdown ${bit(scope !== 'all' && flip(ignores))}`,
      `ipv4/conf/${scope}/accept_local 0`,
      `ipv4/conf/${scope}/route_localnet 0`,
      `ipv6/conf/${scope}/accept_dad ${bit(asksForDuplicates)}`,
      `ipv6/conf/${scope}/keep_addr_on_down ${bit(keeps)}`,
      `ipv6/conf/${scope}/use_tempaddr ${hides ? random.oneOf([0, 2]) : 0}`,
      // No dump shows it, and nearly nobody sets it.
      `ipv6/conf/${scope}/use_oif_addrs_only 0`,
    ];
  });
}

function addressLines(random: Random, device: string): readonly string[] {
  const number = device.slice(1);
  const odd = [
    `10.9.${number}.2/31`,
    `10.9.${number}.7/32`,
    `10.9.${number}.5/24 scope link`,
    `10.9.${number}.6/32 scope host`,
    `10.0.${number}.4 peer 10.50.1.1/32`,
    `10.0.${number}.4/24 scope link`,
  ] as const;
  const first = `address add ${random.oneOf(odd)} dev ${device}`;
  const usual = `address add ${neighbour('ipv4', device, 2)}/24 dev ${device}`;
  const order = random.percent(50) ? [first, usual] : [usual, first];
  return [
    `link set p${device} up`,
    `link set ${device} up`,
    ...(random.percent(35) ? order : [usual]),
    ...(random.percent(40) ? [`address add ${neighbour('ipv4', device, 3)}/24 dev ${device}`] : []),
    ...randomIpv6Addresses(random, device),
  ];
}

function randomLines(random: Random, family: Family, taste: RouteTaste): readonly string[] {
  const made = times(10 + random.below(50), () => randomRoute(random, family, taste));
  const routes = family === 'ipv4' ? made : apart(random, made);
  const holes = { ipv4: 'nexthop add id 5 blackhole', ipv6: 'nexthop add id 15 blackhole' };
  const objects = taste.withObjects ? [holes[family]] : [];
  const deletions = times(random.below(4), () => deletion(random, routes));
  return [...objects, ...routes, ...deletions, ...randomRules(random, family)];
}

/** Gateways that do not answer: among default routes of one metric, IPv4 takes another then. */
function neighbourLines(random: Random): readonly string[] {
  const failed = devices.filter(() => random.percent(15));
  return failed.map((device) => {
    return `neighbour add ${neighbour('ipv4', device, 1)} dev ${device} nud failed`;
  });
}

/**
 * The kernel does not dump an IPv6 route that stands between two others which became one multipath
 * route (fib6_dump_node), so that nobody can know of it: those that may, and others, come in turn.
 */
function apart(random: Random, routes: readonly string[]): readonly string[] {
  const mayJoin = (line: string): boolean => / via /.test(line);
  const joining = routes.filter(mayJoin);
  const others = routes.filter((line) => !mayJoin(line));
  if (random.percent(50)) return [...joining, ...others];
  const added = joining.map((line) => line.replace('route replace', 'route append'));
  return [...others, ...added];
}

function deletion(random: Random, routes: readonly string[]): string {
  const [, , ...words] = (routes[random.below(routes.length)] ?? '').split(' ');
  return joined('route delete', ...words);
}

function lossLines(random: Random, device: string, habits: AddressHabits): readonly string[] {
  if (random.percent(12))
    return [`link set ${device} down`, ...addressWhenDown(random, device, habits)];
  if (random.percent(18)) return [`link set p${device} down`];
  return [];
}

/** What a kernel makes by itself, and what it holds once a plan is carried out. */

import type { Family, Prefix } from '../model/address.ts';
import {
  addressBits,
  hostPrefix,
  networkOf,
  parseAddress,
  defaultPrefix,
} from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Facts, Interface, LearnedGateway, LiveAddress } from '../model/live.ts';
import type { Route, RouteTarget } from '../model/route.ts';
import { noMetrics, scopes } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import { defaultTable, localTable, mainTable } from '../model/table.ts';
import { kernelLabels } from './address-labels.ts';
import type { RoutingState } from './state.ts';

/** RTPROT_KERNEL in linux/rtnetlink.h. */
const kernel = 2;

/**
 * A host with these interfaces that nobody has given a rule or route, but for the default routes by
 * which its gateways became known.
 */
export function untouchedState({
  interfaces,
  gateways,
}: Pick<Facts, 'interfaces' | 'gateways'>): RoutingState {
  const withLoopback = interfaces.some(({ name }) => name === 'lo')
    ? interfaces
    : [loopback, ...interfaces];
  return {
    rules: kernelRules,
    routes: [
      ...withLoopback.flatMap((link) => link.addresses.flatMap((one) => routesOf(one, link))),
      ...gateways.map(taughtBy),
    ],
    opaque: [],
    interfaces: withLoopback,
    settings: [],
    labels: kernelLabels,
    isDescribed: true,
  };
}

export type PlannedItems = Pick<Desired, 'protocol' | 'rules' | 'routes'>;

/** The same host once all that is wanted is there, and nothing else that carries our number. */
export function plannedState(base: RoutingState, desired: PlannedItems): RoutingState {
  const isOurs = ({ protocol }: { readonly protocol: number }) => protocol === desired.protocol;
  const known = whereObjectsLead(base.routes);
  return {
    ...base,
    rules: [
      ...base.rules.filter((rule) => !isOurs(rule)),
      ...desired.rules.map(({ item }) => item),
    ],
    routes: [
      ...base.routes.filter((route) => !isOurs(route)),
      ...desired.routes.map(({ item }) => known(item)),
    ],
  };
}

/** Where a nexthop object leads, as routes say that are over it already. */
function whereObjectsLead(routes: readonly Route[]): (route: Route) => Route {
  const targets = new Map<number, RouteTarget>();
  for (const { target } of routes) {
    if (target.kind === 'nexthop-object' && target.leadsBy !== undefined) {
      targets.set(target.id, target);
    }
  }
  return (route) => {
    const target = route.target.kind === 'nexthop-object' && targets.get(route.target.id);
    return target ? { ...route, target } : route;
  };
}

const kernelRules: readonly Rule[] = [
  kernelRule('ipv4', 0, localTable),
  kernelRule('ipv4', 32_766, mainTable),
  kernelRule('ipv4', 32_767, defaultTable),
  kernelRule('ipv6', 0, localTable),
  kernelRule('ipv6', 32_766, mainTable),
];

function kernelRule(family: Family, priority: number, table: TableId): Rule {
  return { family, priority, selector: {}, action: { kind: 'lookup', table }, protocol: kernel };
}

const loopback: Interface = {
  index: 1,
  name: 'lo',
  up: true,
  carrier: true,
  withoutNeighbours: true,
  group: 0,
  addresses: [loopbackAddress('127.0.0.1', 8, 'ipv4'), loopbackAddress('::1', 128, 'ipv6')],
};

function loopbackAddress(text: string, prefixLength: number, family: Family): LiveAddress {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return {
    address,
    prefixLength,
    family,
    scope: scopes.host,
    secondary: false,
    dynamic: false,
    temporary: false,
    deprecated: false,
    tentative: false,
    duplicate: false,
  };
}

/** fib_add_ifaddr, addrconf_prefix_route: the address itself, and the network it is in. */
function routesOf(address: LiveAddress, link: Interface): readonly Route[] {
  const own = kernelRoute(hostPrefix(address.address), localTable, address, link);
  const network = attached(address);
  const isThere = link.up && network !== undefined;
  return isThere ? [own, kernelRoute(network, networkTable(link), address, link)] : [own];
}

function networkTable({ name }: Interface): TableId {
  return name === 'lo' ? localTable : mainTable;
}

function attached({ address, prefixLength, peer, family }: LiveAddress): Prefix | undefined {
  if (peer !== undefined) return networkOf({ address: peer, prefixLength });
  return prefixLength === addressBits(family) ? undefined : networkOf({ address, prefixLength });
}

/** RTPROT_DHCP in linux/rtnetlink.h. */
const dhcp = 16;

/** As a DHCP client makes it: later ones behind earlier ones. */
function taughtBy(
  { family, gateway, interface: device, onlink }: LearnedGateway,
  index: number,
): Route {
  return {
    family,
    table: mainTable,
    to: defaultPrefix[family],
    tos: 0,
    metric: learnedMetric + index,
    target: { kind: 'unicast', hops: [{ gateway, device, weight: 1, onlink }] },
    ...(family === 'ipv6' ? { preference: 'medium' as const } : {}),
    scope: scopes.global,
    metrics: noMetrics,
    protocol: dhcp,
  };
}

const learnedMetric = 1_024;

function kernelRoute(
  to: Prefix,
  table: TableId,
  { family, address }: LiveAddress,
  { name }: Interface,
): Route {
  const isLocal = table === localTable;
  const hop = { device: name, weight: 1, onlink: false };
  const target: RouteTarget = { kind: isLocal ? 'local' : 'unicast', hops: [hop] };
  return {
    family,
    table,
    to,
    tos: 0,
    metric: family === 'ipv4' || isLocal ? 0 : 256,
    target,
    ...(family === 'ipv4' ? { source: address } : { preference: 'medium' as const }),
    scope: family === 'ipv6' ? scopes.global : isLocal ? scopes.host : scopes.link,
    metrics: noMetrics,
    protocol: kernel,
  };
}

/** Routes as `ip route` knows them (ip-route(8)), in the kernel's normal form. */

import type { Address, Family, Prefix } from './address.ts';
import { comparePrefixes } from './address.ts';
import type { Realms } from './rule.ts';
import type { TableId } from './table.ts';
import { nothing } from './nothing.ts';

/** One next hop. Without a gateway the destination itself is resolved on the device. */
export type Hop = {
  readonly gateway?: Address;
  readonly device?: string;
  /** 1 to 256. */
  readonly weight: number;
  readonly onlink: boolean;
};

export type DeliveringKind = 'unicast' | 'local' | 'broadcast' | 'multicast' | 'anycast';
export type RefusingKind = 'unreachable' | 'prohibit' | 'blackhole' | 'throw';

/** What happens to a packet that takes the route. */
export type RouteTarget =
  | { readonly kind: DeliveringKind; readonly hops: readonly [Hop, ...Hop[]] }
  | { readonly kind: 'nexthop-object'; readonly id: number }
  | { readonly kind: RefusingKind };

/** Path metrics (RTAX_* in linux/rtnetlink.h). Times in milliseconds. */
export type RouteMetrics = {
  readonly mtu?: number;
  readonly advmss?: number;
  readonly window?: number;
  readonly rttMs?: number;
  readonly rttvarMs?: number;
  readonly ssthresh?: number;
  readonly cwnd?: number;
  readonly reordering?: number;
  readonly hoplimit?: number;
  readonly initcwnd?: number;
  readonly initrwnd?: number;
  readonly rtoMinMs?: number;
  readonly quickack?: boolean;
  readonly ecn?: true;
  readonly congctl?: string;
  readonly fastopenNoCookie?: boolean;
};

/** The word `ip route` has for each metric. */
export const metricWords: Readonly<Record<keyof RouteMetrics, string>> = {
  mtu: 'mtu',
  advmss: 'advmss',
  window: 'window',
  rttMs: 'rtt',
  rttvarMs: 'rttvar',
  ssthresh: 'ssthresh',
  cwnd: 'cwnd',
  reordering: 'reordering',
  hoplimit: 'hoplimit',
  initcwnd: 'initcwnd',
  initrwnd: 'initrwnd',
  rtoMinMs: 'rto_min',
  quickack: 'quickack',
  ecn: 'features',
  congctl: 'congctl',
  fastopenNoCookie: 'fastopen_no_cookie',
};

export const metricNames = Object.keys(metricWords) as readonly (keyof RouteMetrics)[];

export const noMetrics: RouteMetrics = {};

export type RoutePreference = 'low' | 'medium' | 'high';

export type Route = {
  readonly family: Family;
  readonly table: TableId;
  readonly to: Prefix;
  /** IPv6 source-specific routes only. */
  readonly from?: Prefix;
  /** IPv4 only; 0 when absent. */
  readonly tos: number;
  /** 0 is IPv4's default; IPv6 never has 0 outside table local, its default is 1024. */
  readonly metric: number;
  readonly target: RouteTarget;
  readonly source?: Address;
  /** rt_scopes number; always 0 (global) in IPv6. */
  readonly scope: number;
  /** IPv6 only (RFC 4191); `medium` when nothing was said. */
  readonly preference?: RoutePreference;
  readonly realms?: Realms;
  readonly metrics: RouteMetrics;
  /** IPv6 only: the route goes away by itself. The seconds left differ at every look. */
  readonly expiresSeconds?: number;
  readonly protocol: number;
};

export const scopes = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;

export const metricMax = 0xffffffff;

/** IP6_RT_PRIO_USER in linux/ipv6_route.h: what the kernel makes of an IPv6 metric of 0. */
export const ipv6DefaultMetric = 1024;

/** The key under which the kernel holds at most one route that was made by `add`. */
export function routeSlot(route: Route): string {
  return route.family === 'ipv4'
    ? `${route.table} ${route.to} ${route.metric} ${route.tos}`
    : `${route.table} ${route.to} ${route.metric} ${route.from ?? ''}`;
}

/** Same slot and same content; who made it does not count. */
export function sameRoute(one: Route, other: Route): boolean {
  return routeSlot(one) === routeSlot(other) && routeDifferences(one, other).length === 0;
}

/**
 * The `ip route` words in which two routes of one slot differ. IPv4 routes over one nexthop object
 * share their path metrics, whatever each was made with (fib_find_info_nh compares none).
 */
export function routeDifferences(before: Route, after: Route): readonly string[] {
  const { family, table, to, from, tos, metric, protocol, ...content } = before;
  const { target, source, scope, preference, realms, metrics, expiresSeconds, ...rest } = content;
  nothing(rest);
  void [family, table, to, from, tos, metric, protocol];
  const differences = [
    ...targetDifferences(target, after.target),
    ...(source === after.source ? [] : ['src']),
    ...(scope === after.scope ? [] : ['scope']),
    ...(preference === after.preference ? [] : ['pref']),
    ...(realmsContent(realms) === realmsContent(after.realms) ? [] : ['realms']),
    ...(family === 'ipv4' && target.kind === 'nexthop-object'
      ? []
      : metricDifferences(metrics, after.metrics)),
  ];
  const bothExpire = (expiresSeconds === undefined) === (after.expiresSeconds === undefined);
  return bothExpire ? differences : [...differences, 'expires'];
}

/** By family, table, destination, then the order in which the kernel tries them. */
export function compareRoutes(one: Route, other: Route): number {
  if (one.family !== other.family) return one.family === 'ipv4' ? -1 : 1;
  return (
    one.table - other.table ||
    comparePrefixes(one.to, other.to) ||
    other.tos - one.tos ||
    one.metric - other.metric
  );
}

/** The scope iproute2 gives a route that names none (iproute.c, iproute_modify). */
export function defaultScope(family: Family, target: RouteTarget): number {
  if (family === 'ipv6') return scopes.global;
  switch (target.kind) {
    case 'local':
      return scopes.host;
    case 'broadcast':
    case 'multicast':
    case 'anycast':
      return scopes.link;
    case 'unicast': {
      const [first, ...others] = target.hops;
      return others.length === 0 && first.gateway === undefined ? scopes.link : scopes.global;
    }
    case 'nexthop-object':
    case 'unreachable':
    case 'prohibit':
    case 'blackhole':
    case 'throw':
      return scopes.global;
  }
}

export function hopsOf(route: Route): readonly Hop[] {
  return 'hops' in route.target ? route.target.hops : [];
}

function targetDifferences(before: RouteTarget, after: RouteTarget): readonly string[] {
  if (before.kind !== after.kind) return ['type'];
  if (before.kind === 'nexthop-object' && after.kind === 'nexthop-object') {
    return before.id === after.id ? [] : ['nhid'];
  }
  if (!('hops' in before) || !('hops' in after)) return [];
  return hopDifferences(before.hops, after.hops);
}

/** Next hops are a multiset: the kernel keeps their order but chooses by weight alone. */
function hopDifferences(before: readonly Hop[], after: readonly Hop[]): readonly string[] {
  const [one] = before;
  const [other] = after;
  if (before.length === 1 && after.length === 1 && one !== undefined && other !== undefined) {
    return singleHopDifferences(one, other);
  }
  return sameHops(before, after) ? [] : ['nexthop'];
}

/** The weight of a lone next hop is invisible in `ip -json` and means nothing. */
function singleHopDifferences(before: Hop, after: Hop): readonly string[] {
  return [
    ...(before.gateway === after.gateway ? [] : ['via']),
    ...(sameDevice(before, after) ? [] : ['dev']),
    ...(before.onlink === after.onlink ? [] : ['onlink']),
  ];
}

function sameHops(before: readonly Hop[], after: readonly Hop[]): boolean {
  const left = [...after];
  for (const hop of before) {
    const index = left.findIndex((other) => sameHop(hop, other));
    if (index === -1) return false;
    left.splice(index, 1);
  }
  return left.length === 0;
}

function sameHop(one: Hop, other: Hop): boolean {
  const { gateway, device, weight, onlink, ...rest } = one;
  nothing(rest);
  void device;
  const isSame = gateway === other.gateway && weight === other.weight && onlink === other.onlink;
  return isSame && sameDevice(one, other);
}

/** Where only the gateway is written, the kernel finds the device and shows it. */
function sameDevice(one: Hop, other: Hop): boolean {
  return one.device === undefined || other.device === undefined || one.device === other.device;
}

function metricDifferences(before: RouteMetrics, after: RouteMetrics): readonly string[] {
  if (before === after) return [];
  const differing = metricNames.filter((name) => before[name] !== after[name]);
  return differing.map((name) => metricWords[name]);
}

function realmsContent(realms: Realms | undefined): string {
  return realms === undefined ? '' : `${realms.from}/${realms.to}`;
}

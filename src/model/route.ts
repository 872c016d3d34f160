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
  | {
      readonly kind: 'nexthop-object';
      readonly id: number;
      /** What the object stood for when it was read, nothing where it refuses; no part of the route. */
      readonly leadsBy?: readonly Hop[];
    }
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

/** What a slot is told by, besides the family, which the destination tells. */
type SlotField = 'family' | 'table' | 'to' | 'from' | 'tos' | 'metric';

/** The key under which the kernel holds at most one route that was made by `add`. */
export function routeSlot(route: Route): string {
  return route.family === 'ipv4'
    ? `${route.table} ${route.to} ${route.metric} ${route.tos}`
    : `${route.table} ${route.to} ${route.metric} ${route.from ?? ''}`;
}

/** Whether two routes have one key: the same as equal `routeSlot`s, without making them. */
export function sameSlot(one: Route, other: Route): boolean {
  return (
    one.to === other.to &&
    one.table === other.table &&
    one.metric === other.metric &&
    (one.family === 'ipv4' ? one.tos === other.tos : one.from === other.from)
  );
}

/** Same slot and same content; who made it does not count. */
export function sameRoute(one: Route, other: Route): boolean {
  return sameSlot(one, other) && routeDifferences(one, other).length === 0;
}

type Differ = (before: Route, after: Route) => readonly string[];

const none: readonly string[] = [];

/** Complete by construction: a field that neither tells the slot nor stands here does not compile. */
const differ: Readonly<Record<Exclude<keyof Route, SlotField | 'protocol'>, Differ>> = {
  target: (before, after) => targetDifferences(before.target, after.target),
  source: (before, after) => (before.source === after.source ? none : ['src']),
  scope: (before, after) => (before.scope === after.scope ? none : ['scope']),
  preference: (before, after) => (before.preference === after.preference ? none : ['pref']),
  realms: (before, after) =>
    realmsContent(before.realms) === realmsContent(after.realms) ? none : ['realms'],
  metrics: metricDifferences,
  expiresSeconds: (before, after) =>
    (before.expiresSeconds === undefined) === (after.expiresSeconds === undefined)
      ? none
      : ['expires'],
};

const differs: readonly Differ[] = Object.values(differ);

/** The `ip route` words in which two routes of one slot differ. */
export function routeDifferences(before: Route, after: Route): readonly string[] {
  let found: string[] | undefined;
  for (const differencesOf of differs) {
    const words = differencesOf(before, after);
    if (words.length > 0) (found ??= []).push(...words);
  }
  return found ?? none;
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
    return before.id === after.id ? none : ['nhid'];
  }
  if (!('hops' in before) || !('hops' in after)) return none;
  return hopDifferences(before.hops, after.hops);
}

/** Next hops are a multiset: the kernel keeps their order but chooses by weight alone. */
function hopDifferences(before: readonly Hop[], after: readonly Hop[]): readonly string[] {
  const [one] = before;
  const [other] = after;
  if (before.length === 1 && after.length === 1 && one !== undefined && other !== undefined) {
    return singleHopDifferences(one, other);
  }
  return sameHops(before, after) ? none : ['nexthop'];
}

/** The weight of a lone next hop is invisible in `ip -json` and means nothing. */
function singleHopDifferences(before: Hop, after: Hop): readonly string[] {
  const via = before.gateway === after.gateway;
  const dev = sameDevice(before, after);
  const onlink = before.onlink === after.onlink;
  if (via && dev && onlink) return none;
  return [...(via ? [] : ['via']), ...(dev ? [] : ['dev']), ...(onlink ? [] : ['onlink'])];
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
export function sameDevice(one: Hop, other: Hop): boolean {
  return one.device === undefined || other.device === undefined || one.device === other.device;
}

/**
 * IPv4 routes over one nexthop object share their path metrics, whatever each was made with
 * (fib_find_info_nh compares none).
 */
function metricDifferences(before: Route, after: Route): readonly string[] {
  if (before.metrics === after.metrics) return none;
  if (before.family === 'ipv4' && before.target.kind === 'nexthop-object') return none;
  const differing = metricNames.filter((name) => before.metrics[name] !== after.metrics[name]);
  return differing.map((name) => metricWords[name]);
}

function realmsContent(realms: Realms | undefined): string {
  return realms === undefined ? '' : `${realms.from}/${realms.to}`;
}

/**
 * One IPv6 table's answer (fib6_table_lookup, rt6_select, find_rr_leaf, fib6_select_path), with every
 * gateway taken for reachable: a host, unlike a router, passes over one that it knows to be dead.
 */

import { contains } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { RoutePreference } from '../model/route.ts';
import type { Hit } from './hit.ts';
import type { IndexedRoute, Leg, Way } from './indexed-route.ts';
import { findPrefix } from './prefix-index.ts';
import type { Query } from './query.ts';
import { loopback } from './query.ts';
import type { Destination, TableIndex } from './state.ts';
import type { Trace } from './trace.ts';

export type Ipv6Search = {
  readonly query: Query;
  readonly source: Flow['from'];
  /** The device that is preferred: oif, or the one a packet came in by. */
  readonly device: string | undefined;
  /** Nothing but that device will do (RT6_LOOKUP_F_IFACE). */
  readonly strict: boolean;
};

export function searchIpv6(table: TableIndex, search: Ipv6Search, trace: Trace): Hit | undefined {
  let sourceSpecific = false;
  for (let node = findPrefix(table, search.query.to); node !== undefined; node = node.parent) {
    sourceSpecific ||= node.value.some(({ route }) => route.from !== undefined);
    const hit = selectFrom(node.value, search, trace);
    if (hit !== undefined) return sourceSpecific ? { ...hit, uncertain: specific } : hit;
  }
  return undefined;
}

const specific =
  'routes that name a source are found or not by what stood beside them before (fib6_node_lookup)';

/** The lowest metric with a usable route; if its whole group fails, all others are one group. */
function selectFrom(all: Destination, search: Ipv6Search, trace: Trace): Hit | undefined {
  const usable = all.filter((entry) => isUsable(entry, search, trace));
  const [first] = all;
  const metric = first?.route.metric;
  const group = usable.filter(({ route }) => route.metric === metric);
  return best(group, search) ?? best(usable, search);
}

function isUsable({ route, ...entry }: IndexedRoute, search: Ipv6Search, trace: Trace): boolean {
  const reason =
    route.expiresSeconds !== undefined && route.expiresSeconds < 0
      ? 'expired'
      : route.from !== undefined && !isFrom(search.source, route.from)
        ? 'another is preferred'
        : legsOf({ route, ...entry }).every((leg) => scoreOf(leg, route.preference, search) < 0)
          ? 'oif'
          : undefined;
  if (reason === undefined) return true;
  trace?.push({ kind: 'passed over', route, reason });
  return false;
}

function isFrom(source: Flow['from'], from: Parameters<typeof contains>[0]): boolean {
  return source !== undefined && contains(from, source);
}

function best(entries: readonly IndexedRoute[], search: Ipv6Search): Hit | undefined {
  let chosen: IndexedRoute | undefined;
  let highest = -1;
  for (const entry of entries) {
    for (const leg of legsOf(entry)) {
      const score = scoreOf(leg, entry.route.preference, search);
      if (score > highest) {
        highest = score;
        chosen = entry;
      }
    }
  }
  return chosen === undefined ? undefined : { entry: chosen, ways: waysOf(chosen, search) };
}

/** The kernel hangs a route that refuses on lo. */
const refusing: Leg = { hop: { device: loopback, weight: 1, onlink: false }, link: undefined };
const onLoopback: readonly Leg[] = [refusing];

function legsOf({ error, legs, live }: Omit<IndexedRoute, 'ways'>): readonly Leg[] {
  return error !== undefined || legs.length === 0 ? onLoopback : live;
}

/** Of several next hops a hash chooses, and only among those that will do. */
function waysOf(entry: IndexedRoute, search: Ipv6Search): readonly Way[] {
  if (entry.error !== undefined) return [];
  if (entry.legs.length === 0) return [{ entry, leg: undefined }];
  return entry.ways.filter(
    ({ leg }) => leg !== undefined && scoreOf(leg, entry.route.preference, search) >= 0,
  );
}

const preferences: Readonly<Record<RoutePreference, number>> = { low: 1, medium: 2, high: 3 };

/** rt6_score_route; below 0 it will not do at all. */
function scoreOf(
  { hop }: Leg,
  preference: RoutePreference | undefined,
  { device, strict }: Ipv6Search,
): number {
  const matches = device === undefined || hop.device === device;
  if (!matches && strict) return -1;
  return (matches ? 2 : 0) + preferences[preference ?? 'medium'] * 4;
}

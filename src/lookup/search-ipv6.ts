/**
 * One IPv6 table's answer (fib6_table_lookup, rt6_select, find_rr_leaf, fib6_select_path), with every
 * gateway taken for reachable: a host, unlike a router, passes over one that it knows to be dead.
 */

import type { RoutePreference } from '../model/route.ts';
import type { Hit } from './hit.ts';
import { hitOf, refusal } from './hit.ts';
import type { IndexedRoute, Leg } from './indexed-route.ts';
import { isHole } from './indexed-route.ts';
import { findPrefix } from './prefix-index.ts';
import type { PrefixTest } from './prefix-test.ts';
import { isIn } from './prefix-test.ts';
import type { Query } from './query.ts';
import { loopback } from './query.ts';
import type { Destination, TableIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';

export function searchIpv6(table: TableIndex, query: Query, trace: Trace): Hit | undefined {
  let sourceSpecific = false;
  for (let node = findPrefix(table, query.to.words); node !== undefined; node = node.parent) {
    sourceSpecific ||= node.items.some(({ route }) => route.from !== undefined);
    const hit = selectFrom(node.items, query, trace);
    if (hit !== undefined) return sourceSpecific ? { ...hit, uncertain: specific } : hit;
  }
  return undefined;
}

const specific =
  'routes that name a source are found or not by what stood beside them before (fib6_node_lookup)';

/** The lowest metric with a usable route; if its whole group fails, all others are one group. */
function selectFrom(all: Destination, query: Query, trace: Trace): Hit | undefined {
  const usable = all.filter((entry) => isUsable(entry, query, trace));
  const metric = all[0].route.metric;
  const group = usable.filter(({ route }) => route.metric === metric);
  const rivals = group.length > 0 ? group : usable;
  // Whoever comes upon such an object looks no further (__find_rr_leaf).
  const chosen = rivals.find(({ route }) => isHole(route.target)) ?? best(rivals, query);
  if (chosen === undefined) return undefined;
  const hit =
    chosen.error === undefined ? hitOf(chosen, usableLegs(chosen, query)) : refusal(chosen);
  const isDoubtful = rivals.length > 1 && rivals.some((rival) => mayBeBetter(rival, chosen, query));
  return isDoubtful ? { ...hit, uncertain: firstPreference } : hit;
}

/** Whether it depends on next hops of unknown preference who is chosen. */
function mayBeBetter(rival: IndexedRoute, chosen: IndexedRoute, query: Query): boolean {
  if (rival.legs.length < 2 || rival.route.target.kind === 'nexthop-object') return false;
  if (rival !== chosen) return true;
  const [first] = rival.legs;
  const { preference } = rival.route;
  const isFirstAlive = first !== undefined && rival.live.includes(first);
  return !isFirstAlive || scoreOf(first, preference, query) < scoreOfBest(rival, query);
}

const firstPreference =
  'of several next hops in IPv6, the preference of the first one alone is shown (rt6_fill_node)';

function isUsable(entry: IndexedRoute, query: Query, trace: Trace): boolean {
  const { route } = entry;
  const reason =
    route.expiresSeconds !== undefined && route.expiresSeconds < 0
      ? 'expired'
      : entry.from !== undefined && !isFrom(query, entry.from)
        ? 'another is preferred'
        : scoreOfBest(entry, query) < 0 && !isHole(route.target)
          ? 'oif'
          : undefined;
  if (reason === undefined) return true;
  trace?.push({ kind: 'passed over', route, reason });
  return false;
}

function isFrom({ from }: Query, test: PrefixTest): boolean {
  return from !== undefined && isIn(from, test);
}

/** The first of those with the highest score. */
function best(entries: readonly IndexedRoute[], query: Query): IndexedRoute | undefined {
  let chosen: IndexedRoute | undefined;
  let highest = -1;
  for (const entry of entries) {
    const score = scoreAbove(highest, entry, query);
    if (score <= highest) continue;
    highest = score;
    chosen = entry;
  }
  return chosen;
}

/** A nexthop object is judged by its first next hop that is better than what there was. */
function scoreAbove(highest: number, entry: IndexedRoute, query: Query): number {
  const { target, preference } = entry.route;
  if (target.kind !== 'nexthop-object') return scoreOfBest(entry, query);
  const scores = legsOf(entry).map((leg) => scoreOf(leg, preference, query));
  return scores.find((score) => score > highest) ?? -1;
}

function scoreOfBest(entry: IndexedRoute, query: Query): number {
  const { preference } = entry.route;
  return Math.max(...legsOf(entry).map((leg) => scoreOf(leg, preference, query)));
}

/** The kernel hangs a route that refuses on lo. */
const refusing: Leg = { hop: { device: loopback, weight: 1, onlink: false }, link: undefined };
const onLoopback: readonly Leg[] = [refusing];

function legsOf({ error, live }: IndexedRoute): readonly Leg[] {
  return error === undefined ? live : onLoopback;
}

/** Of several next hops a hash chooses, and only among those that will do. */
function usableLegs({ route, live }: IndexedRoute, query: Query): readonly Leg[] {
  // A nexthop object chooses by itself (nexthop_path_fib6_result).
  if (live.length === 1 || route.target.kind === 'nexthop-object') return live;
  return live.filter((leg) => scoreOf(leg, route.preference, query) >= 0);
}

const preferences: Readonly<Record<RoutePreference, number>> = { low: 1, medium: 2, high: 3 };

/** rt6_score_route; below 0 it will not do at all. */
function scoreOf(
  { hop }: Leg,
  preference: RoutePreference | undefined,
  { device, strict }: Query,
): number {
  const matches = device === undefined || hop === undefined || hop.device === device;
  if (!matches && strict) return -1;
  return (matches ? 2 : 0) + preferences[preference ?? 'medium'] * 4;
}

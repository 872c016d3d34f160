/** Desired x live routes -> what becomes of every slot (table, destination, metric, ...). */

import type { Wanted } from '../model/desired.ts';
import type { Opaque } from '../model/live.ts';
import type { Change, Conflict, Satisfied } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import { metricNames, metricWords, routeDifferences, routeSlot, sameSlot } from '../model/route.ts';
import { isKernelRoute } from '../model/kernel-made.ts';
import type { OpaqueFinder } from './opaque-slots.ts';
import { opaqueFinder } from './opaque-slots.ts';

/** All that is to happen in one slot. */
export type RouteSlotChange = {
  /** Our routes there now, in kernel order. */
  readonly before: readonly Route[];
  readonly after: Route | undefined;
  /** Somebody else's, the same, that becomes ours. */
  readonly adopted?: Route;
  readonly changes: readonly Change[];
};

export type RouteDiff = {
  readonly slots: readonly RouteSlotChange[];
  readonly satisfied: readonly Satisfied[];
  readonly conflicts: readonly Conflict[];
  readonly unchanged: number;
};

/** One pass over tables of 100 000 routes: results are collected, not concatenated. */
type Collector = {
  readonly slots: RouteSlotChange[];
  readonly satisfied: Satisfied[];
  readonly conflicts: Conflict[];
  unchanged: number;
};

/** `live` is in kernel order; `opaque` are others' that our types cannot hold. */
export function diffRoutes(
  wanted: readonly Wanted<Route>[],
  live: readonly Route[],
  opaque: readonly Opaque[],
  protocol: number,
): RouteDiff {
  const index = indexByDestination(live);
  const opaqueAt = opaqueFinder(opaque);
  const found: Collector = { slots: [], satisfied: [], conflicts: [], unchanged: 0 };
  let declared = 0;
  for (const entry of wanted) {
    const slot = contentsOf(inSlot(index, entry.item), protocol);
    declared += slot.own.length;
    judge(entry, slot, opaqueAt, found);
  }
  const own = live.filter((route) => route.protocol === protocol);
  if (declared < own.length) {
    const rest = undeclared(own, wanted);
    for (const routes of bySlot(rest)) found.slots.push(withoutDeclaration(routes));
  }
  return found;
}

function undeclared(own: readonly Route[], wanted: readonly Wanted<Route>[]): readonly Route[] {
  const index = indexByDestination(wanted.map(({ item }) => item));
  return own.filter((route) => inSlot(index, route).length === 0);
}

/** What is in one slot, in kernel order. */
type SlotContents = {
  readonly all: readonly Route[];
  readonly own: readonly Route[];
  readonly foreign: readonly Route[];
};

const nothingThere: SlotContents = { all: [], own: [], foreign: [] };

function contentsOf(all: readonly Route[], protocol: number): SlotContents {
  const [only, ...others] = all;
  if (only === undefined) return nothingThere;
  if (others.length === 0) {
    return only.protocol === protocol
      ? { all, own: all, foreign: nobody }
      : { all, own: nobody, foreign: all };
  }
  const isOwn = (route: Route) => route.protocol === protocol;
  return { all, own: all.filter(isOwn), foreign: all.filter((route) => !isOwn(route)) };
}

function judge(
  wanted: Wanted<Route>,
  slot: SlotContents,
  opaqueAt: OpaqueFinder,
  found: Collector,
): void {
  const { item, origin } = wanted;
  const { own, foreign } = slot;
  const kept = own.find((route) => routeDifferences(route, item).length === 0);
  if (kept !== undefined) {
    // Steps for several routes of ours must not meet somebody else's among them.
    const rival = own.length > 1 ? foreign[0] : rivalOf(kept, slot);
    const opaque = opaqueAt(item);
    if (rival !== undefined) found.conflicts.push(conflictWith(rival, wanted));
    else if (opaque !== undefined) found.conflicts.push(opaqueConflict(opaque, wanted));
    else if (own.length === 1) found.unchanged++;
    else found.slots.push(withoutDuplicates(kept, own));
    return;
  }
  const [first] = foreign;
  if (first === undefined) {
    const opaque = opaqueAt(item);
    if (opaque === undefined) found.slots.push(replaced(wanted, own));
    else found.conflicts.push(opaqueConflict(opaque, wanted));
    return;
  }
  const other = otherThan(item, foreign);
  if (other !== undefined) {
    found.conflicts.push(conflictWith(other, wanted));
    return;
  }
  if (isAdoptable(first, wanted, slot) && opaqueAt(item) === undefined) {
    found.slots.push(adoption(first, wanted));
    return;
  }
  found.satisfied.push({ wanted: routeItem(item), by: routeItem(first), origin });
  if (own.length > 0) found.slots.push(withoutDeclaration(own));
}

/**
 * Somebody else's route that is used in place of ours: in IPv4 one that was put before it
 * (`ip route prepend`), in IPv6 any, because there the state of neighbours decides.
 */
function rivalOf(kept: Route, { all, foreign }: SlotContents): Route | undefined {
  if (foreign.length === 0) return undefined;
  const rivals = kept.family === 'ipv6' ? foreign : all.slice(0, all.indexOf(kept));
  return rivals.find((route) => foreign.includes(route) && !serves(route, kept));
}

/** Alone in its place, and the same in all: with less, or more, it is not what was declared. */
function isAdoptable(
  present: Route,
  { item, adopts }: Wanted<Route>,
  { all }: SlotContents,
): boolean {
  if (adopts === undefined || all.length > 1 || isKernelRoute(present)) return false;
  return routeDifferences(present, item).length === 0;
}

/** It stays as it is, to the last word; only its owner changes. */
function adoption(adopted: Route, { item, origin }: Wanted<Route>): RouteSlotChange {
  const after = { ...adopted, protocol: item.protocol };
  const [one, other] = [routeItem(adopted), routeItem(after)];
  return {
    before: [],
    after,
    adopted,
    changes: [{ action: 'adopt', before: one, after: other, origin }],
  };
}

/** The one that is used before any that does the job: in IPv6 it may be any. */
function otherThan(item: Route, foreign: readonly Route[]): Route | undefined {
  const used = item.family === 'ipv6' ? foreign : foreign.slice(0, 1);
  return used.find((route) => !serves(route, item));
}

function conflictWith(present: Route, { item, origin }: Wanted<Route>): Conflict {
  return { kind: 'foreign', wanted: routeItem(item), present: routeItem(present), origin };
}

function opaqueConflict(present: Opaque, { item, origin }: Wanted<Route>): Conflict {
  return { kind: 'foreign-opaque', wanted: routeItem(item), present, origin };
}

/**
 * Whether somebody else's route already does what is wanted: same way, and nothing that was asked
 * for is missing. A source it does not name is left to the kernel, which is what DHCP clients do.
 */
export function serves(foreign: Route, wanted: Route): boolean {
  const accepted = new Set([
    ...(foreign.source === undefined ? ['src'] : []),
    ...(wanted.source === undefined ? ['src'] : []),
    ...metricNames.flatMap((name) => (wanted.metrics[name] === undefined ? metricWords[name] : [])),
    ...(wanted.expiresSeconds === undefined ? ['expires'] : []),
  ]);
  return routeDifferences(foreign, wanted).every((word) => accepted.has(word));
}

function replaced({ item, origin }: Wanted<Route>, own: readonly Route[]): RouteSlotChange {
  const [first, ...others] = own;
  const change: Change =
    first === undefined
      ? { action: 'add', item: routeItem(item), origin }
      : {
          action: 'change',
          before: routeItem(first),
          after: routeItem(item),
          differs: routeDifferences(first, item),
          origin,
        };
  return { before: own, after: item, changes: [change, ...others.map(duplicate)] };
}

function withoutDuplicates(kept: Route, own: readonly Route[]): RouteSlotChange {
  const others = own.filter((route) => route !== kept);
  return { before: own, after: kept, changes: others.map(duplicate) };
}

function withoutDeclaration(own: readonly Route[]): RouteSlotChange {
  const changes = own.map((route): Change => ({
    action: 'remove',
    item: routeItem(route),
    reason: 'no longer declared',
  }));
  return { before: own, after: undefined, changes };
}

function duplicate(route: Route): Change {
  return { action: 'remove', item: routeItem(route), reason: 'duplicate' };
}

export function routeItem(route: Route) {
  return { noun: 'route', route } as const;
}

/** By destination, because a string that is there already costs less than one made as a key. */
type Index = ReadonlyMap<string, readonly Route[]>;

function indexByDestination(routes: readonly Route[]): Index {
  const index = new Map<string, Route[]>();
  for (const route of routes) {
    const others = index.get(route.to);
    if (others === undefined) index.set(route.to, [route]);
    else others.push(route);
  }
  return index;
}

const nobody: readonly Route[] = [];

function inSlot(index: Index, route: Route): readonly Route[] {
  const candidates = index.get(route.to);
  if (candidates === undefined) return nobody;
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) {
    return sameSlot(only, route) ? candidates : nobody;
  }
  return candidates.filter((candidate) => sameSlot(candidate, route));
}

function bySlot(routes: readonly Route[]): readonly (readonly Route[])[] {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    const slot = routeSlot(route);
    const group = groups.get(slot);
    if (group === undefined) groups.set(slot, [route]);
    else group.push(route);
  }
  return [...groups.values()];
}

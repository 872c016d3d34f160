/** Where somebody else's objects stand that our types cannot hold. */

import type { Opaque } from '../model/live.ts';
import type { Route } from '../model/route.ts';
import { ruleSlot } from '../model/rule.ts';

/** The slot of an opaque rule; undefined for a route, or where it cannot be read. */
export function opaqueSlot({ family, place }: Opaque): string | undefined {
  return place?.noun === 'rule' ? ruleSlot({ family, priority: place.priority }) : undefined;
}

export type OpaqueFinder = (route: Route) => Opaque | undefined;

/** Finds an opaque route that may be in the slot of one of ours: its destination may be unread. */
export function opaqueFinder(opaque: readonly Opaque[]): OpaqueFinder {
  const routes = opaque.filter(({ place }) => place?.noun === 'route');
  if (routes.length === 0) return () => undefined;
  const byRow = new Map<string, Opaque[]>();
  for (const one of routes) {
    if (one.place?.noun !== 'route') continue;
    const key = rowOf({ family: one.family, ...one.place });
    byRow.set(key, [...(byRow.get(key) ?? []), one]);
  }
  return (route) => byRow.get(rowOf(route))?.find((one) => mayLeadTo(one, route));
}

/** What tells a slot, but for the destination. IPv6 tells none by tos. */
function rowOf({
  family,
  table,
  metric,
  tos,
}: Pick<Route, 'family' | 'table' | 'metric' | 'tos'>): string {
  return `${family} ${table} ${metric} ${family === 'ipv4' ? tos : 0}`;
}

function mayLeadTo({ place }: Opaque, { to }: Route): boolean {
  return place?.noun === 'route' && (place.to === undefined || place.to === to);
}

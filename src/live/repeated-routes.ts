/**
 * IPv6 routes that one dump holds twice.
 *
 * A big IPv6 dump goes over several messages, and the kernel starts a table again when it changed
 * in between (net/ipv6/ip6_fib.c, fib6_dump_table): under churn, most dumps repeat routes. The
 * kernel itself holds no two equal ones.
 */

import type { Opaque } from '../model/live.ts';
import type { Route } from '../model/route.ts';
import { routeSlot, sameRoute } from '../model/route.ts';

export function routesOnce(routes: readonly Route[]): readonly Route[] {
  const shared = sharedDestinations(routes);
  if (shared.size === 0) return routes;
  const seen = new Map<string, readonly Route[]>();
  return routes.filter((route) => {
    if (!shared.has(route.to)) return true;
    const slot = routeSlot(route);
    const others = seen.get(slot) ?? [];
    if (others.some((other) => isRepeat(route, other))) return false;
    seen.set(slot, [...others, route]);
    return true;
  });
}

/** Destinations of more than one route: the only ones worth a closer look. */
function sharedDestinations(routes: readonly Route[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { to } of routes) {
    if (seen.has(to)) shared.add(to);
    else seen.add(to);
  }
  return shared;
}

export function opaqueOnce(opaque: readonly Opaque[]): readonly Opaque[] {
  const seen = new Map(opaque.map((one) => [one.text, one]));
  return [...seen.values()];
}

function isRepeat(one: Route, other: Route): boolean {
  return one.protocol === other.protocol && sameRoute(one, other);
}

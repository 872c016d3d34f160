/** A route with everything worked out that does not depend on the packet. */

import { prefixLengthOf } from '../model/address.ts';
import type { Hop, Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';
import type { Link, Links } from './links.ts';

/** What a route that refuses answers with (fib_props, ip6_rt_init_dst); `throw` goes on searching. */
export type RouteError = 'EINVAL' | 'EHOSTUNREACH' | 'EACCES' | 'EAGAIN';

export type Leg = {
  readonly hop: Hop;
  readonly link: Link | undefined;
};

export type IndexedRoute = {
  readonly route: Route;
  /** Of its prefix. */
  readonly length: number;
  readonly error: RouteError | undefined;
  readonly legs: readonly Leg[];
  /** Those that can carry packets now. */
  readonly live: readonly Leg[];
  /** The same, as answers of a look-up: made once, not for every packet. */
  readonly ways: readonly Way[];
};

/** A route, and one of the ways it may send a packet; no leg where it refuses or was not read. */
export type Way = { readonly entry: IndexedRoute; readonly leg: Leg | undefined };

export function indexRoute(route: Route, links: Links): IndexedRoute {
  const legs = legsOf(route, links);
  const live = legs.every((leg) => isLive(leg, route))
    ? legs
    : legs.filter((leg) => isLive(leg, route));
  const ways: Way[] = [];
  const entry = {
    route,
    length: prefixLengthOf(route.to),
    error: errorOf(route),
    legs,
    live,
    ways,
  };
  for (const leg of live) ways.push({ entry, leg });
  return entry;
}

function errorOf({ target }: Route): RouteError | undefined {
  switch (target.kind) {
    case 'blackhole':
      return 'EINVAL';
    case 'unreachable':
      return 'EHOSTUNREACH';
    case 'prohibit':
      return 'EACCES';
    case 'throw':
      return 'EAGAIN';
    case 'unicast':
    case 'local':
    case 'broadcast':
    case 'multicast':
    case 'anycast':
    case 'nexthop-object':
      return undefined;
  }
}

function legsOf(route: Route, links: Links): readonly Leg[] {
  const hops = route.target.kind === 'nexthop-object' ? route.target.leadsBy : hopsOf(route);
  return (hops ?? []).map((hop) => ({
    hop,
    link: hop.device === undefined ? undefined : links.get(hop.device),
  }));
}

/** Routes of table local stay while their interface is down; others are dead (fib_sync_down_dev). */
function isLive({ link }: Leg, { family, target }: Route): boolean {
  if (link === undefined || target.kind === 'local') return true;
  return link.up && (link.carrier || !link.settings[family].ignoresLinkdown);
}

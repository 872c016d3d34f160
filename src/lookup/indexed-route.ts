/** A route with everything worked out that does not depend on the packet. */

import { prefixLengthOf } from '../model/address.ts';
import type { DeliveringKind, Hop, Route, RouteTarget } from '../model/route.ts';
import { scopes } from '../model/route.ts';
import type { Delivered } from '../model/decision.ts';
import type { Link, Links } from './links.ts';
import type { PrefixTest } from './prefix-test.ts';
import { prefixTest } from './prefix-test.ts';

/** What a route that refuses answers with (fib_props, ip6_rt_init_dst); `throw` goes on searching. */
export type RouteError = 'EINVAL' | 'EHOSTUNREACH' | 'EACCES' | 'EAGAIN';

export type Leg = {
  /** Undefined where a nexthop object was not read: it leads somewhere. */
  readonly hop: Hop | undefined;
  readonly link: Link | undefined;
};

export type IndexedRoute = {
  readonly route: Route;
  /** Its own, here too because a look-up reads few objects: each costs as much as a rule. */
  readonly tos: number;
  readonly type: DeliveringKind;
  /** Of its prefix. */
  readonly length: number;
  /** Where it takes packets from, if not from everywhere. */
  readonly from: PrefixTest | undefined;
  readonly error: RouteError | undefined;
  readonly legs: readonly Leg[];
  /** Those that can carry packets now. */
  readonly live: readonly Leg[];
  /** Answers made for the first packet, for the others that come to the same. */
  sent: Delivered | undefined;
  forwarded: Delivered | undefined;
};

/** Most routes of a big table share their target, and so what becomes of it. */
export function routeIndexer(links: Links): (route: Route) => IndexedRoute {
  const known = new Map<RouteTarget, readonly Leg[]>();
  return (route) => {
    let legs = known.get(route.target);
    if (legs === undefined) known.set(route.target, (legs = legsOf(route.target, links)));
    return {
      route,
      tos: route.tos,
      type: typeOf(route.target),
      length: prefixLengthOf(route.to),
      from: route.from === undefined ? undefined : prefixTest(route.from),
      error: errorOf(route),
      legs,
      live: liveOf(legs, route),
      sent: undefined,
      forwarded: undefined,
    };
  };
}

function typeOf(target: RouteTarget): DeliveringKind {
  return 'hops' in target ? target.kind : 'unicast';
}

function errorOf({ target }: Route): RouteError | undefined {
  if (isHole(target)) return 'EINVAL';
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

const unread: readonly Leg[] = [{ hop: undefined, link: undefined }];

function legsOf(target: RouteTarget, links: Links): readonly Leg[] {
  if (target.kind === 'nexthop-object' && target.leadsBy === undefined) return unread;
  const hops = target.kind === 'nexthop-object' ? target.leadsBy : hopsIn(target);
  return (hops ?? []).map((hop) => ({
    hop,
    link: hop.device === undefined ? undefined : links.get(hop.device),
  }));
}

/** A nexthop object of type blackhole. */
export function isHole(target: RouteTarget): boolean {
  return target.kind === 'nexthop-object' && target.leadsBy?.length === 0;
}

function hopsIn(target: RouteTarget): readonly Hop[] {
  return 'hops' in target ? target.hops : [];
}

function liveOf(legs: readonly Leg[], route: Route): readonly Leg[] {
  return legs.every((leg) => isLive(leg, route)) ? legs : legs.filter((leg) => isLive(leg, route));
}

function isLive({ link }: Leg, route: Route): boolean {
  if (link === undefined || isKept(route)) return true;
  return link.up && (link.carrier || !link.settings[route.family].ignoresLinkdown);
}

/** What ends on the host does not mind its interface (fib_sync_down_dev, fib6_ifdown). */
function isKept({ family, target, scope }: Route): boolean {
  return family === 'ipv4'
    ? scope === scopes.host
    : target.kind === 'local' || target.kind === 'anycast';
}

/** From what rules and tables say to what becomes of the packet. */

import type { Address } from '../model/address.ts';
import { scopes } from '../model/route.ts';
import type { Decision, Delivered, Exit } from '../model/decision.ts';
import type { Hit } from './hit.ts';
import { hitOf } from './hit.ts';
import type { IndexedRoute } from './indexed-route.ts';
import type { Way } from './ipv6-source.ts';
import { hasOneSource, ipv6Source, isUsualDestination } from './ipv6-source.ts';
import type { Query } from './query.ts';
import { selectAddress } from './source.ts';
import type { RoutingIndex } from './state.ts';
import type { Found } from './walk.ts';

export function conclude(index: RoutingIndex, query: Query, found: Found): Decision {
  if (found.kind === 'refused') {
    const { error, hit, by, uncertain } = found;
    return { kind: 'refused', error, route: hit?.entry.route, why: reasons[by], uncertain };
  }
  const { entry, legs, rivals } = found.hit;
  const isUsual = legs === entry.live && rivals.length === 0 && found.uncertain === undefined;
  return isUsual ? usual(index, query, entry) : deliver(index, query, found);
}

const reasons = { rule: 'a rule refuses', route: 'a route refuses', nothing: 'no route' } as const;

/** The same for all packets that take a route, unless they come with a source: made once. */
function usual(index: RoutingIndex, query: Query, entry: IndexedRoute): Delivered {
  const { iif, from } = query.flow;
  if (iif !== undefined) return (entry.forwarded ??= deliverUsual(index, query, entry));
  if (from !== undefined || !isShared(index, query, entry))
    return deliverUsual(index, query, entry);
  return (entry.sent ??= deliverUsual(index, query, entry));
}

/** Whether the source is the same for all destinations. */
function isShared({ sources }: RoutingIndex, { family, to }: Query, entry: IndexedRoute): boolean {
  // What an address of ours answers is that address itself.
  if (family === 'ipv4') return entry.type !== 'local';
  return (
    isUsualDestination(sources, to) && (entry.sent !== undefined || hasOneSource(sources, entry))
  );
}

function deliverUsual(index: RoutingIndex, query: Query, entry: IndexedRoute): Delivered {
  return deliver(index, query, { hit: hitOf(entry, entry.live), uncertain: undefined });
}

function deliver(
  index: RoutingIndex,
  query: Query,
  { hit, uncertain }: Pick<Extract<Found, { readonly kind: 'route' }>, 'hit' | 'uncertain'>,
): Delivered {
  const { entry, legs, rivals } = hit;
  const exits = legs.map((leg) => exitOf(index, query, { entry, leg }));
  for (const rival of rivals) {
    const [leg] = rival.legs;
    if (leg !== undefined) exits.push(exitOf(index, query, { entry: rival, leg }));
  }
  const [first, ...others] = exits;
  if (first === undefined) throw new Error('a route that delivers, and no way');
  const doubt =
    entry.route.target.kind === 'nexthop-object' ? doubtOf(index, query, hit) : undefined;
  return {
    kind: 'delivered',
    type: entry.type,
    exits: [first, ...others],
    uncertain: uncertain ?? doubt,
  };
}

const shared =
  'routes over one nexthop object share the source address that the first of them chose (nh_saddr)';

function exitOf(index: RoutingIndex, query: Query, way: Way): Exit {
  return { route: way.entry.route, hop: way.leg.hop, source: sourceOf(index, query, way) };
}

/** What was given, else the route's own, else the address the way suggests (fib_result_prefsrc). */
function sourceOf(index: RoutingIndex, query: Query, way: Way): Address | undefined {
  const { flow } = query;
  if (flow.iif !== undefined) return undefined;
  if (flow.from !== undefined) return flow.from;
  if (flow.family === 'ipv6') return ipv6Source(index.sources, query, way);
  const { source, target, scope } = way.entry.route;
  if (source !== undefined) return source;
  if (target.kind === 'local') return flow.to;
  return suggested(index, way, target.kind === 'nexthop-object' ? objectScope(way) : scope);
}

function suggested(index: RoutingIndex, { leg }: Way, scope: number): Address | undefined {
  const device = leg.hop?.device;
  return device === undefined ? undefined : selectAddress(index, device, leg.hop?.gateway, scope);
}

/**
 * An object has a scope of its own, and finds its address when it is made, for the scope before that
 * (nh_create_ipv4; as it is since Linux 6.0).
 */
function objectScope({ leg }: Way): number {
  return (leg.hop?.gateway === undefined ? scopes.host : scopes.link) - 1;
}

/** Whether the scope of the route would lead to another address than that of its nexthop object. */
function doubtOf(index: RoutingIndex, { flow }: Query, { entry, legs }: Hit): string | undefined {
  const { scope, source } = entry.route;
  const chooses = flow.family === 'ipv4' && flow.from === undefined && flow.iif === undefined;
  if (!chooses || source !== undefined) return undefined;
  const isDoubtful = legs.some((leg) => {
    const way = { entry, leg };
    return suggested(index, way, scope) !== suggested(index, way, objectScope(way));
  });
  return isDoubtful ? shared : undefined;
}

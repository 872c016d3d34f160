/** Main's default routes: which way traffic leaves that no rule has claimed. */

import type { Family } from '../model/address.ts';
import { defaultPrefix, families } from '../model/address.ts';
import type { Wanted } from '../model/desired.ts';
import type { Hop, Route, RouteMetrics, RouteTarget } from '../model/route.ts';
import { metricNames } from '../model/route.ts';
import { mainTable } from '../model/table.ts';
import type { Outbound } from '../topology/topology.ts';
import type { Path, ResolvedUplink } from './resolve-uplinks.ts';
import { routeFrom } from './uplink-routes.ts';

/** One byte in the kernel, counted from 1 (rtnh_hops). */
const weightMax = 256;

/** An uplink that can carry packets now. */
export type ReadyUplink = ResolvedUplink & { readonly path: Path };

export function isReady(resolved: ResolvedUplink): resolved is ReadyUplink {
  return resolved.path !== undefined;
}

export function outboundRoutes(
  outbound: Outbound,
  resolved: readonly ResolvedUplink[],
  protocol: number,
): readonly Wanted<Route>[] {
  switch (outbound.mode) {
    case 'none':
      return [];
    case 'failover':
      return failoverRoutes(outbound, resolved, protocol);
    case 'balance':
      return families.flatMap((family) => balanceRoute(outbound, family, resolved, protocol));
  }
}

type ActiveOutbound = Exclude<Outbound, { readonly mode: 'none' }>;

/**
 * One default for each uplink at rising metrics: when an interface goes down the kernel moves on by
 * itself, and when its carrier goes too where ignore_routes_with_linkdown is on.
 * The metric belongs to the place in the list, so that it does not change when a neighbour fails.
 */
function failoverRoutes(
  outbound: ActiveOutbound,
  resolved: readonly ResolvedUplink[],
  protocol: number,
): readonly Wanted<Route>[] {
  const members = outbound.uplinks.flatMap((name) => readyNamed(resolved, name));
  const used = families.flatMap((family) => preferred(ofFamily(members, family)));
  return outbound.uplinks.flatMap((name, index) =>
    readyNamed(used, name).map(({ family, path, uplink }) => ({
      item: routeFrom({
        family,
        table: mainTable,
        to: defaultPrefix[family],
        target: { kind: 'unicast', hops: [path.hop] },
        metric: outbound.metric + index,
        source: path.source,
        metrics: uplink.routeOptions,
        protocol,
      }),
      origin: outbound.at,
    })),
  );
}

function ofFamily(members: readonly ReadyUplink[], family: Family): readonly ReadyUplink[] {
  return members.filter((member) => member.family === family);
}

/** Never none of them: where all are bad, the best of the bad are left. */
export function preferred(members: readonly ReadyUplink[]): readonly ReadyUplink[] {
  const least = Math.min(...members.map(({ rank }) => rank));
  return members.filter(({ rank }) => rank === least);
}

function readyNamed(resolved: readonly ResolvedUplink[], name: string): readonly ReadyUplink[] {
  return resolved.filter(isReady).filter(({ uplink }) => uplink.name === name);
}

function balanceRoute(
  outbound: ActiveOutbound,
  family: Family,
  resolved: readonly ResolvedUplink[],
  protocol: number,
): readonly Wanted<Route>[] {
  const members = outbound.uplinks.flatMap((name) => readyNamed(resolved, name));
  const balanced = balancedTarget(preferred(ofFamily(members, family)));
  if (balanced === undefined) return [];
  const item = routeFrom({
    family,
    table: mainTable,
    to: defaultPrefix[family],
    ...balanced,
    metric: outbound.metric,
    protocol,
  });
  return [{ item, origin: outbound.at }];
}

/**
 * One next hop for each uplink by weight. A multipath route has one set of metrics, so it gets
 * those all its uplinks agree on; each leg's source is the kernel's choice on that device.
 */
export function balancedTarget(
  members: readonly ReadyUplink[],
): { readonly target: RouteTarget; readonly metrics: RouteMetrics } | undefined {
  const sharing = members.length > 1 ? members.filter(canShare) : members;
  const usable = sharing.length > 0 ? sharing : members.slice(0, 1);
  const [first, ...others] = ways(usable);
  if (first === undefined) return undefined;
  const hops = [first, ...others] as const;
  const metrics = commonMetrics(usable.map(({ uplink }) => uplink.routeOptions));
  return { target: { kind: 'unicast', hops }, metrics };
}

/** IPv6 takes no next hop without a gateway into a multipath route (ip6_route_multipath_add). */
function canShare({ family, path }: ReadyUplink): boolean {
  return family === 'ipv4' || path.hop.gateway !== undefined;
}

/** Two uplinks over one gateway are one way with both weights; IPv6 refuses to be told it twice. */
function ways(members: readonly ReadyUplink[]): readonly Hop[] {
  const byWay = new Map<string, Hop>();
  for (const { path, uplink } of members) {
    const way = `${path.hop.gateway} ${path.hop.device}`;
    const weight = Math.min(weightMax, uplink.weight + (byWay.get(way)?.weight ?? 0));
    byWay.set(way, { ...path.hop, weight });
  }
  return [...byWay.values()];
}

function commonMetrics(all: readonly RouteMetrics[]): RouteMetrics {
  const [first, ...others] = all;
  if (first === undefined) return {};
  const agreed = metricNames.filter((name) => others.every((other) => other[name] === first[name]));
  return Object.fromEntries(
    agreed.flatMap((name) => (first[name] === undefined ? [] : [[name, first[name]]])),
  );
}

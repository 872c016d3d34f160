/** What an uplink's own table holds: its networks, its default, and what ends the table. */

import type { Family, Prefix } from '../model/address.ts';
import { defaultPrefix } from '../model/address.ts';
import type { Wanted } from '../model/desired.ts';
import type { Route, RouteMetrics, RouteTarget } from '../model/route.ts';
import { defaultScope, ipv6DefaultMetric, metricMax, noMetrics } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import type { LastResort } from '../topology/topology.ts';
import { normalMetrics } from './normal-metrics.ts';
import type { Path, ResolvedUplink } from './resolve-uplinks.ts';

/** The part of a route that intent leaves open; the rest has the kernel's defaults. */
export type RouteOutline = {
  readonly family: Family;
  readonly table: TableId;
  readonly to: Prefix;
  readonly target: RouteTarget;
  readonly protocol: number;
  readonly metric?: number;
  readonly source?: Route['source'] | undefined;
  readonly metrics?: RouteMetrics;
};

/** Completes an outline to the kernel's normal form, so that it equals what will be read back. */
export function routeFrom(outline: RouteOutline): Route {
  const { family, table, to, target, protocol } = outline;
  return {
    family,
    table,
    to,
    tos: 0,
    metric: normalMetric(family, outline.metric),
    target,
    ...(outline.source === undefined ? {} : { source: outline.source }),
    scope: defaultScope(family, target),
    ...(family === 'ipv6' ? { preference: 'medium' as const } : {}),
    metrics: normalMetrics(outline.metrics ?? noMetrics),
    protocol,
  };
}

/** ip6_route_info_create: an IPv6 route of metric 0 gets IP6_RT_PRIO_USER. */
export function normalMetric(family: Family, metric: number | undefined): number {
  if (family === 'ipv4') return metric ?? 0;
  return metric === undefined || metric === 0 ? ipv6DefaultMetric : metric;
}

export function uplinkRoutes(resolved: ResolvedUplink, protocol: number): readonly Wanted<Route>[] {
  const { uplink, family, table, path, status } = resolved;
  const place = { family, table, protocol };
  const routes = [
    ...(path === undefined ? [] : pathRoutes(path, place, uplink.routeOptions)),
    ...lastResortRoutes(uplink.lastResort, place),
  ];
  return routes.map((item) => ({ item, origin: status.origin }));
}

type PlaceInTable = Pick<RouteOutline, 'family' | 'table' | 'protocol'>;

function pathRoutes(path: Path, place: PlaceInTable, metrics: RouteMetrics): readonly Route[] {
  const { gateway, ...attached } = path.hop;
  void gateway;
  const connected = path.connected.map(({ network, source }) =>
    routeFrom({
      ...place,
      to: network,
      target: { kind: 'unicast', hops: [{ ...attached, onlink: false }] },
      source,
    }),
  );
  const way = routeFrom({
    ...place,
    to: defaultPrefix[place.family],
    target: { kind: 'unicast', hops: [path.hop] },
    source: path.source,
    metrics,
  });
  return [...connected, way];
}

/** Without it, a table whose default is gone hands its traffic to main with the wrong source. */
export function lastResortRoutes(kind: LastResort, place: PlaceInTable): readonly Route[] {
  if (kind === 'none') return [];
  const to = defaultPrefix[place.family];
  return [routeFrom({ ...place, to, target: { kind }, metric: metricMax })];
}

/** What commands make of the routes of a host that has none. */

import type { Family } from '../../model/address.ts';
import type { Hop, Route } from '../../model/route.ts';
import {
  defaultScope,
  hopsOf,
  ipv6DefaultMetric,
  routeDifferences,
  sameSlot,
} from '../../model/route.ts';
import type { TableId } from '../../model/table.ts';
import type { RouteRequest } from './route-request.ts';
import { targetOf } from './route-request.ts';
import { Unclear } from './words.ts';

/** What a command came to. */
export type Played<Item> = {
  readonly made?: Item;
  readonly hasFailed?: boolean;
  /** Why it leaves no trace, where that is not as it should be. */
  readonly reason?: string;
};

export type RouteVerb = 'add' | 'append' | 'prepend' | 'replace' | 'change' | 'delete';

export type RouteReplay = {
  readonly change: (verb: RouteVerb, request: RouteRequest) => Played<Route>;
  readonly flush: (family: Family, table: TableId) => void;
  readonly routes: () => readonly Route[];
};

/** By table, then by destination: a file of 100 000 lines asks for one place at a time. */
type Tables = Map<string, Map<string, Route[]>>;

export function replayRoutes(): RouteReplay {
  const tables: Tables = new Map();
  return {
    change: (verb, request) => {
      const places = placesOf(tables, request);
      const present = places.get(placeOf(request)) ?? [];
      const { routes, ...played } = changeRoutes(present, verb, request);
      places.set(placeOf(request), routes);
      return played;
    },
    flush: (family, table) => void tables.delete(`${family} ${table}`),
    routes: () => [...tables.values()].flatMap((places) => [...places.values()].flat()),
  };
}

function placesOf(tables: Tables, { family, table }: RouteRequest): Map<string, Route[]> {
  const key = `${family} ${table}`;
  const places = tables.get(key) ?? new Map<string, Route[]>();
  tables.set(key, places);
  return places;
}

function placeOf({ family, to, tos }: RouteRequest): string {
  return family === 'ipv4' ? `${to} ${tos}` : to;
}

type Changed = Played<Route> & { readonly routes: Route[] };

/** Of those to one destination. */
function changeRoutes(routes: Route[], verb: RouteVerb, request: RouteRequest): Changed {
  if (verb === 'delete') return deleteRoute(routes, request);
  const route = routeOf(request);
  const at = routes.findIndex((other) => sameSlot(other, route));
  const present = routes[at];
  if (present === undefined) {
    return verb === 'change'
      ? { routes, hasFailed: true, reason: 'there is no route to change' }
      : { routes: [...routes, route], made: route };
  }
  switch (verb) {
    case 'add':
      return routeDifferences(present, route).length === 0
        ? { routes, hasFailed: true }
        : {
            routes,
            hasFailed: true,
            reason: 'there is a route in its place already (File exists)',
          };
    case 'replace':
    case 'change':
      return { routes: routes.with(at, route), made: route };
    case 'append':
      return appended(routes, at, route);
    case 'prepend':
      return { routes: routes.toSpliced(at, 0, route), made: route };
  }
}

/** In IPv6 one gateway more makes one route more balanced. */
function appended(routes: Route[], at: number, route: Route): Changed {
  const present = routes[at];
  const hops = present === undefined ? [] : hopsOf(present);
  const all = [...hops, ...hopsOf(route)];
  const [first, ...others] = all;
  const isBalanced = all.length > 1 && all.every(({ gateway }) => gateway !== undefined);
  if (route.family === 'ipv4' || present === undefined || first === undefined || !isBalanced) {
    return { routes: routes.toSpliced(at + 1, 0, route), made: route };
  }
  const made: Route = { ...present, target: { kind: 'unicast', hops: [first, ...others] } };
  return { routes: routes.with(at, made), made };
}

/** rt_protos number of what is made by hand (RTPROT_BOOT). */
const boot = 3;

function routeOf(request: RouteRequest): Route {
  const { family, table, to, tos, source, realms, metrics, expiresSeconds } = request;
  const target = targetOf(request);
  if (target === undefined) throw new Unclear('it says neither gateway nor interface');
  const metric = request.metric ?? 0;
  return {
    ...{ family, table, to, tos, target, metrics },
    metric: family === 'ipv6' && metric === 0 ? ipv6DefaultMetric : metric,
    ...(source === undefined ? {} : { source }),
    scope: family === 'ipv6' ? 0 : (request.scope ?? defaultScope(family, target)),
    ...(family === 'ipv6' ? { preference: request.preference ?? 'medium' } : {}),
    ...(realms === undefined || family === 'ipv6' ? {} : { realms }),
    ...(expiresSeconds === undefined ? {} : { expiresSeconds }),
    protocol: request.protocol ?? boot,
  };
}

/** What is not said is anything; of several the one with the smallest metric goes (fib_find_alias). */
function deleteRoute(routes: Route[], request: RouteRequest): Changed {
  const found = routes
    .filter((route) => isMeant(route, request))
    .toSorted((one, other) => one.metric - other.metric)[0];
  return { routes: routes.filter((route) => route !== found), hasFailed: found === undefined };
}

function isMeant(route: Route, request: RouteRequest): boolean {
  const { family, table, to, tos, type, metric, source, protocol, hops } = request;
  return (
    route.family === family &&
    route.table === table &&
    route.to === to &&
    route.tos === tos &&
    (type === undefined || type === route.target.kind || family === 'ipv6') &&
    (metric === undefined || metric === 0 || metric === route.metric) &&
    (source === undefined || source === route.source) &&
    (protocol === undefined || protocol === route.protocol) &&
    hops.every((hop) => hopsOf(route).some((own) => isThrough(own, hop)))
  );
}

function isThrough(own: Hop, asked: Hop): boolean {
  const isSameGateway = asked.gateway === undefined || asked.gateway === own.gateway;
  const mayBeSame = own.device === undefined || asked.device === undefined;
  return isSameGateway && (mayBeSame || asked.device === own.device);
}

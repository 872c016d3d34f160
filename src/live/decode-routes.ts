/**
 * `ip -N -j -d -4|-6 route show table all` -> routes (iproute2, ip/iproute.c, print_route).
 *
 * A host may have 100 000 routes: one pass, no copies, shared constants for what is usual.
 */

import type { Family } from '../model/address.ts';
import type { Opaque, OpaquePlace } from '../model/live.ts';
import type {
  DeliveringKind,
  Hop,
  RefusingKind,
  Route,
  RoutePreference,
  RouteTarget,
} from '../model/route.ts';
import { scopes } from '../model/route.ts';
import type { Realms } from '../model/rule.ts';
import { decodeMetrics } from './decode-metrics.ts';
import type { Decoded } from './decoded.ts';
import type { DumpedObject } from './dump.ts';
import {
  decodeEach,
  isDumpedObject,
  Oddity,
  oddValue,
  parseDump,
  readable,
  readAddress,
  readName,
  readNumber,
  readNumeral,
  readPrefix,
  readTable,
  refuseUnknown,
} from './dump.ts';
import { opaqueOnce, routesOnce } from './repeated-routes.ts';

export type DecodedRoutes = {
  readonly routes: readonly Route[];
  readonly opaque: readonly Opaque[];
};

export function decodeRoutes(
  command: string,
  family: Family,
  text: string,
): Decoded<DecodedRoutes> {
  const dump = parseDump(command, text);
  if (!dump.ok) return dump;
  const { items, opaque } = decodeEach(
    dump.value,
    { noun: 'route', family },
    routeDecoder(),
    routePlace,
  );
  const value =
    family === 'ipv4'
      ? { routes: items, opaque }
      : { routes: routesOnce(items), opaque: opaqueOnce(opaque) };
  return { ok: true, value };
}

/** `encap` is missing on purpose: before 6.3 its keys overwrite `dst` and `src` of the route. */
const routeKeys: ReadonlySet<string> = new Set([
  ...['type', 'dst', 'from', 'tos', 'table', 'metric', 'protocol', 'scope', 'prefsrc', 'pref'],
  ...['nhid', 'gateway', 'via', 'dev', 'flags', 'nexthops', 'flow', 'metrics', 'expires'],
  // Harmless: what the route resolved to, who asked, how long ago it was used.
  ...['nh_info', 'cache', 'uid', 'error', 'users', 'used', 'age', 'ipid', 'ts', 'tsage'],
]);

const hopKeys: ReadonlySet<string> = new Set(['gateway', 'via', 'dev', 'weight', 'flags']);

/** What the kernel and its drivers report of themselves; `onlink` alone is part of the route. */
const statusFlags: ReadonlySet<unknown> = new Set([
  ...['dead', 'linkdown', 'pervasive', 'unresolved', 'notify'],
  ...['offload', 'trap', 'rt_offload', 'rt_trap', 'rt_offload_failed'],
]);

/** RTN_* in linux/rtnetlink.h: numbers under `ip -N`, names without it. */
const deliveringKinds: ReadonlyMap<unknown, DeliveringKind> = new Map<unknown, DeliveringKind>([
  ['1', 'unicast'],
  ['2', 'local'],
  ['3', 'broadcast'],
  ['4', 'anycast'],
  ['5', 'multicast'],
  ...(['unicast', 'local', 'broadcast', 'anycast', 'multicast'] as const).map(
    (kind) => [kind, kind] as const,
  ),
]);

const refusingTargets: ReadonlyMap<unknown, RouteTarget> = new Map<unknown, RouteTarget>(
  (
    [
      ['6', 'blackhole'],
      ['7', 'unreachable'],
      ['8', 'prohibit'],
      ['9', 'throw'],
    ] as const satisfies readonly (readonly [string, RefusingKind])[]
  ).flatMap(([number, kind]) => {
    const target = Object.freeze({ kind });
    return [[number, target] as const, [kind, target] as const];
  }),
);

/** Where an encapsulation has overwritten `dst` and `tos`, both are lost. */
function routePlace(object: DumpedObject, family: Family): OpaquePlace {
  const { dst, tos, table, metric } = object;
  const isOverwritten = 'encap' in object;
  return {
    noun: 'route',
    table: readTable(table),
    to: isOverwritten ? undefined : readable(() => readPrefix(dst, family, 'dst')),
    tos: tos === undefined || isOverwritten ? 0 : readNumeral(tos, 'tos'),
    metric: metric === undefined ? 0 : readNumber(metric, 'metric'),
  };
}

type Writable = { -readonly [Field in keyof Route]: Route[Field] };

/**
 * Most routes of a big table leave by the same way as the one before: they share one target. All
 * routes over one nexthop object share what it stands for.
 */
function routeDecoder(): (object: DumpedObject, family: Family) => Route {
  let before: { readonly object: DumpedObject; readonly target: RouteTarget } | undefined;
  const objects = new Map<number, RouteTarget>();
  return (object, family) => {
    refuseUnknown(object, routeKeys);
    if (before === undefined || !leaveAlike(object, before.object)) {
      before = { object, target: decodeTarget(object, objects) };
    }
    return decodeRoute(object, family, before.target);
  };
}

function leaveAlike(one: DumpedObject, other: DumpedObject): boolean {
  const { type, gateway, dev } = one;
  const isSame = type === other['type'] && gateway === other['gateway'] && dev === other['dev'];
  return isSame && hasNoMore(one) && hasNoMore(other);
}

/** Type, gateway and device say all about where the route leads. */
function hasNoMore({ via, nhid, nexthops, flags }: DumpedObject): boolean {
  const isPlain = via === undefined && nhid === undefined && nexthops === undefined;
  return isPlain && Array.isArray(flags) && flags.length === 0;
}

function decodeRoute(object: DumpedObject, family: Family, target: RouteTarget): Route {
  const { dst, from, tos, table, metric, protocol, prefsrc, pref, flow, expires, metrics } = object;
  const route: Writable = {
    family,
    table: readTable(table),
    to: readPrefix(dst, family, 'dst'),
    tos: tos === undefined ? 0 : readNumeral(tos, 'tos'),
    metric: metric === undefined ? 0 : readNumber(metric, 'metric'),
    target,
    scope: family === 'ipv6' ? scopes.global : readNumeral(object['scope'], 'scope'),
    metrics: decodeMetrics(metrics),
    protocol: readNumeral(protocol, 'protocol'),
  };
  if (family === 'ipv6') route.preference = readPreference(pref);
  if (from !== undefined) route.from = readPrefix(from, family, 'from');
  if (prefsrc !== undefined) route.source = readAddress(prefsrc, 'prefsrc');
  if (flow !== undefined) route.realms = readRealms(flow);
  if (expires !== undefined) route.expiresSeconds = readSeconds(expires);
  return route;
}

function decodeTarget(object: DumpedObject, objects: Map<number, RouteTarget>): RouteTarget {
  const { type, nhid, nexthops } = object;
  if (nhid !== undefined) return decodeNexthopObject(object, readNumber(nhid, 'nhid'), objects);
  const refusing = refusingTargets.get(type);
  if (refusing !== undefined) return refuseHops(object, refusing);
  const kind = deliveringKinds.get(type);
  if (kind === undefined) throw oddValue(type, 'type');
  if (nexthops === undefined) return { kind, hops: [decodeHop(object, 1)] };
  return { kind, hops: decodeHops(nexthops) };
}

function decodeNexthopObject(
  object: DumpedObject,
  id: number,
  objects: Map<number, RouteTarget>,
): RouteTarget {
  const known = objects.get(id);
  if (known !== undefined) return known;
  const target: RouteTarget = { kind: 'nexthop-object', id, ...leadsBy(object) };
  objects.set(id, target);
  return target;
}

/** What the object stands for: the kernel dumps it beside the id. */
function leadsBy(object: DumpedObject): { readonly leadsBy?: readonly Hop[] } {
  const { type, nexthops } = object;
  if (refusingTargets.has(type)) return { leadsBy: [] };
  const hops = readable(() =>
    nexthops === undefined ? [decodeHop(object, 1)] : decodeHops(nexthops),
  );
  return hops === undefined ? {} : { leadsBy: hops };
}

/** IPv6 gives every route that refuses the device lo; it means nothing. */
function refuseHops(object: DumpedObject, target: RouteTarget): RouteTarget {
  const { gateway, via, dev, nexthops } = object;
  if (gateway !== undefined || via !== undefined || nexthops !== undefined) {
    throw new Oddity('it has a next hop although it refuses');
  }
  if (dev !== undefined && dev !== 'lo') throw oddValue(dev, 'dev');
  return target;
}

function decodeHops(nexthops: unknown): readonly [Hop, ...Hop[]] {
  const objects: readonly unknown[] = Array.isArray(nexthops) ? nexthops : [];
  const [first, ...others] = objects.map(decodeNexthop);
  if (first === undefined) throw oddValue(nexthops, 'nexthops');
  return [first, ...others];
}

function decodeNexthop(object: unknown): Hop {
  if (!isDumpedObject(object)) throw oddValue(object, 'nexthops');
  refuseUnknown(object, hopKeys);
  return decodeHop(object, readNumber(object['weight'], 'weight'));
}

function decodeHop(object: DumpedObject, weight: number): Hop {
  const { gateway, via, dev, flags } = object;
  const hop: { -readonly [Field in keyof Hop]: Hop[Field] } = { weight, onlink: isOnlink(flags) };
  if (gateway !== undefined) hop.gateway = readAddress(gateway, 'gateway');
  if (via !== undefined) hop.gateway = readAddress(isDumpedObject(via) ? via['host'] : via, 'via');
  if (dev !== undefined) hop.device = readName(dev, 'dev');
  return hop;
}

function isOnlink(flags: unknown): boolean {
  if (!Array.isArray(flags)) throw oddValue(flags, 'flags');
  let onlink = false;
  for (const flag of flags) {
    if (flag === 'onlink') onlink = true;
    else if (!statusFlags.has(flag)) throw oddValue(flag, 'flags');
  }
  return onlink;
}

const preferences: ReadonlyMap<unknown, RoutePreference> = new Map<unknown, RoutePreference>([
  [undefined, 'medium'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
]);

function readPreference(value: unknown): RoutePreference {
  const preference = preferences.get(value);
  if (preference === undefined) throw oddValue(value, 'pref');
  return preference;
}

/** The source realm is left out when it is 0. */
function readRealms(flow: unknown): Realms {
  if (!isDumpedObject(flow)) throw oddValue(flow, 'flow');
  const { from, to } = flow;
  return {
    from: from === undefined ? 0 : readNumeral(from, 'flow'),
    to: readNumeral(to, 'flow'),
  };
}

/** Negative once the time is over and the kernel has not collected the route yet. */
function readSeconds(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw oddValue(value, 'expires');
}

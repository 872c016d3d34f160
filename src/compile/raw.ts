/** Raw rules and routes: what the user wrote in iproute2's own words. */

import type { Address, Family, Prefix } from '../model/address.ts';
import { contains, familyOf, networkOf } from '../model/address.ts';
import type { Waiting, Wanted } from '../model/desired.ts';
import type { Facts } from '../model/live.ts';
import type { Hop, Route, RouteTarget } from '../model/route.ts';
import { defaultScope } from '../model/route.ts';
import type { Realms, Rule, RuleAction } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import type { RawHop, RawRoute, RawRule, TableReference } from '../topology/topology.ts';
import { normalMetrics } from './normal-metrics.ts';
import type { Priorities } from './priorities.ts';
import type { ResolvedUplink } from './resolve-uplinks.ts';
import { normalMetric } from './uplink-routes.ts';

export type RawContext = {
  readonly facts: Facts;
  readonly resolved: readonly ResolvedUplink[];
  readonly tableNamed: (name: string) => TableId;
  readonly protocol: number;
};

export function rawRules(
  raw: RawRule,
  context: RawContext,
  priorities: Priorities,
): readonly Wanted<Rule>[] {
  const action = ruleAction(raw, context);
  return raw.families.map((family) => ({
    item: {
      family,
      priority: priorities.raw(raw),
      selector: raw.selector,
      action,
      protocol: context.protocol,
    },
    origin: raw.at,
    ...adoption(raw),
  }));
}

function adoption({ adopts }: RawRule | RawRoute): { readonly adopts?: true } {
  return adopts ? { adopts } : {};
}

function ruleAction({ action }: RawRule, context: RawContext): RuleAction {
  if (action.kind !== 'lookup') return action;
  const { realms, ...rest } = action;
  return { ...rest, ...realmsOf(realms), table: tableOf(action.table, context) };
}

/** The kernel does not keep 0/0, and reports nothing. */
function realmsOf(realms: Realms | undefined): { readonly realms?: Realms } {
  return realms === undefined || (realms.from === 0 && realms.to === 0) ? {} : { realms };
}

function tableOf(reference: TableReference, context: RawContext): TableId {
  return reference.kind === 'id' ? reference.id : context.tableNamed(reference.name);
}

export type RawRoutes = {
  readonly routes: readonly Wanted<Route>[];
  readonly waiting: readonly Waiting[];
};

export function rawRoutes(raw: RawRoute, context: RawContext): RawRoutes {
  const waiting = blockers(raw, context);
  const routes = raw.families.flatMap((family) => {
    const way = targetIn(raw, family, context);
    if (way === undefined) return [];
    const model = modelRoute(raw, family, way, tableOf(raw.table, context), context.protocol);
    return destinations(raw, family).map((to) => ({
      item: { ...model, to },
      origin: raw.at,
      ...adoption(raw),
    }));
  });
  return { routes, waiting };
}

function destinations(raw: RawRoute, family: Family): readonly Prefix[] {
  return raw.to.prefixes.filter((prefix) => familyOf(prefix) === family);
}

function modelRoute(
  raw: RawRoute,
  family: Family,
  way: Way,
  table: TableId,
  protocol: number,
): Omit<Route, 'to'> {
  const source = raw.source ?? way.source;
  // Of a route that refuses, the kernel keeps neither preference nor life time.
  const isObject = way.target.kind === 'nexthop-object';
  const delivers = 'hops' in way.target || isObject;
  return {
    family,
    table,
    tos: raw.tos,
    metric: normalMetric(family, raw.metric),
    target: way.target,
    ...(source === undefined ? {} : { source }),
    scope: raw.scope ?? defaultScope(family, way.target),
    ...(family === 'ipv6'
      ? { preference: delivers ? (raw.preference ?? 'medium') : 'medium' }
      : {}),
    // The kernel keeps realms with a next hop, and an object has a next hop of its own.
    ...realmsOf(isObject ? undefined : raw.realms),
    metrics: normalMetrics(raw.metrics),
    ...(raw.expiresSeconds === undefined || !delivers
      ? {}
      : { expiresSeconds: raw.expiresSeconds }),
    protocol,
  };
}

type Way = { readonly target: RouteTarget; readonly source: Route['source'] | undefined };

/** Undefined while no next hop of the route can exist in this family. */
function targetIn(raw: RawRoute, family: Family, context: RawContext): Way | undefined {
  const { target } = raw;
  if (!('hops' in target)) return { target, source: undefined };
  const ways = target.hops.flatMap((hop) => hopIn(hop, family, context) ?? []);
  const [first, ...others] = ways;
  if (first === undefined) return undefined;
  const hops = [first.hop, ...others.map(({ hop }) => hop)] as const;
  return {
    target: { kind: target.kind, hops },
    source: others.length === 0 ? first.source : undefined,
  };
}

type HopWay = { readonly hop: Hop; readonly source: Route['source'] | undefined };

function hopIn(raw: RawHop, family: Family, context: RawContext): HopWay | undefined {
  const { uplink, gateway, device, weight, onlink } = raw;
  if (uplink !== undefined) {
    const found = context.resolved.find(
      (entry) => entry.family === family && entry.uplink.name === uplink,
    );
    if (found?.path === undefined) return undefined;
    const { hop, source } = found.path;
    return { hop: { ...hop, weight, onlink: hop.onlink || onlink }, source };
  }
  if (device !== undefined && deviceState(device, context.facts) !== undefined) return undefined;
  const way =
    device ?? (gateway === undefined ? undefined : attachedDevice(gateway, context.facts));
  const hop = {
    ...(gateway === undefined ? {} : { gateway }),
    ...(way === undefined ? {} : { device: way }),
    weight,
    onlink,
  };
  return { hop, source: undefined };
}

/**
 * The one interface whose network holds a gateway. The kernel would ask its rules of the moment, so
 * that the answer depended on what was there before; it still does where the networks do not tell.
 */
function attachedDevice(gateway: Address, facts: Facts): string | undefined {
  const attached = facts.interfaces.filter(
    ({ up, addresses }) => up && addresses.some((own) => contains(networkOf(own), gateway)),
  );
  const [only, ...others] = attached;
  return others.length === 0 ? only?.name : undefined;
}

/** Devices this route names that are not there to carry it. */
function blockers(raw: RawRoute, { facts }: RawContext): readonly Waiting[] {
  if (!('hops' in raw.target)) return [];
  return raw.target.hops.flatMap(({ device }) => {
    const state = device === undefined ? undefined : deviceState(device, facts);
    return device === undefined || state === undefined
      ? []
      : [{ interface: device, state, origin: raw.at }];
  });
}

function deviceState(device: string, facts: Facts): Waiting['state'] | undefined {
  if (device === 'lo') return undefined;
  const found = facts.interfaces.find(({ name }) => name === device);
  if (found === undefined) return 'interface-missing';
  return found.up ? undefined : 'interface-down';
}

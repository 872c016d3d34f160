/** Policies: which traffic uses which uplinks, by a rule each. */

import type { Family, Prefix } from '../model/address.ts';
import { defaultPrefix, familyOf } from '../model/address.ts';
import type { NetworkStatus, Wanted } from '../model/desired.ts';
import type { Route } from '../model/route.ts';
import type { Rule, Selector } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import type { Policy, Topology } from '../topology/topology.ts';
import type { ReadyUplink } from './outbound.ts';
import { balancedTarget, isReady } from './outbound.ts';
import type { Priorities } from './priorities.ts';
import type { ResolvedUplink } from './resolve-uplinks.ts';
import { policyTableName } from './tables.ts';
import { lastResortRoutes, routeFrom } from './uplink-routes.ts';

export type PolicyContext = {
  readonly topology: Topology;
  readonly networks: readonly NetworkStatus[];
  readonly resolved: readonly ResolvedUplink[];
  readonly tableNamed: (name: string) => TableId;
};

/** What each rule of a policy matches, by family: sources x inline destinations. */
export function policySelectors(
  policy: Policy,
  family: Family,
  context: PolicyContext,
): readonly Selector[] {
  if (!policy.families.includes(family) || members(policy, family, context).length === 0) return [];
  const sources = sourcesOf(policy, family, context);
  const destinations = inlineDestinations(policy, family);
  return sources.flatMap((from) =>
    destinations.map((to) => ({
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...policy.selector,
    })),
  );
}

export function policyRules(
  policy: Policy,
  family: Family,
  context: PolicyContext,
  priorities: Priorities,
): readonly Wanted<Rule>[] {
  const selectors = policySelectors(policy, family, context);
  if (selectors.length === 0) return [];
  const table = chosenTable(policy, family, context);
  return selectors.map((selector, index) => ({
    item: {
      family,
      priority: priorities.policy(policy, index),
      selector,
      action: { kind: 'lookup', table },
      protocol: context.topology.protocol,
    },
    origin: policy.at,
  }));
}

/** Routes of the tables that exist for a policy alone. */
export function policyRoutes(
  policy: Policy,
  family: Family,
  context: PolicyContext,
): readonly Wanted<Route>[] {
  if (policySelectors(policy, family, context).length === 0) return [];
  const { topology, tableNamed } = context;
  const place = { family, protocol: topology.protocol };
  const ready = members(policy, family, context).filter(isReady);
  const origin = policy.at;
  if (policy.mode === 'balance') {
    const table = tableNamed(policyTableName(policy.name));
    const own = tableRoutes(policy, { ...place, table }, ready);
    const end =
      policy.to?.kind === 'list'
        ? []
        : lastResortRoutes(lastResortOf(policy, context), { ...place, table });
    return [...own, ...end].map((item) => ({ item, origin }));
  }
  if (policy.to?.kind !== 'list') return [];
  return ready.flatMap((member) => {
    const table = tableNamed(policyTableName(policy.name, member.uplink.name));
    return tableRoutes(policy, { ...place, table }, [member]).map((item) => ({ item, origin }));
  });
}

/** A prefix list's routes, or one default, over the given uplinks. */
function tableRoutes(
  policy: Policy,
  place: { readonly family: Family; readonly table: TableId; readonly protocol: number },
  over: readonly ReadyUplink[],
): readonly Route[] {
  const balanced = balancedTarget(over);
  if (balanced === undefined) return [];
  const [only, ...others] = over;
  const source = others.length === 0 ? only?.path.source : undefined;
  const outline = { ...place, ...balanced, source };
  if (policy.to?.kind !== 'list')
    return [routeFrom({ ...outline, to: defaultPrefix[place.family] })];
  const model = routeFrom({ ...outline, to: defaultPrefix[place.family] });
  const wanted = policy.to.prefixes.filter((prefix) => familyOf(prefix) === place.family);
  return wanted.map((to) => ({ ...model, to }));
}

/**
 * The table of the first uplink that can carry packets. When none can, the first in the list: its
 * table says what becomes of the traffic.
 */
function chosenTable(policy: Policy, family: Family, context: PolicyContext): TableId {
  const candidates = members(policy, family, context);
  const chosen = candidates.find(isReady) ?? candidates[0];
  if (chosen === undefined) throw new Error(`policy ${policy.name} has no uplink in ${family}`);
  if (policy.mode === 'balance') return context.tableNamed(policyTableName(policy.name));
  if (policy.to?.kind !== 'list') return chosen.table;
  return context.tableNamed(policyTableName(policy.name, chosen.uplink.name));
}

function members(
  policy: Policy,
  family: Family,
  context: PolicyContext,
): readonly ResolvedUplink[] {
  return policy.uplinks.flatMap((name) =>
    context.resolved.filter((entry) => entry.family === family && entry.uplink.name === name),
  );
}

function lastResortOf(policy: Policy, context: PolicyContext) {
  const first = context.resolved.find(({ uplink }) => uplink.name === policy.uplinks[0]);
  return first?.uplink.lastResort ?? 'unreachable';
}

/** `[undefined]` where the policy does not ask for a source: one rule without `from`. */
function sourcesOf(
  policy: Policy,
  family: Family,
  { networks }: PolicyContext,
): readonly (Prefix | undefined)[] {
  if (policy.from.length === 0) return [undefined];
  const prefixes = policy.from.flatMap((source) => {
    if (source.kind === 'prefix') return [source.prefix];
    return networks.flatMap(({ name, state }) =>
      name === source.name && state.kind === 'ready' ? state.prefixes : [],
    );
  });
  return [...new Set(prefixes)].filter((prefix) => familyOf(prefix) === family);
}

function inlineDestinations(policy: Policy, family: Family): readonly (Prefix | undefined)[] {
  if (policy.to === undefined) return [undefined];
  const ofFamily = policy.to.prefixes.filter((prefix) => familyOf(prefix) === family);
  if (policy.to.kind === 'list') return ofFamily.length === 0 ? [] : [undefined];
  return ofFamily;
}

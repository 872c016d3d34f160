/** Policies: which traffic uses which uplinks, by a rule each. */

import type { Family, Prefix } from '../model/address.ts';
import { defaultPrefix, familyOf } from '../model/address.ts';
import type { NetworkStatus, Wanted } from '../model/desired.ts';
import type { Route } from '../model/route.ts';
import { metricMax } from '../model/route.ts';
import type { Rule, Selector } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import type { LastResort, Policy, Topology } from '../topology/topology.ts';
import type { ReadyUplink } from './outbound.ts';
import { balancedTarget, isReady, preferred } from './outbound.ts';
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

type PolicyPlace = {
  readonly family: Family;
  readonly table: TableId;
  readonly protocol: number;
};

/** Routes of the tables that exist for a policy alone. */
export function policyRoutes(
  policy: Policy,
  family: Family,
  context: PolicyContext,
): readonly Wanted<Route>[] {
  if (policySelectors(policy, family, context).length === 0) return [];
  const place = { family, protocol: context.topology.protocol };
  const ready = members(policy, family, context).filter(isReady);
  const routes =
    policy.mode === 'balance' || (policy.to?.kind === 'list' && ready.length === 0)
      ? chosenTableRoutes(
          policy,
          { ...place, table: chosenTable(policy, family, context) },
          preferred(ready),
          context,
        )
      : listRoutes(policy, place, ready, context);
  return routes.map((item) => ({ item, origin: policy.at }));
}

/** The one table the policy's rules lead to, with what becomes of its traffic in the end. */
function chosenTableRoutes(
  policy: Policy,
  place: PolicyPlace,
  ready: readonly ReadyUplink[],
  context: PolicyContext,
): readonly Route[] {
  const lastResort = lastResortOf(policy, context);
  const own = tableRoutes(policy, place, ready);
  if (policy.to?.kind !== 'list') return [...own, ...lastResortRoutes(lastResort, place)];
  // A default would refuse what is not on the list. One refusal for each of 100 000 prefixes is
  // left out while an uplink carries them.
  return ready.length > 0 ? own : refusals(listed(policy, place.family), lastResort, place);
}

function refusals(
  prefixes: readonly Prefix[],
  kind: LastResort,
  place: PolicyPlace,
): readonly Route[] {
  if (kind === 'none') return [];
  return prefixes.map((to) => routeFrom({ ...place, to, target: { kind }, metric: metricMax }));
}

/** A prefix list over each uplink, so that switching is one rule. */
function listRoutes(
  policy: Policy,
  place: Omit<PolicyPlace, 'table'>,
  ready: readonly ReadyUplink[],
  { tableNamed }: PolicyContext,
): readonly Route[] {
  if (policy.to?.kind !== 'list') return [];
  return ready.flatMap((member) => {
    const table = tableNamed(policyTableName(policy.name, member.uplink.name));
    return tableRoutes(policy, { ...place, table }, [member]);
  });
}

/** A prefix list's routes, or one default, over the given uplinks. */
function tableRoutes(
  policy: Policy,
  place: PolicyPlace,
  over: readonly ReadyUplink[],
): readonly Route[] {
  const balanced = balancedTarget(over);
  if (balanced === undefined) return [];
  const [only, ...others] = over;
  const source = others.length === 0 ? only?.path.source : undefined;
  const model = routeFrom({ ...place, ...balanced, source, to: defaultPrefix[place.family] });
  if (policy.to?.kind !== 'list') return [model];
  return listed(policy, place.family).map((to) => ({ ...model, to }));
}

function listed({ to }: Policy, family: Family): readonly Prefix[] {
  return to?.prefixes.filter((prefix) => familyOf(prefix) === family) ?? [];
}

/**
 * The table of the first uplink that can carry packets, rather one whose interface has a carrier.
 * When none can, the first in the list: its table says what becomes of the traffic.
 */
function chosenTable(policy: Policy, family: Family, context: PolicyContext): TableId {
  const candidates = members(policy, family, context);
  const ready = preferred(candidates.filter(isReady));
  const chosen = ready.find(({ isIdle }) => !isIdle) ?? ready[0] ?? candidates[0];
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
    return networks.flatMap((network) => (network.name === source.name ? network.prefixes : []));
  });
  return [...new Set(prefixes)].filter((prefix) => familyOf(prefix) === family);
}

function inlineDestinations(policy: Policy, family: Family): readonly (Prefix | undefined)[] {
  if (policy.to === undefined) return [undefined];
  const ofFamily = policy.to.prefixes.filter((prefix) => familyOf(prefix) === family);
  if (policy.to.kind === 'list') return ofFamily.length === 0 ? [] : [undefined];
  return ofFamily;
}

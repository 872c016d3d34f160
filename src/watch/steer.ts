/**
 * The short way to another uplink: rules and main's defaults for what the verdicts say now, against
 * the host as it was read last. A full look follows; until then this is what carries traffic. Tables
 * that hold a prefix list stand still when uplinks change, so they are left out, and a switch costs
 * the same whatever their length.
 */

import { compile } from '../compile/compile.ts';
import type { Desired } from '../model/desired.ts';
import type { PathStanding } from '../model/health.ts';
import type { Facts, Live } from '../model/live.ts';
import type { Step } from '../model/plan.ts';
import type { TableId } from '../model/table.ts';
import { planSteps } from '../plan/plan.ts';
import type { Destinations, Policy, Topology } from '../topology/topology.ts';

/** `before` are those that it was planned for last: what is to be done anyway is left to a full look. */
export type Steering = (
  facts: Facts,
  before: readonly PathStanding[],
  standings: readonly PathStanding[],
) => readonly Step[];

/** For a host as it was read; what does not change with verdicts is worked out once. */
export function prepareSteering(topology: Topology, live: Live): Steering {
  const short = withoutLists(topology);
  const lists = new Set(short.policies.filter(isList).map(({ at }) => at));
  let shortLive: Live | undefined;
  const stepsFor = (facts: Facts, standings: readonly PathStanding[]): readonly Step[] => {
    const compiled = compile(short, { ...facts, standings });
    if (!compiled.ok) return [];
    const still = listTables(compiled.value, lists);
    shortLive ??= { ...live, routes: live.routes.filter(({ table }) => !still.has(table)) };
    const routes = compiled.value.routes.filter(({ item }) => !still.has(item.table));
    return planSteps({ ...compiled.value, routes }, shortLive);
  };
  // Worked out ahead of time, where this is called once for what is now.
  let known: { readonly before: string; readonly open: ReadonlySet<string> } | undefined;
  return (facts, before, standings) => {
    const text = JSON.stringify(before);
    if (known?.before !== text) {
      known = { before: text, open: new Set(stepsFor(facts, before).map(stepText)) };
    }
    const { open } = known;
    return before === standings
      ? []
      : stepsFor(facts, standings).filter((step) => !open.has(stepText(step)));
  };
}

function stepText({ verb, item }: Step): string {
  return JSON.stringify([verb, item]);
}

/** One prefix of each family stands for the whole list. */
function withoutLists(topology: Topology): Topology {
  return {
    ...topology,
    policies: topology.policies.map((policy) => ({ ...policy, to: shortened(policy.to) })),
  };
}

function shortened(to: Destinations | undefined): Destinations | undefined {
  if (to?.kind !== 'list') return to;
  const first = (isIpv6: boolean) => to.prefixes.find((one) => one.includes(':') === isIpv6);
  return { ...to, prefixes: [first(false), first(true)].flatMap((one) => one ?? []) };
}

function isList({ to }: Policy): boolean {
  return to?.kind === 'list';
}

/** A balanced list has one table, whose routes do change: a full look finds that. */
function listTables({ routes }: Desired, lists: ReadonlySet<Policy['at']>): ReadonlySet<TableId> {
  return new Set(routes.flatMap(({ item, origin }) => (lists.has(origin) ? [item.table] : [])));
}

/**
 * Changes -> steps, in an order that never takes away what is still in use.
 *
 * In each family: routes that others depend on, then routes through gateways, then routes that
 * refuse (exceptions from them are there by then), then new rules, each behind the one it jumps to,
 * then changed rules, old rules, old routes, those that refuse first. A crash in between leaves old
 * and new side by side, and the next plan removes what is left over.
 */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Opaque } from '../model/live.ts';
import type { Change, Step } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { ruleSlot } from '../model/rule.ts';
import type { RouteSlotChange } from './diff-routes.ts';
import { routeItem } from './diff-routes.ts';
import type { RuleSlotChange } from './diff-rules.ts';
import { ruleItem } from './diff-rules.ts';
import { opaqueSlot } from './opaque-slots.ts';
import type { RouteStep } from './route-steps.ts';
import { routeSteps } from './route-steps.ts';
import type { RuleStep } from './rule-steps.ts';
import { ruleSteps } from './rule-steps.ts';

export type Ordered = { readonly changes: readonly Change[]; readonly steps: readonly Step[] };

export function orderChanges(
  ruleSlots: readonly RuleSlotChange[],
  routeSlots: readonly RouteSlotChange[],
  /** Slots of rules that stand-ins keep clear of. */
  taken: ReadonlySet<string>,
): Ordered {
  const changes: Change[] = [];
  const number = (slot: { readonly changes: readonly Change[] }): number =>
    changes.push(...slot.changes) - slot.changes.length;
  const rules = ruleSlots
    .toSorted((one, other) => priorityOf(one) - priorityOf(other))
    .map((slot) => ({ slot, change: number(slot) }));
  const routes = routeSlots.map((slot) => ({ slot, change: number(slot) }));
  const steps = families.flatMap((family) => [
    ...stepsOf(
      family,
      rules.filter(({ slot }) => familyOfSlot(slot) === family),
      routes.filter(({ slot }) => familyOfSlot(slot) === family),
      taken,
    ),
  ]);
  return { changes, steps };
}

type Numbered<Slot> = { readonly slot: Slot; readonly change: number };

function stepsOf(
  family: Family,
  rules: readonly Numbered<RuleSlotChange>[],
  routes: readonly Numbered<RouteSlotChange>[],
  taken: ReadonlySet<string>,
): readonly Step[] {
  const routePart = routeSequence(routes);
  const rulePart = ruleSequence(rules, taken);
  return [...routePart.add, ...rulePart, ...routePart.remove].map((step) => ({ family, ...step }));
}

/** The slots of every rule there is or shall be. */
export function takenSlots(rules: readonly Rule[], opaque: readonly Opaque[]): ReadonlySet<string> {
  const slots = [...rules.flatMap(slotsOf), ...opaque.flatMap((one) => opaqueSlot(one) ?? [])];
  return new Set(slots);
}

/** Its own, and the one it jumps to: a stand-in there would catch the jump, or be behind it. */
function slotsOf(rule: Rule): readonly string[] {
  const { family, action } = rule;
  const own = ruleSlot(rule);
  return action.kind === 'goto' ? [own, ruleSlot({ family, priority: action.target })] : [own];
}

type LooseStep = Omit<Step, 'family'>;

function routeSequence(routes: readonly Numbered<RouteSlotChange>[]): {
  readonly add: readonly LooseStep[];
  readonly remove: readonly LooseStep[];
} {
  const add: ByDependence = { attached: [], beyond: [], refusing: [] };
  const remove: ByDependence = { attached: [], beyond: [], refusing: [] };
  for (const { slot, change } of routes) {
    const steps = routeSteps(slot);
    // What becomes of a slot stays together, in its own order.
    const { after } = slot;
    if (after !== undefined) {
      const row = add[dependence(after)];
      for (const step of steps.add) row.push(routeStep(step, change));
    }
    for (const step of steps.remove) remove[dependence(step.route)].push(routeStep(step, change));
  }
  return {
    add: [...add.attached, ...add.beyond, ...add.refusing],
    remove: [...remove.refusing, ...remove.beyond, ...remove.attached],
  };
}

type Dependence = 'attached' | 'beyond' | 'refusing';
type ByDependence = Readonly<Record<Dependence, LooseStep[]>>;

/** A gateway must be reachable when its route is added (fib_check_nh, ip6_route_check_nh). */
export function dependence(route: Route): Dependence {
  switch (route.target.kind) {
    case 'unreachable':
    case 'prohibit':
    case 'blackhole':
    case 'throw':
      return 'refusing';
    case 'nexthop-object':
      return 'beyond';
    case 'unicast':
    case 'local':
    case 'broadcast':
    case 'multicast':
    case 'anycast':
      return route.target.hops.some(({ gateway }) => gateway !== undefined) ? 'beyond' : 'attached';
  }
}

function ruleSequence(
  rules: readonly Numbered<RuleSlotChange>[],
  taken: ReadonlySet<string>,
): readonly LooseStep[] {
  const parts = rules.map(({ slot, change }) => {
    const family = familyOfSlot(slot);
    const steps = ruleSteps(
      slot,
      (priority) => priority > 0 && !taken.has(ruleSlot({ family, priority })),
    );
    const numbered = (list: readonly RuleStep[]) => list.map((step) => ruleStep(step, change));
    return {
      slot,
      add: numbered(steps.add),
      standIn: numbered(steps.standIn),
      remove: numbered(steps.remove),
    };
  });
  const ordered = targetsFirst(parts);
  return [
    ...ordered.flatMap(({ add }) => add),
    ...ordered.flatMap(({ standIn }) => standIn),
    ...ordered.toReversed().flatMap(({ remove }) => remove),
  ];
}

/**
 * Exceptions before what they except from, and before a goto the rule it jumps to: without that it
 * is passed over, and its traffic meets the rules it should jump over.
 */
function targetsFirst<Part extends { readonly slot: RuleSlotChange }>(
  parts: readonly Part[],
): readonly Part[] {
  const ordered = new Set<Part>();
  const place = (part: Part | undefined): void => {
    if (part === undefined || ordered.has(part)) return;
    const target = targetOf(part.slot);
    // Jumps lead forward only, so this ends.
    if (target !== undefined) place(parts.find(({ slot }) => priorityOf(slot) === target));
    ordered.add(part);
  };
  for (const part of parts) place(part);
  return [...ordered];
}

function targetOf({ before, after }: RuleSlotChange): number | undefined {
  const action = (after ?? before[0])?.action;
  return action?.kind === 'goto' ? action.target : undefined;
}

function routeStep({ verb, route, adopted }: RouteStep, change: number): LooseStep {
  const step = { verb, item: routeItem(route), change };
  return adopted === undefined ? step : { ...step, adopts: routeItem(adopted) };
}

function ruleStep({ verb, rule, isAdopted }: RuleStep, change: number): LooseStep {
  const step = { verb, item: ruleItem(rule), change };
  return isAdopted === undefined ? step : { ...step, adopts: step.item };
}

function familyOfSlot(slot: RuleSlotChange | RouteSlotChange): Family {
  const [first] = slot.before;
  const family = slot.after?.family ?? first?.family;
  if (family === undefined) throw new Error('a slot that holds nothing and shall hold nothing');
  return family;
}

function priorityOf({ before, after }: RuleSlotChange): number {
  return after?.priority ?? before[0]?.priority ?? 0;
}

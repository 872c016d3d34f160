/**
 * The steps that bring back what a plan touches, from wherever it stopped.
 *
 * Nobody may be left to look at the host when they run, so they are right from every state that the
 * plan goes through, with `ip -force`: what is to be deleted may be gone, what is to be added may be
 * there. Each touched slot ends as it was; what came in between goes. Routes come back before the
 * rules that use them, and new rules go before their routes.
 */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Live } from '../model/live.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import { hopsOf, routeSlot, sameRoute } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { ruleSlot } from '../model/rule.ts';
import { routeItem } from './diff-routes.ts';
import { ruleItem } from './diff-rules.ts';
import { dependence, takenSlots } from './order.ts';
import { adoptedBy } from './touched.ts';
import { isSameWay, routesByHop } from './route-steps.ts';
import { bySpecificity } from './rule-steps.ts';

export type RestoreStep = Omit<Step, 'change'>;

/** What one slot held, in the kernel's order, and what the plan puts there. */
type Slot<Content> = { readonly before: readonly Content[]; readonly made: readonly Content[] };

/** What others had, and the plan took over, comes back as theirs. */
type Owned = (content: Rule | Route) => boolean;

/** `live` is the host as the plan found it. */
export function restoreSteps(plan: Plan, live: Live): readonly RestoreStep[] {
  const adopted = adoptedBy(plan);
  const isKnown: Owned = (one) => one.protocol === plan.protocol || adopted.has(one);
  return families.flatMap((family) => {
    const steps = plan.steps.filter((step) => step.family === family);
    const routes = routeSlots(family, steps, isKnown, live).map(restoreRoutes);
    const rules = restoreRules(family, steps, isKnown, live);
    const back = routes.flatMap((slot) => slot.back).toSorted(byDependence);
    const gone = routes.flatMap((slot) => slot.gone).toSorted((a, b) => byDependence(b, a));
    return [...back, ...rules, ...gone].map((step) => ({ family, ...step }));
  });
}

type LooseStep = Omit<RestoreStep, 'family'>;

function slotsOf<Content>(
  present: readonly Content[],
  touched: readonly { readonly verb: Step['verb']; readonly content: Content }[],
  keyOf: (content: Content) => string,
): readonly Slot<Content>[] {
  const slots = new Map<string, { readonly before: Content[]; readonly made: Content[] }>();
  for (const { verb, content } of touched) {
    const key = keyOf(content);
    const slot = slots.get(key) ?? { before: [], made: [] };
    slots.set(key, slot);
    if (verb !== 'del') slot.made.push(content);
  }
  for (const content of present) slots.get(keyOf(content))?.before.push(content);
  return [...slots.values()];
}

function routeSlots(
  family: Family,
  steps: readonly Step[],
  isKnown: Owned,
  live: Live,
): readonly Slot<Route>[] {
  const touched = steps.flatMap(({ verb, item }) =>
    item.noun === 'route' ? [{ verb, content: item.route }] : [],
  );
  const present = live.routes.filter((route) => route.family === family && isKnown(route));
  return slotsOf(present, touched, routeSlot);
}

/** What comes back is there before anything goes. */
type RouteSteps = { readonly back: readonly LooseStep[]; readonly gone: readonly LooseStep[] };

function restoreRoutes({ before, made }: Slot<Route>): RouteSteps {
  const [only, ...others] = before;
  if (only === undefined)
    return { back: [], gone: byHop(made).map((route) => routeStep('del', route)) };
  // Somebody else may take a place that the plan leaves: his route is not replaced.
  if (others.length === 0 && made.length === 0) return { back: restored(only), gone: [] };
  // What others made may have a weight that nobody sees: behind ours it would be a second one.
  const [next, ...more] = made;
  const isAdopted = next !== undefined && next.protocol !== only.protocol && more.length === 0;
  if (others.length === 0 && isAdopted) return { back: [routeStep('replace', only)], gone: [] };
  const isBalanced = [...before, ...made].some((route) => hopsOf(route).length > 1);
  const isPlain = only.family === 'ipv4' && !isBalanced && ![only, ...made].some(isOnlink);
  if (others.length === 0 && isPlain) return beside(only, made);
  if (others.length === 0 && (only.family === 'ipv4' || (!isBalanced && !hopwise(made)))) {
    return { back: [routeStep('replace', only)], gone: [] };
  }
  return only.family === 'ipv4' ? inTurn(before, made) : hopByHop(before, made);
}

/**
 * It comes back behind what the plan put there, which then goes: `replace` would put aside what
 * somebody else has put there since. What is there already is refused (EEXIST); but for `onlink`,
 * which the kernel keeps in one of two places and takes for two things (fib_find_info).
 */
function beside(only: Route, made: readonly Route[]): RouteSteps {
  const others = made.filter(
    (route) => route.protocol !== only.protocol || !sameRoute(route, only),
  );
  const gone = others.map((route) => routeStep('del', route));
  return { back: [routeStep('append', only), ...gone], gone: [] };
}

function isOnlink(route: Route): boolean {
  return hopsOf(route).some(({ onlink }) => onlink);
}

function restored(route: Route): readonly LooseStep[] {
  if (route.family === 'ipv4' || hopsOf(route).length <= 1) return [routeStep('add', route)];
  return routesByHop(route).map((hop) => routeStep('append', hop));
}

/** Whether a plan that stops may leave a next hop beside another one. */
function hopwise(made: readonly Route[]): boolean {
  return made.length > 1;
}

/** Several of ours in one slot: only their order tells which is used. */
function inTurn(before: readonly Route[], made: readonly Route[]): RouteSteps {
  const back = [
    ...[...made, ...before].map((route) => routeStep('del', route)),
    ...before.map((route) => routeStep('append', route)),
  ];
  return { back, gone: [] };
}

/**
 * The kernel takes next hops of one way for one, whatever else they have, and so it does with routes
 * that refuse: those of the plan go first. `append` puts a route beside any other (fib6_add_rt2node).
 */
function hopByHop(before: readonly Route[], made: readonly Route[]): RouteSteps {
  const wanted = byHop(before);
  const others = byHop(made);
  const isInTheWay = (route: Route) =>
    hopsOf(route).length === 0 || wanted.some((one) => isSameWay(one, route));
  return {
    back: [
      ...others.filter(isInTheWay).map((route) => routeStep('del', route)),
      ...wanted.map((route) => routeStep('append', route)),
    ],
    gone: others.filter((route) => !isInTheWay(route)).map((route) => routeStep('del', route)),
  };
}

function byHop(routes: readonly Route[]): readonly Route[] {
  return routes.flatMap((route) => (route.family === 'ipv6' ? routesByHop(route) : [route]));
}

function routeStep(verb: Step['verb'], route: Route): LooseStep {
  return { verb, item: routeItem(route) };
}

const ranks = { attached: 0, beyond: 1, refusing: 2 } as const;

/** Sorting is stable, so that what becomes of one slot stays in its order. */
function byDependence({ item: one }: LooseStep, { item: other }: LooseStep): number {
  if (one.noun !== 'route' || other.noun !== 'route') return 0;
  return ranks[dependence(one.route)] - ranks[dependence(other.route)];
}

function restoreRules(
  family: Family,
  steps: readonly Step[],
  isKnown: Owned,
  live: Live,
): readonly LooseStep[] {
  const touched = steps.flatMap(({ verb, item }) =>
    item.noun === 'rule' ? [{ verb, content: item.rule }] : [],
  );
  const present = live.rules.filter((rule) => rule.family === family && isKnown(rule));
  const everyRule = [...live.rules, ...touched.map(({ content }) => content)];
  const taken = takenSlots(everyRule, live.opaque);
  const slots = slotsOf(present, touched, ruleSlot);
  const [back, gone] = [
    slots.filter(({ before }) => before.length > 0),
    slots.filter(({ before }) => before.length === 0),
  ];
  return [
    // A goto comes after the rule it jumps to, which has a higher priority number.
    ...back
      .toSorted(byPriority)
      .toReversed()
      .flatMap((slot) => restoreSlot(slot, taken)),
    ...gone.flatMap(({ made }) => bySpecificity(made).map((rule) => ruleStep('del', rule))),
  ];
}

function byPriority({ before: [one] }: Slot<Rule>, { before: [other] }: Slot<Rule>): number {
  return (one?.priority ?? 0) - (other?.priority ?? 0);
}

/** A stand-in steers the traffic while the slot is emptied; nothing needs one that is untouched. */
function restoreSlot(
  { before, made }: Slot<Rule>,
  taken: ReadonlySet<string>,
): readonly LooseStep[] {
  const [first] = before;
  if (first === undefined) return [];
  const adopted = before.find((rule) => made.some((one) => one.protocol !== rule.protocol));
  if (adopted !== undefined) return givenBack(adopted, made);
  if (made.length === 0 && before.length === 1) return [ruleStep('add', first)];
  const priority = [first.priority + 1, first.priority - 1].find(
    (one) => one > 0 && !taken.has(ruleSlot({ family: first.family, priority: one })),
  );
  const standIn = priority === undefined ? [] : [{ ...first, priority }];
  return [
    ...standIn.map((rule) => ruleStep('add', rule)),
    ...bySpecificity([...made, ...before]).map((rule) => ruleStep('del', rule)),
    ...before.map((rule) => ruleStep('add', rule)),
    ...standIn.map((rule) => ruleStep('del', rule)),
  ];
}

/** The two differ in their owner alone: while one comes and one goes, either steers. */
function givenBack(adopted: Rule, made: readonly Rule[]): readonly LooseStep[] {
  return [ruleStep('add', adopted), ...made.map((rule) => ruleStep('del', rule))];
}

function ruleStep(verb: 'add' | 'del', rule: Rule): LooseStep {
  return { verb, item: ruleItem(rule) };
}

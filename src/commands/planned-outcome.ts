/** The host once a plan is carried out: what counts as done, or is taken over, is there once. */

import type { PlannedItems } from '../lookup/kernel-state.ts';
import { plannedState } from '../lookup/kernel-state.ts';
import type { RoutingState } from '../lookup/state.ts';
import type { Live } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { adoptedBy, contentOf } from '../plan/touched.ts';

export function plannedOutcome(plan: Plan, live: Live, desired: PlannedItems): RoutingState {
  const adopted = adoptedBy(plan);
  const done = new Set<Rule | Route>(plan.satisfied.map(({ wanted }) => contentOf(wanted)));
  const stays = (one: Rule | Route): boolean => !adopted.has(one);
  return plannedState(
    { ...live, rules: live.rules.filter(stays), routes: live.routes.filter(stays) },
    {
      protocol: desired.protocol,
      rules: desired.rules.filter(({ item }) => !done.has(item)),
      routes: desired.routes.filter(({ item }) => !done.has(item)),
    },
  );
}

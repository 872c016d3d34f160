/** What a plan would do to packets, and what stands against it. */

import { sshSessions } from '../host/sessions.ts';
import { impactOf } from '../lookup/impact.ts';
import type { PlannedItems } from '../lookup/kernel-state.ts';
import { lostDefaults, lostWays } from '../lookup/ways-lost.ts';
import type { Prefix } from '../model/address.ts';
import type { Impact } from '../model/impact.ts';
import type { Live } from '../model/live.ts';
import type { Guard, Plan } from '../model/plan.ts';
import { planGuards } from '../plan/guards.ts';
import { tableGuards } from '../plan/table-guards.ts';
import { plannedOutcome } from './planned-outcome.ts';

/** Whoever destroys wants no default to be left, but does not want to be locked out either. */
export function guardsOf(
  plan: Plan,
  live: Live,
  desired: PlannedItems,
  management: readonly Prefix[],
): readonly Guard[] {
  const guards = planGuards(plan);
  if (plan.changes.length === 0) return guards;
  const after = plannedOutcome(plan, live, desired);
  const states = { before: live, after };
  const ways = lostWays(states, sshSessions(), management);
  const families = plan.topology === undefined ? [] : lostDefaults(states);
  return [
    ...guards,
    ...(ways.length === 0 ? [] : [{ name: 'management-path', ways } as const]),
    ...(families.length === 0 ? [] : [{ name: 'last-default', families } as const]),
    ...tableGuards(plan, live, after.routes),
  ];
}

/** Undefined where nothing changes, or nothing may. */
export function planImpact(plan: Plan, live: Live, desired: PlannedItems): Impact | undefined {
  if (plan.changes.length === 0 || plan.conflicts.length > 0) return undefined;
  const routes = plan.changes.flatMap((change) => {
    const item = 'after' in change ? change.after : change.item;
    return item.noun === 'route' ? [item.route.table] : [];
  });
  return impactOf(live, plannedOutcome(plan, live, desired), new Set(routes));
}

/** What an administrator would want to know before saying yes. */

import type { Desired } from '../model/desired.ts';
import type { Live } from '../model/live.ts';
import type { Notice, Satisfied } from '../model/plan.ts';
import { foreignRouteNotices } from './foreign-route-notices.ts';
import { foreignRuleNotices } from './foreign-rule-notices.ts';
import { interfaceNotices } from './interface-notices.ts';
import { mainTableNotices } from './main-table-notices.ts';

export function noticesOf(
  desired: Desired,
  live: Live,
  satisfied: readonly Satisfied[],
): readonly Notice[] {
  const agreed = new Set<unknown>(
    satisfied.map(({ by }) => (by.noun === 'route' ? by.route : by.rule)),
  );
  const isForeign = (item: { readonly protocol: number }): boolean =>
    item.protocol !== desired.protocol && !agreed.has(item);
  const routes = live.routes.filter(isForeign);
  return [
    ...mainTableNotices(desired, routes),
    ...foreignRouteNotices(desired, routes),
    ...foreignRuleNotices(desired, live.rules.filter(isForeign)),
    ...interfaceNotices(desired, live),
  ];
}

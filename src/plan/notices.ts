/** What an administrator would want to know before saying yes. */

import type { Desired } from '../model/desired.ts';
import type { Live } from '../model/live.ts';
import type { Notice } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { foreignRouteNotices } from './foreign-route-notices.ts';
import { foreignRuleNotices } from './foreign-rule-notices.ts';
import { interfaceNotices } from './interface-notices.ts';
import { mainTableNotices } from './main-table-notices.ts';

export function noticesOf(
  desired: Desired,
  live: Live,
  /** Of others, what counts as done or becomes ours. */
  agreed: ReadonlySet<Rule | Route>,
): readonly Notice[] {
  const isForeign = (item: Rule | Route): boolean =>
    item.protocol !== desired.protocol && !agreed.has(item);
  const routes = live.routes.filter(isForeign);
  return [
    ...mainTableNotices(desired, routes, live),
    ...foreignRouteNotices(desired, routes),
    ...foreignRuleNotices(desired, live.rules.filter(isForeign)),
    ...interfaceNotices(desired, live),
  ];
}

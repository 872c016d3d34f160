/** What an administrator would want to know before saying yes. */

import type { Desired } from '../model/desired.ts';
import type { Live } from '../model/live.ts';
import type { Notice, Satisfied } from '../model/plan.ts';
import { foreignRouteNotices } from './foreign-route-notices.ts';
import { interfaceNotices } from './interface-notices.ts';

export function noticesOf(
  desired: Desired,
  live: Live,
  satisfied: readonly Satisfied[],
): readonly Notice[] {
  return [...foreignRouteNotices(desired, live, satisfied), ...interfaceNotices(desired, live)];
}

/**
 * How one slot of a table gets from what it holds to what it shall hold.
 *
 * IPv4 `replace` is atomic for readers (measured: 0 of 82 688 look-ups failed). IPv6 `replace` is
 * not (21 of 66 560), and leaves both where a device route replaces a gateway route; there the new
 * route first stands in at a neighbouring metric.
 */

import type { Route } from '../model/route.ts';
import { metricMax, routeDifferences } from '../model/route.ts';
import type { RouteSlotChange } from './diff-routes.ts';

export type RouteStep = { readonly verb: 'add' | 'replace' | 'del'; readonly route: Route };

export type RouteSteps = {
  readonly add: readonly RouteStep[];
  readonly remove: readonly RouteStep[];
};

/** `isFree` says whether no route, live or desired, has the slot at that metric. */
export function routeSteps(
  { before, after }: RouteSlotChange,
  isFree: (route: Route) => boolean,
): RouteSteps {
  if (after === undefined) return { add: [], remove: removals(before) };
  if (before.length === 0) return { add: [{ verb: 'add', route: after }], remove: [] };
  const kept = before.find((route) => routeDifferences(route, after).length === 0);
  if (kept !== undefined) {
    return { add: [], remove: removals(before.filter((route) => route !== kept)) };
  }
  if (after.family === 'ipv6') return { add: standInSteps(before, after, isFree), remove: [] };
  const [, ...others] = before;
  return { add: [{ verb: 'replace', route: after }], remove: removals(others) };
}

function standInSteps(
  before: readonly Route[],
  after: Route,
  isFree: (route: Route) => boolean,
): readonly RouteStep[] {
  const rebuild: readonly RouteStep[] = [...removals(before), { verb: 'add', route: after }];
  const standIn = [after.metric - 1, after.metric + 1]
    .filter((metric) => metric > 0 && metric <= metricMax)
    .map((metric) => ({ ...after, metric }))
    .find(isFree);
  if (standIn === undefined) return rebuild;
  return [{ verb: 'add', route: standIn }, ...rebuild, { verb: 'del', route: standIn }];
}

function removals(routes: readonly Route[]): readonly RouteStep[] {
  return routes.map((route) => ({ verb: 'del', route }));
}

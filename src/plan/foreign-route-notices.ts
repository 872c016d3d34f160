/** Routes of others that decide before ours do. */

import { families, isDefault, prefixLengthOf, showPrefix } from '../model/address.ts';
import type { Family } from '../model/address.ts';
import type { Desired, Wanted } from '../model/desired.ts';
import type { Live } from '../model/live.ts';
import type { Notice, Satisfied } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';
import { mainTable } from '../model/table.ts';

export function foreignRouteNotices(
  desired: Desired,
  live: Live,
  satisfied: readonly Satisfied[],
): readonly Notice[] {
  const agreed = new Set(satisfied.map(({ by }) => (by.noun === 'route' ? by.route : undefined)));
  const foreign = live.routes.filter(
    (route) =>
      route.table === mainTable &&
      route.protocol !== desired.protocol &&
      route.target.kind === 'unicast' &&
      !agreed.has(route),
  );
  return [
    ...families.flatMap((family) => earlierDefaults(family, desired, foreign)),
    ...defeatsMainFirst(desired, foreign),
  ];
}

/** A default of ours does nothing while somebody else's comes before it. */
function earlierDefaults(
  family: Family,
  { routes }: Desired,
  foreign: readonly Route[],
): readonly Notice[] {
  const ours = routes
    .filter(({ item }) => item.family === family && isMainDefault(item))
    .toSorted((one, other) => one.item.metric - other.item.metric);
  const [first] = ours;
  const theirs = foreign.filter((route) => route.family === family && isMainDefault(route));
  return theirs.flatMap((route) => {
    const later = ours.find(({ item }) => item.metric > route.metric);
    return later === undefined ? [] : [comesBefore(route, later, later === first)];
  });
}

function comesBefore(route: Route, { item, origin }: Wanted<Route>, all: boolean): Notice {
  const effect = all ? 'it decides until it goes' : 'it decides when those before it fail';
  const metrics = `metric ${route.metric} in main comes before ours (metric ${item.metric})`;
  return { text: `the foreign default${wayOf(route)} ${metrics}: ${effect}`, origin };
}

function wayOf(route: Route): string {
  const [hop] = hopsOf(route);
  const via = hop?.gateway === undefined ? '' : ` via ${hop.gateway}`;
  return `${via}${hop?.device === undefined ? '' : ` dev ${hop.device}`}`;
}

function isMainDefault({ table, to, target }: Route): boolean {
  return table === mainTable && isDefault(to) && target.kind === 'unicast';
}

/** A VPN's 0.0.0.0/1 is more specific than a default, so main-first lets it win over uplinks. */
function defeatsMainFirst({ rules }: Desired, foreign: readonly Route[]): readonly Notice[] {
  return foreign.filter(coversHalf).flatMap((route) => {
    const mainFirst = rules.find(
      ({ item }) =>
        item.family === route.family &&
        item.action.kind === 'lookup' &&
        item.action.suppressPrefixlength === 0,
    );
    if (mainFirst === undefined) return [];
    const text = `${showPrefix(route.to)} in main comes before every uplink and policy, because it is no default`;
    return [{ text, origin: mainFirst.origin }];
  });
}

function coversHalf({ to }: Route): boolean {
  const length = prefixLengthOf(to);
  return length > 0 && length <= 3;
}

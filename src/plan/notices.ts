/** What an administrator would want to know before saying yes. */

import type { Desired, Wanted } from '../model/desired.ts';
import type { Notice } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';
import { isDefault, prefixLengthOf, showPrefix } from '../model/address.ts';
import { mainTable } from '../model/table.ts';
import type { Interface, Live } from '../model/live.ts';

export function noticesOf(
  desired: Desired,
  live: Live,
  foreign: readonly Route[],
): readonly Notice[] {
  return [
    ...foreignDefaults(desired, foreign),
    ...defeatsMainFirst(desired, foreign),
    ...resolvesEverything(desired, live.interfaces),
  ];
}

/** Main's defaults of ours do nothing while somebody else's comes before them. */
function foreignDefaults(desired: Desired, foreign: readonly Route[]): readonly Notice[] {
  const ours = desired.routes.filter(({ item }) => isMainDefault(item));
  return foreign.filter(isMainDefault).flatMap((route) => {
    const later = ours.find(
      ({ item }) => item.family === route.family && item.metric >= route.metric,
    );
    return later === undefined ? [] : [comesFirst(route, later)];
  });
}

function comesFirst(route: Route, { item, origin }: Wanted<Route>): Notice {
  const [hop] = hopsOf(route);
  const way = `${hop?.gateway === undefined ? '' : ` via ${hop.gateway}`}${hop?.device === undefined ? '' : ` dev ${hop.device}`}`;
  return {
    text: `the foreign default${way} metric ${route.metric} in main comes before ours (metric ${item.metric}): it decides until it goes`,
    origin,
  };
}

function isMainDefault(route: Route): boolean {
  return route.table === mainTable && isDefault(route.to) && route.target.kind === 'unicast';
}

/** A VPN's 0.0.0.0/1 is more specific than a default, so main-first lets it win over uplinks. */
function defeatsMainFirst(desired: Desired, foreign: readonly Route[]): readonly Notice[] {
  const mainFirst = desired.rules.find(
    ({ item }) => item.action.kind === 'lookup' && item.action.suppressPrefixlength === 0,
  );
  if (mainFirst === undefined) return [];
  return foreign.filter(coversHalf).map((route) => ({
    text: `${showPrefix(route.to)} in main comes before every uplink and policy, because it is no default`,
    origin: mainFirst.origin,
  }));
}

function coversHalf(route: Route): boolean {
  const length = prefixLengthOf(route.to);
  return route.table === mainTable && length > 0 && length <= 3 && route.target.kind === 'unicast';
}

/** Without a gateway every address is looked for on the link itself: right only point-to-point. */
function resolvesEverything(desired: Desired, interfaces: readonly Interface[]): readonly Notice[] {
  return desired.uplinks.flatMap(({ name, state, interface: device, origin }) => {
    if (state.kind !== 'ready' || state.gateway !== undefined) return [];
    const link = interfaces.find((candidate) => candidate.name === device);
    if (link === undefined || link.withoutNeighbours) return [];
    const text = `uplink ${name} has no gateway, but ${device} is not point-to-point: every address will be looked for on the link`;
    return [{ text, origin }];
  });
}

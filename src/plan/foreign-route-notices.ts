/** Routes of others in tables that are ours: they are looked at together. */

import { showPrefix } from '../model/address.ts';
import type { Desired, Wanted } from '../model/desired.ts';
import type { Notice } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import { isReservedTable } from '../model/table.ts';
import { wayWords } from './way-words.ts';

export function foreignRouteNotices(
  desired: Desired,
  foreign: readonly Route[],
): readonly Notice[] {
  const ours = firstByPlace(desired.routes);
  const theirs = new Map<string, Route[]>();
  for (const route of foreign) {
    const place = placeOf(route);
    if (!ours.has(place)) continue;
    const others = theirs.get(place);
    if (others === undefined) theirs.set(place, [route]);
    else others.push(route);
  }
  return [...theirs].flatMap(([place, routes]) => {
    const own = ours.get(place);
    if (own === undefined) return [];
    return [{ text: textFor(own.item.table, routes, desired), origin: own.origin }];
  });
}

function placeOf({ family, table }: Route): string {
  return `${family} ${table}`;
}

/** Main, default and local are everybody's. */
function firstByPlace(routes: readonly Wanted<Route>[]): ReadonlyMap<string, Wanted<Route>> {
  const first = new Map<string, Wanted<Route>>();
  for (const wanted of routes) {
    if (isReservedTable(wanted.item.table)) continue;
    const place = placeOf(wanted.item);
    if (!first.has(place)) first.set(place, wanted);
  }
  return first;
}

function textFor(table: TableId, routes: readonly Route[], { tableNames }: Desired): string {
  const name = tableNames.find(({ item }) => item.id === table)?.item.name ?? `${table}`;
  const [first, ...others] = routes.map(describe);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `table ${name} holds what is not ours and may come before ours: ${first}${more}`;
}

function describe(route: Route): string {
  const kind = route.target.kind === 'unicast' ? '' : `${route.target.kind} `;
  return `${kind}${showPrefix(route.to)}${wayWords(route)} metric ${route.metric}`;
}

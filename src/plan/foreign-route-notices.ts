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
  const ours = firstByTable(desired.routes);
  const theirs = new Map<TableId, Route[]>();
  for (const route of foreign) {
    if (!ours.has(route.table)) continue;
    const others = theirs.get(route.table);
    if (others === undefined) theirs.set(route.table, [route]);
    else others.push(route);
  }
  return [...theirs].flatMap(([table, routes]) => {
    const origin = ours.get(table)?.origin;
    return origin === undefined ? [] : [{ text: textFor(table, routes, desired), origin }];
  });
}

/** Main, default and local are everybody's. */
function firstByTable(routes: readonly Wanted<Route>[]): ReadonlyMap<TableId, Wanted<Route>> {
  const first = new Map<TableId, Wanted<Route>>();
  for (const wanted of routes) {
    const { table } = wanted.item;
    if (!first.has(table) && !isReservedTable(table)) first.set(table, wanted);
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

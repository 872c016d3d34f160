/** What carries traffic as far as we choose, and who else comes first. */

import { isDefault } from '../model/address.ts';
import type { Hop, Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';
import type { ActiveStatus } from '../model/status.ts';
import { mainTable } from '../model/table.ts';
import { wayWords } from '../plan/way-words.ts';
import type { Topology } from '../topology/topology.ts';
import type { Active } from '../watch/active.ts';

/** `outbound` is what main's defaults say, and others write there, too. */
export function activeIn(
  active: readonly Active[],
  topology: Topology,
  routes: readonly Route[],
): readonly ActiveStatus[] {
  return active.map((one) => {
    const first = one.what === 'outbound' ? firstDefault(one, routes) : undefined;
    if (first === undefined || first.protocol === topology.protocol) return one;
    return leadsBy(first, one, topology) ? one : { ...one, overruled_by: wordsOf(first) };
  });
}

function firstDefault({ family }: Active, routes: readonly Route[]): Route | undefined {
  const [first] = routes
    .filter((one) => one.family === family && one.table === mainTable && isDefault(one.to))
    .filter(({ target }) => target.kind !== 'throw')
    .toSorted((one, other) => one.metric - other.metric);
  return first;
}

/** Somebody else's that does the same is as good as ours. */
function leadsBy(route: Route, { uplinks }: Active, topology: Topology): boolean {
  const own = topology.uplinks.filter(({ name }) => uplinks.includes(name));
  return hopsIn(route).some(({ device }) => own.some((one) => one.interface === device));
}

function hopsIn(route: Route): readonly Hop[] {
  const { target } = route;
  return target.kind === 'nexthop-object' ? (target.leadsBy ?? []) : hopsOf(route);
}

function wordsOf(route: Route): string {
  const kind = hopsIn(route).length === 0 ? `${route.target.kind} ` : '';
  return `the foreign ${kind}default${wayWords(route)} metric ${route.metric} in main`;
}

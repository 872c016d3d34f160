/** One IPv4 table's answer (fib_table_lookup, fib_select_path). */

import type { IndexedRoute, Way } from './indexed-route.ts';
import { comparedTos } from './match-rule.ts';
import { findPrefix } from './prefix-index.ts';
import type { Query } from './query.ts';
import type { Destination, TableIndex } from './state.ts';
import type { Hit } from './hit.ts';
import type { Trace } from './trace.ts';

export function searchIpv4(table: TableIndex, query: Query, trace: Trace): Hit | undefined {
  const tos = comparedTos(query);
  for (let node = findPrefix(table, query.to); node !== undefined; node = node.parent) {
    for (const entry of node.value) {
      if (entry.route.tos !== 0 && entry.route.tos !== tos) {
        trace?.push({ kind: 'passed over', route: entry.route, reason: 'tos' });
        continue;
      }
      if (entry.error !== undefined) return { entry, ways: [] };
      const ways = waysOf(entry, query.oif);
      if (ways.length > 0) return { entry, ways: withRivals(entry, ways, node.value, query) };
      const reason = entry.live.length === 0 ? 'no live next hop' : 'oif';
      trace?.push({ kind: 'passed over', route: entry.route, reason });
    }
  }
  return undefined;
}

function waysOf(entry: IndexedRoute, oif: string | undefined): readonly Way[] {
  // A next hop object that was not resolved: it leads somewhere.
  if (entry.legs.length === 0) return [{ entry, leg: undefined }];
  if (oif === undefined) return entry.ways;
  const way = entry.ways.find(({ leg }) => leg?.hop.device === oif);
  return way === undefined ? [] : [way];
}

/** Among default routes of one metric, the state of neighbours chooses (fib_select_default). */
function withRivals(
  entry: IndexedRoute,
  ways: readonly Way[],
  all: Destination,
  { oif }: Query,
): readonly Way[] {
  if (all.length === 1 || oif !== undefined || !isRival(entry, entry)) return ways;
  const rivals = all.filter((other) => other !== entry && isRival(other, entry));
  return rivals.length === 0 ? ways : [...ways, ...rivals.flatMap((rival) => rival.ways)];
}

function isRival({ route, legs }: IndexedRoute, { route: chosen }: IndexedRoute): boolean {
  return (
    route.to === '0.0.0.0/0' &&
    route.table === chosen.table &&
    route.metric === chosen.metric &&
    route.tos === chosen.tos &&
    route.target.kind === 'unicast' &&
    legs.length === 1 &&
    legs[0]?.hop.gateway !== undefined
  );
}

/** One IPv4 table's answer (fib_table_lookup, fib_select_path). */

import { addressOfPrefix } from '../model/address.ts';
import type { Hit } from './hit.ts';
import { hitOf, refusal } from './hit.ts';
import type { IndexedRoute, Leg } from './indexed-route.ts';
import type { PrefixNode } from './prefix-index.ts';
import { findPrefix } from './prefix-index.ts';
import type { Query } from './query.ts';
import type { Destination, TableIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';

export function searchIpv4(table: TableIndex, query: Query, trace: Trace): Hit | undefined {
  for (let node = findPrefix(table, query.to.words); node !== undefined;) {
    const found = searchDestination(node.items, query, trace);
    if (found === 'shorter') node = node.parent;
    else if (found === 'elsewhere') node = elsewhere(node);
    else return found;
  }
  return undefined;
}

function searchDestination(
  all: Destination,
  query: Query,
  trace: Trace,
): Hit | 'shorter' | 'elsewhere' {
  for (const entry of all) {
    const { route } = entry;
    if (entry.tos !== 0 && entry.tos !== query.tos) {
      trace?.push({ kind: 'passed over', route, reason: 'tos' });
      continue;
    }
    if (entry.error !== undefined) return refusal(entry);
    const legs = legsFor(entry, query.oif);
    if (legs.length > 0) return hitOf(entry, legs, rivalsOf(entry, all, query));
    const reason = entry.live.length === 0 ? 'no live next hop' : 'oif';
    trace?.push({ kind: 'passed over', route, reason });
    if (route.target.kind === 'nexthop-object') return 'elsewhere';
  }
  return 'shorter';
}

function legsFor({ live }: IndexedRoute, oif: string | undefined): readonly Leg[] {
  if (oif === undefined) return live;
  const leg = live.find(({ hop }) => hop === undefined || hop.device === oif);
  return leg === undefined ? [] : [leg];
}

/**
 * All routes to one first address are one leaf of the kernel's trie, and a nexthop object that will
 * not do ends the search in it (fib_table_lookup: `goto miss`).
 */
function elsewhere(node: PrefixNode<IndexedRoute>): PrefixNode<IndexedRoute> | undefined {
  const first = firstAddress(node);
  let { parent } = node;
  while (parent !== undefined && firstAddress(parent) === first) ({ parent } = parent);
  return parent;
}

function firstAddress({ items: [entry] }: PrefixNode<IndexedRoute>): string {
  return addressOfPrefix(entry.route.to);
}

/**
 * Among default routes, the state of neighbours chooses for what the host sends; what it looks at
 * after the first is told by the order of tos and metric (fib_select_default).
 */
function rivalsOf(
  entry: IndexedRoute,
  all: Destination,
  query: Query,
): readonly IndexedRoute[] | undefined {
  if (all.length === 1 || !choosesDefault(entry, query)) return undefined;
  const rivals: IndexedRoute[] = [];
  let before = { tos: 0, metric: entry.route.metric };
  for (const other of all) {
    const { tos, table, metric } = other.route;
    if ((tos !== 0 && tos !== query.tos) || table !== entry.route.table) continue;
    if (metric > before.metric && tos === before.tos) {
      if (tos === 0) break;
      continue;
    }
    before = { tos, metric };
    if (isGateway(other) && other.route.scope === entry.route.scope) rivals.push(other);
  }
  return rivals[0] === entry ? rivals.slice(1) : undefined;
}

function choosesDefault({ length, type, legs }: IndexedRoute, { flow, oif }: Query): boolean {
  const isSent = flow.iif === undefined && oif === undefined;
  return isSent && length === 0 && type === 'unicast' && legs.length === 1;
}

function isGateway({ error, type, legs }: IndexedRoute): boolean {
  return error === undefined && type === 'unicast' && legs[0]?.hop?.gateway !== undefined;
}

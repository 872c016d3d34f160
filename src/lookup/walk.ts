/** Rules one after the other until one decides (fib_rules_lookup). */

import type { TableId } from '../model/table.ts';
import { defaultTable, mainTable } from '../model/table.ts';
import type { RuleAction } from '../model/rule.ts';
import type { Flow } from '../model/flow.ts';
import { contains } from '../model/address.ts';
import type { Hit } from './hit.ts';
import type { RouteError } from './indexed-route.ts';
import { mismatchOf } from './match-rule.ts';
import { searchIpv4 } from './search-ipv4.ts';
import type { Ipv6Search } from './search-ipv6.ts';
import { searchIpv6 } from './search-ipv6.ts';
import type { FamilyIndex, TableIndex } from './state.ts';
import type { Trace } from './trace.ts';

export type RoutingError = Exclude<RouteError, 'EAGAIN'> | 'ENETUNREACH';

export type Found =
  | { readonly kind: 'route'; readonly hit: Hit; readonly uncertain: string | undefined }
  | {
      readonly kind: 'refused';
      readonly error: RoutingError;
      readonly by: 'rule' | 'route' | 'nothing';
      readonly hit: Hit | undefined;
      readonly uncertain: string | undefined;
    };

export type Walk = Ipv6Search & { readonly index: FamilyIndex; readonly flow: Flow };

export function walkRules(walk: Walk, trace: Trace): Found {
  const { index, query } = walk;
  let uncertain: string | undefined;
  const { rules } = index;
  for (let at = 0; at < rules.length; at++) {
    const indexed = rules[at];
    if (indexed === undefined) break;
    if (indexed.kind === 'opaque') {
      trace?.push({ kind: 'unreadable rule', opaque: indexed.opaque });
      uncertain ??= `there is a rule at priority ${indexed.priority} that cannot be read`;
      continue;
    }
    const word = mismatchOf(indexed, query);
    if (word !== undefined) {
      trace?.push({ kind: 'no match', rule: indexed.rule, word });
      continue;
    }
    trace?.push({ kind: 'match', rule: indexed.rule });
    const { action } = indexed.rule;
    if (action.kind === 'goto') {
      // A target that is not there is passed over; the loop itself takes the step to the next.
      if (indexed.jump !== undefined) at = indexed.jump - 1;
      continue;
    }
    const verdict = act(action, walk, trace);
    if (verdict === undefined) continue;
    return 'error' in verdict
      ? { kind: 'refused', ...verdict, uncertain: verdict.hit?.uncertain ?? uncertain }
      : { kind: 'route', hit: verdict, uncertain: verdict.uncertain ?? uncertain };
  }
  return { kind: 'refused', error: 'ENETUNREACH', by: 'nothing', hit: undefined, uncertain };
}

type Refusal = Omit<Extract<Found, { readonly kind: 'refused' }>, 'kind' | 'uncertain'>;

/** Undefined where the next rule is asked. */
function act(action: RuleAction, walk: Walk, trace: Trace): Hit | Refusal | undefined {
  switch (action.kind) {
    case 'lookup':
      return lookUp(action, walk, trace);
    case 'unreachable':
      return { error: 'ENETUNREACH', by: 'rule', hit: undefined };
    case 'prohibit':
      return { error: 'EACCES', by: 'rule', hit: undefined };
    case 'blackhole':
      return { error: 'EINVAL', by: 'rule', hit: undefined };
    case 'l3mdev':
    case 'goto':
    case 'nop':
      return undefined;
  }
}

function lookUp(
  action: Extract<RuleAction, { readonly kind: 'lookup' }>,
  walk: Walk,
  trace: Trace,
): Hit | Refusal | undefined {
  const hit = searchTable(action.table, walk, trace);
  if (hit === undefined) {
    trace?.push({ kind: 'no route', table: action.table });
    return undefined;
  }
  const { error, route } = hit.entry;
  if (error === 'EAGAIN') {
    trace?.push({ kind: 'thrown', route });
    return undefined;
  }
  // What refuses is not suppressed.
  if (error !== undefined) {
    trace?.push({ kind: 'route', route });
    return { error, by: 'route', hit };
  }
  const by = suppressed(action, hit);
  trace?.push(by === undefined ? { kind: 'route', route } : { kind: 'suppressed', route, by });
  return by === undefined ? hit : undefined;
}

function searchTable(id: TableId, walk: Walk, trace: Trace): Hit | undefined {
  const table = walk.index.tables.get(id);
  const hit = table === undefined ? undefined : search(table, walk, trace);
  const reason = unreadIn(id, walk);
  return hit === undefined || reason === undefined ? hit : { uncertain: reason, ...hit };
}

function search(table: TableIndex, walk: Walk, trace: Trace): Hit | undefined {
  return walk.flow.family === 'ipv4'
    ? searchIpv4(table, walk.query, trace)
    : searchIpv6(table, walk, trace);
}

/** Whether the table holds a route that could not be read and may be the better one. */
function unreadIn(id: TableId, { index, flow }: Walk): string | undefined {
  if (index.opaque.length === 0) return undefined;
  const unread = index.opaque.some(
    ({ place }) =>
      place?.noun === 'route' &&
      place.table === id &&
      (place.to === undefined || contains(place.to, flow.to)),
  );
  return unread ? `table ${id} has a route that cannot be read` : undefined;
}

function suppressed(
  { suppressPrefixlength, suppressIfgroup }: Extract<RuleAction, { readonly kind: 'lookup' }>,
  { entry, ways }: Hit,
): 'prefixlength' | 'ifgroup' | undefined {
  if (suppressPrefixlength !== undefined && entry.length <= suppressPrefixlength) {
    return 'prefixlength';
  }
  if (suppressIfgroup === undefined) return undefined;
  // IPv4 looks at the first next hop, whichever is taken; IPv6 at the one that is.
  const leg = entry.route.family === 'ipv4' ? entry.legs[0] : ways[0]?.leg;
  return leg?.link?.group === suppressIfgroup ? 'ifgroup' : undefined;
}

/**
 * Before the first rule was ever added: local and main as one trie, then table default, whatever the
 * first said (fib_lookup).
 */
export function walkMerged(merged: TableIndex, walk: Walk, trace: Trace): Found {
  const first = searchIpv4(merged, walk.query, trace);
  const last =
    first === undefined || first.entry.error !== undefined
      ? (searchTable(defaultTable, walk, trace) ?? first)
      : first;
  if (last === undefined || last.entry.error === 'EAGAIN') {
    trace?.push({ kind: 'no route', table: mainTable });
    return nowhere;
  }
  const { error, route } = last.entry;
  trace?.push({ kind: 'route', route });
  return error === undefined
    ? { kind: 'route', hit: last, uncertain: undefined }
    : { kind: 'refused', error, by: 'route', hit: last, uncertain: undefined };
}

const nowhere: Found = {
  kind: 'refused',
  error: 'ENETUNREACH',
  by: 'nothing',
  hit: undefined,
  uncertain: undefined,
};

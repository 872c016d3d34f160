/** Rules one after the other until one decides (fib_rules_lookup). */

import type { TableId } from '../model/table.ts';
import { defaultTable, localTable, mainTable } from '../model/table.ts';
import type { RuleAction } from '../model/rule.ts';
import type { RoutingError } from '../model/decision.ts';
import type { Hit } from './hit.ts';
import type { Leg } from './indexed-route.ts';
import type { ReadableRule } from './indexed-rule.ts';
import { mismatchOf } from './match-rule.ts';
import { searchIpv4 } from './search-ipv4.ts';
import { searchIpv6 } from './search-ipv6.ts';
import { isIn } from './prefix-test.ts';
import type { Query } from './query.ts';
import type { FamilyIndex, TableIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';

export type Found =
  | { readonly kind: 'route'; readonly hit: Hit; readonly uncertain: string | undefined }
  | {
      readonly kind: 'refused';
      readonly error: RoutingError;
      readonly by: 'rule' | 'route' | 'nothing';
      readonly hit: Hit | undefined;
      readonly uncertain: string | undefined;
    };

export function walkRules(index: FamilyIndex, query: Query, trace: Trace): Found {
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
    if (indexed.rule.action.kind === 'goto') {
      // A target that is not there is passed over; the loop itself takes the step to the next.
      if (indexed.jump !== undefined) at = indexed.jump - 1;
      continue;
    }
    const step = act(indexed, index, query, trace);
    uncertain ??= step.uncertain;
    if (step.kind !== 'next') return uncertain === step.uncertain ? step : { ...step, uncertain };
  }
  return uncertain === undefined ? nowhere : { ...nowhere, uncertain };
}

type Lookup = Extract<RuleAction, { readonly kind: 'lookup' }>;

/** What a rule that matches comes to; mostly the next rule is asked. */
type Step = Found | { readonly kind: 'next'; readonly uncertain: string | undefined };

const next: Step = { kind: 'next', uncertain: undefined };

function act(indexed: ReadableRule, index: FamilyIndex, query: Query, trace: Trace): Step {
  const { action } = indexed.rule;
  switch (action.kind) {
    case 'lookup':
      return lookUp(action, indexed.table, index, query, trace);
    case 'l3mdev':
      // Only what `not` makes of it gets here.
      return lookUp({ kind: 'lookup', table: mainTable }, indexed.table, index, query, trace);
    case 'unreachable':
      return refusedByRule('ENETUNREACH');
    case 'prohibit':
      return refusedByRule('EACCES');
    case 'blackhole':
      return refusedByRule('EINVAL');
    case 'goto':
    case 'nop':
      return next;
  }
}

function refusedByRule(error: RoutingError): Found {
  return { kind: 'refused', error, by: 'rule', hit: undefined, uncertain: undefined };
}

function lookUp(
  action: Lookup,
  table: TableIndex | undefined,
  index: FamilyIndex,
  query: Query,
  trace: Trace,
): Step {
  const found = table === undefined ? undefined : search(table, query, trace);
  const unread = unreadIn(action.table, index, query);
  if (found === undefined) {
    trace?.push({ kind: 'no route', table: action.table });
    return unread === undefined ? next : { kind: 'next', uncertain: unread };
  }
  const hit = unread === undefined ? found : { ...found, uncertain: unread };
  const { error, route } = hit.entry;
  const { uncertain } = hit;
  if (error === 'EAGAIN') {
    trace?.push({ kind: 'thrown', route });
    return uncertain === undefined ? next : { kind: 'next', uncertain };
  }
  // What refuses is not suppressed.
  if (error === undefined) return pass(action, hit, trace);
  trace?.push({ kind: 'route', route });
  return { kind: 'refused', error, by: 'route', hit, uncertain };
}

/** What the rule lets pass (fib4_rule_suppress, fib6_rule_suppress). */
function pass(action: Lookup, hit: Hit, trace: Trace): Step {
  const { entry } = hit;
  const { route } = entry;
  const { suppressPrefixlength, suppressIfgroup } = action;
  const isTooShort = suppressPrefixlength !== undefined && entry.length <= suppressPrefixlength;
  const legs = isTooShort ? [] : outside(suppressIfgroup, hit);
  const uncertain = hit.uncertain ?? doubtOf(action, hit, legs);
  if (legs.length === 0) {
    trace?.push({ kind: 'suppressed', route, by: isTooShort ? 'prefixlength' : 'ifgroup' });
    return uncertain === undefined ? next : { kind: 'next', uncertain };
  }
  trace?.push({ kind: 'route', route });
  return { kind: 'route', hit: legs === hit.legs ? hit : { ...hit, legs }, uncertain };
}

/** IPv4 looks at the group of the first next hop, whichever is taken; IPv6 at the one that is. */
function outside(group: number | undefined, { entry, legs }: Hit): readonly Leg[] {
  if (group === undefined) return legs;
  if (entry.route.family === 'ipv4') return entry.legs[0]?.link?.group === group ? [] : legs;
  return legs.filter(({ link }) => link?.group !== group);
}

function doubtOf(action: Lookup, hit: Hit, legs: readonly Leg[]): string | undefined {
  const { suppressPrefixlength, suppressIfgroup } = action;
  if (suppressPrefixlength === undefined && suppressIfgroup === undefined) return undefined;
  const { family, target } = hit.entry.route;
  if (family === 'ipv6' && target.kind === 'nexthop-object') return sharedCache;
  return legs.length > 0 && legs.length < hit.legs.length ? hashSuppresses : undefined;
}

const sharedCache =
  'IPv6 routes over one nexthop object share a cache: suppression may judge another of them (rt6_get_pcpu_route)';
const hashSuppresses =
  'the hash that chooses the next hop decides whether suppress_ifgroup applies';

function search(table: TableIndex, query: Query, trace: Trace): Hit | undefined {
  return query.family === 'ipv4'
    ? searchIpv4(table, query, trace)
    : searchIpv6(table, query, trace);
}

/** Whether the table holds a route that could not be read and may be the better one. */
function unreadIn(id: TableId, { unread }: FamilyIndex, { to }: Query): string | undefined {
  if (unread.length === 0) return undefined;
  const isUnread = unread.some(
    ({ table, test }) =>
      (table === undefined || table === id) && (test === undefined || isIn(to, test)),
  );
  return isUnread ? `table ${id} has a route that cannot be read` : undefined;
}

/**
 * Before the first rule was ever added: local and main as one trie, then table default, whatever the
 * first said (fib_lookup).
 */
export function walkMerged(
  index: FamilyIndex,
  merged: TableIndex,
  query: Query,
  trace: Trace,
): Found {
  trace?.push({ kind: 'note', text: 'no rule was added: tables local and main are one' });
  const first = searchIpv4(merged, query, trace);
  const last = index.tables.get(defaultTable);
  const isFound = first !== undefined && first.entry.error === undefined;
  const hit = isFound || last === undefined ? first : (searchIpv4(last, query, trace) ?? first);
  const uncertain =
    unreadIn(localTable, index, query) ??
    unreadIn(mainTable, index, query) ??
    (isFound ? undefined : unreadIn(defaultTable, index, query));
  if (hit === undefined || hit.entry.error === 'EAGAIN') {
    trace?.push({ kind: 'no route', table: mainTable });
    return uncertain === undefined ? nowhere : { ...nowhere, uncertain };
  }
  const { error, route } = hit.entry;
  trace?.push({ kind: 'route', route });
  return error === undefined
    ? { kind: 'route', hit, uncertain }
    : { kind: 'refused', error, by: 'route', hit, uncertain };
}

const nowhere: Found = {
  kind: 'refused',
  error: 'ENETUNREACH',
  by: 'nothing',
  hit: undefined,
  uncertain: undefined,
};

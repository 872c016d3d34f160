/** Rules in evaluation order, with the numbers they compare and the places they lead to. */

import type { Opaque } from '../model/live.ts';
import type { Rule, Selector } from '../model/rule.ts';
import { tableAsked } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import type { PrefixTest } from './prefix-test.ts';
import { prefixTest } from './prefix-test.ts';
import type { TableIndex } from './state.ts';

/** A selector with every field there, be it undefined: comparing is twice as quick then. */
type Tests = {
  readonly [Key in Exclude<keyof Selector, 'from' | 'to'>]: Selector[Key] | undefined;
};

export type ReadableRule = Tests & {
  readonly kind: 'rule';
  readonly rule: Rule;
  readonly from: PrefixTest | undefined;
  readonly to: PrefixTest | undefined;
  /** It asks for packets of a VRF (l3mdev_fib_rule_match). */
  readonly l3mdev: boolean;
  /** Whether it asks for more than from, to, fwmark and not. */
  readonly hasMore: boolean;
  /** Where a goto leads: an index into the rules; undefined where there is no such priority. */
  readonly jump: number | undefined;
  /** The table it looks up; undefined where nothing is in it. */
  readonly table: TableIndex | undefined;
};

export type IndexedRule =
  | ReadableRule
  /** It cannot be read: whoever gets this far may go on or not. */
  | { readonly kind: 'opaque'; readonly priority: number; readonly opaque: Opaque };

export function indexRules(
  rules: readonly Rule[],
  opaque: readonly Opaque[],
  tables: ReadonlyMap<TableId, TableIndex>,
): readonly IndexedRule[] {
  const unread = opaque.flatMap((one) =>
    // Of unknown priority, it may come first.
    one.noun === 'rule'
      ? [{ kind: 'opaque' as const, priority: priorityIn(one), opaque: one }]
      : [],
  );
  const read = rules.map((rule) => indexRule(rule, tables));
  const ordered: readonly IndexedRule[] = [...unread, ...read].toSorted(
    (one, other) => priorityOf(one) - priorityOf(other),
  );
  return ordered.map((entry) => withJump(entry, ordered));
}

function priorityIn({ place }: Opaque): number {
  return place?.noun === 'rule' ? place.priority : 0;
}

function indexRule(rule: Rule, tables: ReadonlyMap<TableId, TableIndex>): ReadableRule {
  const { selector } = rule;
  const l3mdev = rule.action.kind === 'l3mdev';
  const table = tableAsked(rule);
  return {
    kind: 'rule',
    rule,
    not: selector.not,
    from: testOf(selector.from),
    to: testOf(selector.to),
    l3mdev,
    hasMore: l3mdev || Object.keys(selector).some((key) => !few.has(key)),
    iif: selector.iif,
    oif: selector.oif,
    fwmark: selector.fwmark,
    uidrange: selector.uidrange,
    tunId: selector.tunId,
    tos: selector.tos,
    dscp: selector.dscp,
    ipproto: selector.ipproto,
    sport: selector.sport,
    dport: selector.dport,
    jump: undefined,
    table: table === undefined ? undefined : tables.get(table),
  };
}

const few: ReadonlySet<string> = new Set(['from', 'to', 'fwmark', 'not']);

function testOf(prefix: Selector['from']): PrefixTest | undefined {
  return prefix === undefined ? undefined : prefixTest(prefix);
}

function withJump(entry: IndexedRule, all: readonly IndexedRule[]): IndexedRule {
  if (entry.kind === 'opaque' || entry.rule.action.kind !== 'goto') return entry;
  const { target } = entry.rule.action;
  const jump = all.findIndex((other) => priorityOf(other) === target);
  return jump === -1 ? entry : { ...entry, jump };
}

function priorityOf(entry: IndexedRule): number {
  return entry.kind === 'rule' ? entry.rule.priority : entry.priority;
}

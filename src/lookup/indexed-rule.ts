/** Rules in evaluation order, with the numbers they compare and the places they jump to. */

import type { Words } from '../model/address-words.ts';
import { mask } from '../model/address-words.ts';
import type { Prefix } from '../model/address.ts';
import { addressOfPrefix, prefixLengthOf, wordsOf } from '../model/address.ts';
import type { Opaque } from '../model/live.ts';
import type { Rule } from '../model/rule.ts';

export type PrefixTest = { readonly value: Words; readonly mask: Words };

export type IndexedRule =
  | {
      readonly kind: 'rule';
      readonly rule: Rule;
      readonly from: PrefixTest | undefined;
      readonly to: PrefixTest | undefined;
      /** Where a goto leads: an index into the rules; undefined where there is no such priority. */
      readonly jump: number | undefined;
    }
  /** It cannot be read: whoever gets this far may go on or not. */
  | { readonly kind: 'opaque'; readonly priority: number; readonly opaque: Opaque };

export function indexRules(
  rules: readonly Rule[],
  opaque: readonly Opaque[],
): readonly IndexedRule[] {
  const unread = opaque.flatMap((one) =>
    one.place?.noun === 'rule'
      ? [{ kind: 'opaque' as const, priority: one.place.priority, opaque: one }]
      : [],
  );
  const read = rules.map((rule) => ({
    kind: 'rule' as const,
    rule,
    from: testOf(rule.selector.from),
    to: testOf(rule.selector.to),
    jump: undefined,
  }));
  const ordered: readonly IndexedRule[] = [...unread, ...read].toSorted(
    (one, other) => priorityOf(one) - priorityOf(other),
  );
  return ordered.map((entry) => withJump(entry, ordered));
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

function testOf(prefix: Prefix | undefined): PrefixTest | undefined {
  if (prefix === undefined) return undefined;
  const value = wordsOf(addressOfPrefix(prefix));
  const ones = value.map(() => 0xffffffff);
  return { value, mask: mask(ones, prefixLengthOf(prefix)) };
}

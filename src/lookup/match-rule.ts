/** Whether a rule takes a packet (fib_rule_match, fib4_rule_match, fib6_rule_match). */

import type { Range } from '../model/rule.ts';
import type { Mismatch } from '../model/trace.ts';
import type { ReadableRule } from './indexed-rule.ts';
import { isIn } from './prefix-test.ts';
import type { Query } from './query.ts';

/** What keeps a rule from matching; undefined where it matches. */
export function mismatchOf(rule: ReadableRule, query: Query): Mismatch | undefined {
  const failing = failingTest(rule, query);
  // `not` inverts the whole: also a rule whose interface does not exist matches then.
  if (rule.not) return failing === undefined ? 'not' : undefined;
  return failing;
}

/** What sets most rules apart comes first. */
function failingTest(rule: ReadableRule, query: Query): Mismatch | undefined {
  const { from, to, fwmark } = rule;
  if (from !== undefined && (query.from === undefined || !isIn(query.from, from))) return 'from';
  if (to !== undefined && !isIn(query.to, to)) return 'to';
  if (fwmark !== undefined && ((fwmark.value ^ query.mark) & fwmark.mask) !== 0) return 'fwmark';
  return rule.hasMore ? failingOfOthers(rule, query) : undefined;
}

function failingOfOthers(rule: ReadableRule, query: Query): Mismatch | undefined {
  const { l3mdev, iif, oif, uidrange, tunId, tos, dscp, ipproto, sport, dport } = rule;
  // Packets of a VRF are not modelled.
  if (l3mdev) return 'l3mdev';
  if (iif !== undefined && iif !== query.iif) return 'iif';
  if (oif !== undefined && oif !== query.oif) return 'oif';
  if (tunId !== undefined) return 'tunId';
  if (uidrange !== undefined && !isWithin(query.uid, uidrange)) return 'uidrange';
  if (tos !== undefined && tos !== query.tos) return 'tos';
  if (dscp !== undefined && dscp !== query.dscp) return 'dscp';
  if (ipproto !== undefined && ipproto !== query.ipproto) return 'ipproto';
  if (sport !== undefined && !isWithin(query.sport, sport)) return 'sport';
  if (dport !== undefined && !isWithin(query.dport, dport)) return 'dport';
  return undefined;
}

function isWithin(value: number, { first, last }: Range): boolean {
  return value >= first && value <= last;
}

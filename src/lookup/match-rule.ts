/** Whether a rule takes a packet (fib_rule_match, fib4_rule_match, fib6_rule_match). */

import type { Words } from '../model/address-words.ts';
import type { Range, Selector } from '../model/rule.ts';
import type { IndexedRule, PrefixTest } from './indexed-rule.ts';
import type { Query } from './query.ts';

/** The `ip rule` word of the selector that keeps a rule from matching; undefined where it matches. */
export function mismatchOf(
  { rule: { selector }, from, to }: Extract<IndexedRule, { readonly kind: 'rule' }>,
  query: Query,
): string | undefined {
  const word = failing(selector, from, to, query);
  // `not` inverts the whole: also a rule whose interface does not exist matches then.
  if (selector.not) return word === undefined ? 'not' : undefined;
  return word;
}

function failing(
  selector: Selector,
  from: PrefixTest | undefined,
  to: PrefixTest | undefined,
  query: Query,
): string | undefined {
  const { iif, oif, fwmark, uidrange, tunId, tos, dscp, ipproto, sport, dport } = selector;
  if (iif !== undefined && iif !== query.iif) return 'iif';
  if (oif !== undefined && oif !== query.oif) return 'oif';
  if (fwmark !== undefined && ((fwmark.value ^ query.mark) & fwmark.mask) !== 0) return 'fwmark';
  if (tunId !== undefined) return 'tun_id';
  if (uidrange !== undefined && !isWithin(query.uid, uidrange)) return 'uidrange';
  if (from !== undefined && !isIn(query.from, from)) return 'from';
  if (to !== undefined && !isIn(query.to, to)) return 'to';
  if (tos !== undefined && tos !== comparedTos(query)) return 'tos';
  if (dscp !== undefined && dscp !== query.tos >>> 2) return 'dscp';
  if (ipproto !== undefined && ipproto !== query.ipproto) return 'ipproto';
  if (sport !== undefined && !isWithin(query.sport, sport)) return 'sport';
  if (dport !== undefined && !isWithin(query.dport, dport)) return 'dport';
  return undefined;
}

/** IPv4 compares three bits (INET_DSCP_LEGACY_TOS_MASK), IPv6 all but the two of ECN. */
export function comparedTos({ family, tos }: Pick<Query, 'family' | 'tos'>): number {
  return tos & (family === 'ipv4' ? 0x1c : 0xfc);
}

function isIn(address: Words | undefined, { value, mask }: PrefixTest): boolean {
  if (address === undefined) return false;
  for (let at = 0; at < value.length; at++) {
    if ((((address[at] ?? 0) ^ (value[at] ?? 0)) & (mask[at] ?? 0)) !== 0) return false;
  }
  return true;
}

function isWithin(value: number | undefined, { first, last }: Range): boolean {
  return value !== undefined && value >= first && value <= last;
}

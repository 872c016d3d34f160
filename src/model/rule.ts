/** Policy rules as `ip rule` knows them (ip-rule(8)). */

import type { Family, Prefix } from './address.ts';
import type { TableId } from './table.ts';
import { mainTable } from './table.ts';
import { nothing } from './nothing.ts';

export type Mark = { readonly value: number; readonly mask: number };
export type Range = { readonly first: number; readonly last: number };
export type Realms = { readonly from: number; readonly to: number };

/** Which packets a rule matches. An absent field matches everything; `not` inverts the whole. */
export type Selector = {
  readonly not?: true;
  readonly from?: Prefix;
  readonly to?: Prefix;
  readonly iif?: string;
  readonly oif?: string;
  readonly fwmark?: Mark;
  /** IPv4: bits 0x1c only. IPv6: the traffic class without ECN. */
  readonly tos?: number;
  /** 0 to 63. Needs iproute2 6.13 and Linux 6.13. */
  readonly dscp?: number;
  /** Protocol number, 1 to 255. */
  readonly ipproto?: number;
  readonly sport?: Range;
  readonly dport?: Range;
  readonly uidrange?: Range;
  readonly tunId?: number;
};

/** Before names are resolved, `Table` is a reference instead of a number. */
export type RuleAction<Table = TableId> =
  | {
      readonly kind: 'lookup';
      readonly table: Table;
      readonly suppressPrefixlength?: number;
      readonly suppressIfgroup?: number;
      readonly realms?: Realms;
    }
  | { readonly kind: 'l3mdev' }
  | { readonly kind: 'goto'; readonly target: number }
  | { readonly kind: 'nop' }
  | { readonly kind: 'blackhole' | 'unreachable' | 'prohibit' };

export type Rule = {
  readonly family: Family;
  readonly priority: number;
  readonly selector: Selector;
  readonly action: RuleAction;
  /** rt_protos number of whoever made the rule; 0 when nobody said. */
  readonly protocol: number;
};

export const rulePriorityMax = 0xffffffff;
export const fullMark = 0xffffffff;

/** The slot a rule occupies for us: no two rules of one topology share it. */
export function ruleSlot({ family, priority }: Pick<Rule, 'family' | 'priority'>): string {
  return `${family} ${priority}`;
}

/** Same packets, same action, same place; who made it does not count. */
export function sameRule(one: Rule, other: Rule): boolean {
  return ruleContent(one) === ruleContent(other);
}

/**
 * The table that a rule asks for what it takes, in no VRF. There `l3mdev` takes nothing, and with
 * `not` everything: then no table is given, and that is main (fib_get_table, fib6_get_table).
 */
export function tableAsked({ selector, action }: Pick<Rule, 'selector' | 'action'>) {
  if (action.kind === 'l3mdev') return selector.not === true ? mainTable : undefined;
  return action.kind === 'lookup' ? action.table : undefined;
}

/** Everything that makes a rule what it is, but its owner, as one comparable string. */
export function ruleContent(rule: Rule): string {
  const { family, priority, selector, action, protocol, ...rest } = rule;
  nothing(rest);
  void protocol;
  return `${family} ${priority} ${selectorContent(selector)} => ${actionContent(action)}`;
}

/** The `ip rule` words in which two rules at one priority differ. */
export function ruleDifferences(before: Rule, after: Rule): readonly string[] {
  const one = attributes(before.selector);
  const other = attributes(after.selector);
  const words = one.filter(([, value], index) => value !== other[index]?.[1]).map(([word]) => word);
  const sameAction = actionContent(before.action) === actionContent(after.action);
  return sameAction ? words : [...words, 'action'];
}

/** Evaluation order: by family, then priority. */
export function compareRules(one: Rule, other: Rule): number {
  if (one.family !== other.family) return one.family === 'ipv4' ? -1 : 1;
  return one.priority - other.priority;
}

export function selectorContent(selector: Selector): string {
  const present = attributes(selector).filter(([, value]) => value !== undefined);
  return present.map(([word, value]) => `${word} ${value}`).join(' ');
}

/** Every selector of a rule, by the word `ip rule` has for it, as comparable text. */
function attributes(selector: Selector): readonly (readonly [string, string | undefined])[] {
  const { not, from, to, iif, oif, fwmark, tos, dscp, ipproto, ...more } = selector;
  const { sport, dport, uidrange, tunId, ...rest } = more;
  nothing(rest);
  return [
    ['not', not && 'true'],
    ['from', from],
    ['to', to],
    ['iif', iif],
    ['oif', oif],
    ['fwmark', fwmark && `${fwmark.value}/${fwmark.mask}`],
    ['tos', tos?.toString()],
    ['dscp', dscp?.toString()],
    ['ipproto', ipproto?.toString()],
    ['sport', sport && rangeContent(sport)],
    ['dport', dport && rangeContent(dport)],
    ['uidrange', uidrange && rangeContent(uidrange)],
    ['tun_id', tunId?.toString()],
  ];
}

export function actionContent(action: RuleAction): string {
  switch (action.kind) {
    case 'lookup': {
      const { kind, table, suppressPrefixlength, suppressIfgroup, realms, ...rest } = action;
      nothing(rest);
      const realm = realms && `${realms.from}/${realms.to}`;
      return [kind, table, suppressPrefixlength, suppressIfgroup, realm].join(' ');
    }
    case 'goto':
      return `goto ${action.target}`;
    case 'l3mdev':
    case 'nop':
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return action.kind;
  }
}

function rangeContent(range: Range): string {
  return `${range.first}-${range.last}`;
}

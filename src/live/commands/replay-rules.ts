/** What commands make of the rules of a host that has none but the kernel's (net/core/fib_rules.c). */

import type { Family } from '../../model/address.ts';
import type { Rule, RuleAction } from '../../model/rule.ts';
import { sameRule } from '../../model/rule.ts';
import { defaultTable, localTable, mainTable } from '../../model/table.ts';
import type { RuleRequest } from './rule-request.ts';

export type RuleState = {
  /** In evaluation order within each family. */
  readonly rules: readonly Rule[];
  /** Why the command leaves no trace, where that is not as it should be. */
  readonly reason?: string;
};

export const firstRules: readonly Rule[] = [
  firstRule('ipv4', 0, { kind: 'lookup', table: localTable }),
  firstRule('ipv4', 32_766, { kind: 'lookup', table: mainTable }),
  firstRule('ipv4', 32_767, { kind: 'lookup', table: defaultTable }),
  firstRule('ipv6', 0, { kind: 'lookup', table: localTable }),
  firstRule('ipv6', 32_766, { kind: 'lookup', table: mainTable }),
];

function firstRule(family: Family, priority: number, action: RuleAction): Rule {
  return { family, priority, selector: {}, action, protocol: 2 };
}

/** Of one priority the newest is asked last. */
export function addRule(rules: readonly Rule[], request: RuleRequest): RuleState {
  const { family, selector, action, protocol = 0 } = request;
  const rule: Rule = {
    family,
    priority: request.priority ?? nextPriority(rules, family),
    selector,
    action: action ?? { kind: 'lookup', table: mainTable },
    protocol,
  };
  if (rules.some((other) => sameRule(other, rule))) return { rules };
  const at = rules.findIndex((other) => other.family === family && other.priority > rule.priority);
  const next = at === -1 ? [...rules, rule] : rules.toSpliced(at, 0, rule);
  return { rules: next };
}

/** Before the second rule there is (fib_default_rule_pref). */
function nextPriority(rules: readonly Rule[], family: Family): number {
  const [, second] = rules.filter((rule) => rule.family === family);
  return second === undefined || second.priority === 0 ? 0 : second.priority - 1;
}

/** The first that has what is said; scripts delete before they add, so none is no mistake. */
export function deleteRule(rules: readonly Rule[], request: RuleRequest): RuleState {
  const at = rules.findIndex((rule) => matches(rule, request));
  return { rules: at === -1 ? rules : rules.toSpliced(at, 1) };
}

/** `not` is not looked at (rule_find). */
function matches(
  rule: Rule,
  { family, priority, selector, action, protocol }: RuleRequest,
): boolean {
  const { not: _, ...given } = selector;
  return (
    rule.family === family &&
    (priority === undefined || rule.priority === priority) &&
    (protocol === undefined || protocol === 0 || rule.protocol === protocol) &&
    isPartOf(given, rule.selector) &&
    (action === undefined || isPartOf(action, rule.action))
  );
}

function isPartOf(part: object, whole: object): boolean {
  const texts = new Map(Object.entries(whole).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.entries(part).every(([key, value]) => texts.get(key) === JSON.stringify(value));
}

/** All but those of priority 0 (iprule_flush). */
export function flushRules(rules: readonly Rule[], family: Family): RuleState {
  return { rules: rules.filter((rule) => rule.family !== family || rule.priority === 0) };
}

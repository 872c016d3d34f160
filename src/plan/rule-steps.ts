/**
 * How one priority gets from what it holds to what it shall hold, without a moment in which the
 * traffic it steers is left to later rules.
 *
 * Two traps of the kernel (net/core/fib_rules.c; rh#1686075 and rh#1685816):
 * - `add` compares source, destination, tos and realms only where the new rule has them, does not
 *   compare `not` or a goto's target, and then answers "File exists" to a rule that is not there;
 * - `del` removes the first rule that has the given attributes, whatever else it has, and does not
 *   look at `not` either.
 * Where either could happen, the new rule first stands in at a neighbouring priority.
 */

import type { Rule } from '../model/rule.ts';
import { sameRule, selectorContent } from '../model/rule.ts';
import type { RuleSlotChange } from './diff-rules.ts';

export type RuleStep = {
  readonly verb: 'add' | 'del';
  readonly rule: Rule;
  /** It is somebody else's, and has become ours. */
  readonly isAdopted?: true;
};

/** Steps by phase: additions of all slots run before stand-ins, these before removals. */
export type RuleSteps = {
  readonly add: readonly RuleStep[];
  readonly standIn: readonly RuleStep[];
  readonly remove: readonly RuleStep[];
};

/** `isFree` says whether no rule at all, live or desired, has a priority. */
export function ruleSteps(
  { before, after, adopted }: RuleSlotChange,
  isFree: (priority: number) => boolean,
): RuleSteps {
  if (after !== undefined && adopted !== undefined) return adoptionSteps(before, after, adopted);
  if (after === undefined) return { add: [], standIn: [], remove: removals(before) };
  const kept = before.find((rule) => sameRule(rule, after));
  const obsolete = before.filter((rule) => rule !== kept);
  if (needsStandIn(before, after, kept)) return standInSteps(before, after, isFree);
  const add = kept === undefined ? [{ verb: 'add' as const, rule: after }] : [];
  return { add, standIn: [], remove: removals(obsolete) };
}

/** Two that differ in their owner alone can stand side by side, and either steers. */
function adoptionSteps(before: readonly Rule[], after: Rule, adopted: Rule): RuleSteps {
  return {
    add: before.length > 0 ? [] : [{ verb: 'add', rule: after }],
    standIn: [],
    remove: [{ verb: 'del', rule: adopted, isAdopted: true }],
  };
}

function needsStandIn(before: readonly Rule[], after: Rule, kept: Rule | undefined): boolean {
  if (kept === undefined) return before.some((rule) => takenForEqual(after, rule));
  const earlier = before.indexOf(kept);
  return before.some((rule, index) => index > earlier && wouldDelete(rule, kept));
}

function standInSteps(
  before: readonly Rule[],
  after: Rule,
  isFree: (priority: number) => boolean,
): RuleSteps {
  const next = [after.priority + 1, after.priority - 1].find(isFree);
  const rebuild: readonly RuleStep[] = [...removals(before), { verb: 'add', rule: after }];
  if (next === undefined) return { add: [], standIn: rebuild, remove: [] };
  const standIn = { ...after, priority: next };
  return {
    add: [],
    standIn: [{ verb: 'add', rule: standIn }, ...rebuild, { verb: 'del', rule: standIn }],
    remove: [],
  };
}

/** The most specific first: a delete with few attributes must not hit one that has more. */
export function bySpecificity(rules: readonly Rule[]): readonly Rule[] {
  return rules.toSorted((one, other) => attributeCount(other) - attributeCount(one));
}

function removals(rules: readonly Rule[]): readonly RuleStep[] {
  return bySpecificity(rules).map((rule) => ({ verb: 'del', rule }));
}

/** Whether the kernel, asked to add `added`, takes it for `present` (rule_exists). */
function takenForEqual(added: Rule, present: Rule): boolean {
  return strictPart(added) === strictPart(present) && vaguePartMatches(added, present);
}

/** Whether deleting `target` by all its attributes could hit `other` (fib_nl_delrule). */
function wouldDelete(target: Rule, other: Rule): boolean {
  const { not, ...given } = target.selector;
  void not;
  return isPartOf(given, other.selector) && isPartOf(target.action, other.action);
}

function isPartOf(part: object, whole: object): boolean {
  const texts = new Map(Object.entries(whole).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.entries(part).every(([key, value]) => texts.get(key) === JSON.stringify(value));
}

/** What the kernel compares in every case. */
function strictPart(rule: Rule): string {
  const { not, from, to, tos, ...strict } = rule.selector;
  void [not, from, to, tos];
  return `${selectorContent(strict)} => ${strictAction(rule)}`;
}

function strictAction({ action }: Rule): string {
  if (action.kind !== 'lookup') return action.kind;
  return `${action.table} ${action.suppressPrefixlength} ${action.suppressIfgroup}`;
}

/** What it compares only where the rule at hand has it. */
function vaguePartMatches(given: Rule, other: Rule): boolean {
  const one = given.selector;
  const two = other.selector;
  return (
    (one.from === undefined || one.from === two.from) &&
    (one.to === undefined || one.to === two.to) &&
    (one.tos === undefined || one.tos === two.tos) &&
    realmsMatch(given, other)
  );
}

function realmsMatch(given: Rule, other: Rule): boolean {
  const one = given.action.kind === 'lookup' ? given.action.realms : undefined;
  const two = other.action.kind === 'lookup' ? other.action.realms : undefined;
  return one === undefined || (one.from === two?.from && one.to === two.to);
}

function attributeCount({ selector, action }: Rule): number {
  return Object.keys(selector).length + Object.keys(action).length;
}

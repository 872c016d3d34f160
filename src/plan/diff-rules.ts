/** Desired x live rules -> what becomes of every priority. */

import type { Wanted } from '../model/desired.ts';
import type { Opaque } from '../model/live.ts';
import type { Change, Conflict, Satisfied } from '../model/plan.ts';
import type { Rule } from '../model/rule.ts';
import { ruleDifferences, ruleSlot, sameRule } from '../model/rule.ts';
import { isKernelRule } from '../model/kernel-made.ts';
import { opaqueSlot } from './opaque-slots.ts';

/** All that is to happen at one priority of one family. */
export type RuleSlotChange = {
  /** Our rules there now, in kernel order. */
  readonly before: readonly Rule[];
  /** The one that shall remain. */
  readonly after: Rule | undefined;
  /** Somebody else's, the same, that becomes ours. */
  readonly adopted?: Rule;
  readonly changes: readonly Change[];
};

export type RuleDiff = {
  readonly slots: readonly RuleSlotChange[];
  readonly satisfied: readonly Satisfied[];
  readonly conflicts: readonly Conflict[];
  readonly unchanged: number;
};

type SlotVerdict =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'change'; readonly slot: RuleSlotChange }
  | { readonly kind: 'satisfied'; readonly satisfied: Satisfied; readonly slot: RuleSlotChange }
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

/** `live` is in kernel order; `opaque` are others' that our types cannot hold. */
export function diffRules(
  wanted: readonly Wanted<Rule>[],
  live: readonly Rule[],
  opaque: readonly Opaque[],
  protocol: number,
): RuleDiff {
  const liveBySlot = groupBySlot(live);
  const opaqueBySlot = new Map(opaque.map((one) => [opaqueSlot(one), one]));
  const verdicts = wanted.map((entry) => {
    const slot = ruleSlot(entry.item);
    return judge(entry, liveBySlot.get(slot) ?? [], opaqueBySlot.get(slot), protocol);
  });
  const wantedSlots = new Set(wanted.map(({ item }) => ruleSlot(item)));
  const ownBySlot = groupBySlot(live.filter((rule) => rule.protocol === protocol));
  const leftOver = [...ownBySlot].filter(([slot]) => !wantedSlots.has(slot));
  return {
    slots: [
      ...verdicts.flatMap((verdict) => ('slot' in verdict ? [verdict.slot] : [])),
      ...leftOver.map(([, rules]) => withoutDeclaration(rules)),
    ].filter(({ changes }) => changes.length > 0),
    satisfied: verdicts.flatMap((verdict) =>
      verdict.kind === 'satisfied' ? [verdict.satisfied] : [],
    ),
    conflicts: verdicts.flatMap((verdict) =>
      verdict.kind === 'conflict' ? [verdict.conflict] : [],
    ),
    unchanged: verdicts.filter(({ kind }) => kind === 'unchanged').length,
  };
}

function judge(
  wanted: Wanted<Rule>,
  present: readonly Rule[],
  opaque: Opaque | undefined,
  protocol: number,
): SlotVerdict {
  const { item, origin } = wanted;
  const own = present.filter((rule) => rule.protocol === protocol);
  const foreign = present.filter((rule) => rule.protocol !== protocol);
  const adopted = opaque === undefined ? adoptable(wanted, present, protocol) : undefined;
  if (adopted !== undefined) return { kind: 'change', slot: adoption(wanted, own, adopted) };
  const kept = own.find((rule) => sameRule(rule, item));
  if (kept !== undefined) {
    // Rules of one priority are asked in this order: what comes before ours decides.
    const ahead = present.slice(0, present.indexOf(kept)).find((rule) => foreign.includes(rule));
    if (ahead !== undefined && !sameRule(ahead, item)) return conflictWith(ahead, wanted);
    if (opaque !== undefined) return opaqueConflict(opaque, wanted);
    if (own.length === 1) return { kind: 'unchanged' };
    return { kind: 'change', slot: withoutDuplicates(kept, own) };
  }
  if (opaque !== undefined) return opaqueConflict(opaque, wanted);
  const [first] = foreign;
  if (first !== undefined && sameRule(first, item)) {
    const satisfied = { wanted: ruleItem(item), by: ruleItem(first), origin };
    return { kind: 'satisfied', satisfied, slot: withoutDeclaration(own) };
  }
  if (first !== undefined) return conflictWith(first, wanted);
  return { kind: 'change', slot: replaced(wanted, own) };
}

/**
 * The only one of others, where it is the same, and ours at most behind it: a delete that names the
 * protocol 0 would hit the first.
 */
function adoptable(
  { item, adopts }: Wanted<Rule>,
  present: readonly Rule[],
  protocol: number,
): Rule | undefined {
  const [first, second, ...others] = present;
  if (adopts === undefined || first === undefined || others.length > 0) return undefined;
  if (first.protocol === protocol || !sameRule(first, item) || isKernelRule(first))
    return undefined;
  const isAlone = second === undefined || (second.protocol === protocol && sameRule(second, item));
  return isAlone ? first : undefined;
}

function adoption(
  { item, origin }: Wanted<Rule>,
  own: readonly Rule[],
  adopted: Rule,
): RuleSlotChange {
  const [before, after] = [ruleItem(adopted), ruleItem(item)];
  return {
    before: own,
    after: item,
    adopted,
    changes: [{ action: 'adopt', before, after, origin }],
  };
}

function conflictWith(present: Rule, { item, origin }: Wanted<Rule>): SlotVerdict {
  const sides = { wanted: ruleItem(item), present: ruleItem(present), origin };
  return { kind: 'conflict', conflict: { kind: 'foreign', ...sides } };
}

function opaqueConflict(present: Opaque, { item, origin }: Wanted<Rule>): SlotVerdict {
  const sides = { wanted: ruleItem(item), present, origin };
  return { kind: 'conflict', conflict: { kind: 'foreign-opaque', ...sides } };
}

function replaced({ item, origin }: Wanted<Rule>, own: readonly Rule[]): RuleSlotChange {
  const [first, ...others] = own;
  const change: Change =
    first === undefined
      ? { action: 'add', item: ruleItem(item), origin }
      : {
          action: 'change',
          before: ruleItem(first),
          after: ruleItem(item),
          differs: ruleDifferences(first, item),
          origin,
        };
  return { before: own, after: item, changes: [change, ...others.map(duplicate)] };
}

function withoutDuplicates(kept: Rule, own: readonly Rule[]): RuleSlotChange {
  const others = own.filter((rule) => rule !== kept);
  return { before: own, after: kept, changes: others.map(duplicate) };
}

function withoutDeclaration(own: readonly Rule[]): RuleSlotChange {
  const changes = own.map((rule): Change => ({
    action: 'remove',
    item: ruleItem(rule),
    reason: 'no longer declared',
  }));
  return { before: own, after: undefined, changes };
}

function duplicate(rule: Rule): Change {
  return { action: 'remove', item: ruleItem(rule), reason: 'duplicate' };
}

export function ruleItem(rule: Rule) {
  return { noun: 'rule', rule } as const;
}

function groupBySlot(rules: readonly Rule[]): Map<string, Rule[]> {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const slot = ruleSlot(rule);
    const group = groups.get(slot);
    if (group === undefined) groups.set(slot, [rule]);
    else group.push(rule);
  }
  return groups;
}

/** Rules and policies: which packets reach them, and where they jump. */

import type { Problem } from '../../model/problem.ts';
import { contains } from '../../model/address.ts';
import type { Selector } from '../../model/rule.ts';
import { problemAt } from '../problem-at.ts';
import type { Policy, PolicySource, RawRule } from '../topology.ts';
import type { Check } from './check.ts';
import { claims, kernelPriorities } from './priorities.ts';

export const policiesAreReached: Check = ({ policies }) =>
  policies.flatMap((policy, index) => {
    const other = policies.find(
      (one, position) => isTriedBefore([one, position], [policy, index]) && covers(one, policy),
    );
    if (other === undefined) return [];
    return [
      problemAt(policy.at, {
        code: 'MH308',
        message: `policy "${policy.name}" never counts: "${other.name}" takes all its packets before`,
        hint: 'put the narrower policy first, or remove it',
        related: [{ message: `"${other.name}" is here`, at: other.at }],
      }),
    ];
  });

/** Explicit priorities and those from the band cannot be compared here. */
function isTriedBefore(
  [one, onePosition]: readonly [Policy, number],
  [other, otherPosition]: readonly [Policy, number],
): boolean {
  if (one.priority === undefined && other.priority === undefined)
    return onePosition < otherPosition;
  return (
    one.priority !== undefined && other.priority !== undefined && one.priority < other.priority
  );
}

/** Whether one policy matches every packet the other does, as far as it can be seen. */
function covers(one: Policy, other: Policy): boolean {
  return (
    other.families.every((family) => one.families.includes(family)) &&
    coversSources(one.from, other.from) &&
    coversDestinations(one.to, other.to) &&
    coversSelector(one.selector, other.selector)
  );
}

function coversSources(one: readonly PolicySource[], other: readonly PolicySource[]): boolean {
  if (one.length === 0) return true;
  return (
    other.length > 0 && other.every((inner) => one.some((outer) => coversSource(outer, inner)))
  );
}

function coversSource(outer: PolicySource, inner: PolicySource): boolean {
  if (outer.kind === 'network') return inner.kind === 'network' && outer.name === inner.name;
  return inner.kind === 'prefix' && contains(outer.prefix, inner.prefix);
}

/** Prefix lists are compared by name only: they are long. */
function coversDestinations(one: Policy['to'], other: Policy['to']): boolean {
  if (one === undefined) return true;
  if (other === undefined) return false;
  if (one.kind === 'list' || other.kind === 'list') {
    return one.kind === 'list' && other.kind === 'list' && one.file === other.file;
  }
  return other.prefixes.every((inner) => one.prefixes.some((outer) => contains(outer, inner)));
}

function coversSelector(one: Selector, other: Selector): boolean {
  const wanted = new Map(Object.entries(other));
  return Object.entries(one).every(
    ([key, value]) => JSON.stringify(value) === JSON.stringify(wanted.get(key)),
  );
}

/** A rule that takes everything and ends the lookup leaves nothing to later rules. */
export const rulesAreReached: Check = ({ rules }) => {
  const ends = rules.filter(endsEverything);
  return rules.flatMap((rule, index) => {
    const end = ends.find((one) => isBefore(one, rule));
    if (end === undefined || rules.some((one) => leadsPast(one, end))) return [];
    return [
      problemAt(rule.at, {
        code: 'MH309',
        message: `no packet reaches rule ${index + 1}: an earlier one takes them all`,
        hint: 'give it a smaller priority',
        related: [{ message: 'this one', at: end.at }],
      }),
    ];
  });
};

function endsEverything({ selector, action }: RawRule): boolean {
  const isEnd = ['blackhole', 'unreachable', 'prohibit'].includes(action.kind);
  return isEnd && Object.keys(selector).length === 0;
}

function isBefore(one: RawRule, other: RawRule): boolean {
  const sameFamilies = other.families.every((family) => one.families.includes(family));
  return one.priority !== undefined && other.priority !== undefined
    ? sameFamilies && one.priority < other.priority
    : false;
}

function leadsPast({ action }: RawRule, end: RawRule): boolean {
  return action.kind === 'goto' && end.priority !== undefined && action.target > end.priority;
}

export const gotosLeadForward: Check = ({ rules }, places) =>
  rules.flatMap(({ priority, action, at }) => {
    if (action.kind !== 'goto' || priority === undefined || action.target > priority) return [];
    const message = `goto ${action.target} does not lead forward from priority ${priority}`;
    const hint = `write a number above ${priority}`;
    return [problemAt(places.under(at, ['goto']), { code: 'MH310', message, hint })];
  });

export const gotosLeadSomewhere: Check = (topology, places) => {
  const known = new Set(claims(topology).map(({ family, priority }) => `${family} ${priority}`));
  return topology.rules.flatMap(({ families, action, priority, at }): readonly Problem[] => {
    if (action.kind !== 'goto' || kernelPriorities.has(action.target)) return [];
    // Backward ones are told as such.
    if (priority !== undefined && action.target <= priority) return [];
    if (families.every((family) => known.has(`${family} ${action.target}`))) return [];
    const message = `no rule of this file has priority ${action.target}`;
    const hint = 'while there is none, the kernel skips this rule';
    return [problemAt(places.under(at, ['goto']), { code: 'MH311', message, hint })];
  });
};

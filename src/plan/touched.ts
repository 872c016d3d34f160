/** The slots that a plan touches, and what they hold of ours. */

import type { Live } from '../model/live.ts';
import type { Item, Plan } from '../model/plan.ts';
import { familyOf } from '../model/address.ts';
import type { Route } from '../model/route.ts';
import { routeSlot } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { ruleSlot } from '../model/rule.ts';

/** `ipv4 rule 100`, `ipv6 route 254 ::/0 1024`. */
export function touchedSlots({ steps }: Pick<Plan, 'steps'>): ReadonlySet<string> {
  return new Set(steps.map(({ item }) => slotOf(item)));
}

/** In the kernel's order; an empty list where there is nothing. Of others, what `counts` as well. */
export function itemsIn(
  slots: ReadonlySet<string>,
  { rules, routes }: Pick<Live, 'rules' | 'routes'>,
  protocol: number,
  counts?: (foreign: Item) => boolean,
): ReadonlyMap<string, readonly Item[]> {
  const held = new Map<string, Item[]>([...slots].map((slot) => [slot, []]));
  const look = (item: Item, by: number): void => {
    if (by !== protocol && counts === undefined) return;
    const items = held.get(slotOf(item));
    if (items !== undefined && (by === protocol || counts?.(item) === true)) items.push(item);
  };
  for (const rule of rules) look({ noun: 'rule', rule }, rule.protocol);
  for (const route of routes) look({ noun: 'route', route }, route.protocol);
  return held;
}

/** Of others, what a plan takes over; it is told by being the very object that the plan found. */
export function adoptedBy({ steps }: Pick<Plan, 'steps'>): ReadonlySet<Rule | Route> {
  return new Set(steps.flatMap(({ adopts }) => (adopts === undefined ? [] : [contentOf(adopts)])));
}

export function contentOf(item: Item): Rule | Route {
  return item.noun === 'rule' ? item.rule : item.route;
}

/** Slots that hold something of somebody else, and nothing of ours. */
export function slotsOfOthers(
  slots: ReadonlySet<string>,
  { rules, routes }: Pick<Live, 'rules' | 'routes'>,
  protocol: number,
): readonly string[] {
  const ours = itemsIn(slots, { rules, routes }, protocol);
  // Rules of others may share a priority: ours come beside them.
  const taken = new Set(
    routes
      .filter((route) => route.protocol !== protocol)
      .map((route) => slotOf({ noun: 'route', route })),
  );
  return [...slots].filter((slot) => taken.has(slot) && ours.get(slot)?.length === 0);
}

/** A host as it was when each slot was first touched: `slots` by `first`, all others by `later`. */
export function firstSeen(slots: ReadonlySet<string>, first: Live, later: Live): Live {
  return {
    ...later,
    rules: [
      ...first.rules.filter((rule) => slots.has(slotOf({ noun: 'rule', rule }))),
      ...later.rules.filter((rule) => !slots.has(slotOf({ noun: 'rule', rule }))),
    ],
    routes: [
      ...first.routes.filter((route) => slots.has(slotOf({ noun: 'route', route }))),
      ...later.routes.filter((route) => !slots.has(slotOf({ noun: 'route', route }))),
    ],
  };
}

function slotOf(item: Item): string {
  if (item.noun === 'rule') {
    const [family, priority] = ruleSlot(item.rule).split(' ');
    return `${family} rule ${priority}`;
  }
  return `${familyOf(item.route.to)} route ${routeSlot(item.route)}`;
}

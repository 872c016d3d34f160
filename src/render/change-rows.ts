/** One change of a plan as lines: what goes, what comes, and why. */

import type { Change, Item } from '../model/plan.ts';
import { protocolWord } from '../model/protocol.ts';
import type { Rule } from '../model/rule.ts';
import type { TableNamer } from './describe.ts';
import { describeAction, describeItem, describeRoute, describeSelector } from './describe.ts';
import type { Row } from './rows.ts';
import { place, row } from './rows.ts';
import type { Style } from './style.ts';

export type ChangeRowOptions = {
  readonly style: Style;
  readonly nameOf: TableNamer;
  /** Where everything goes, there is no reason to give one. */
  readonly isRemoval: boolean;
};

export function changeRows(
  change: Change,
  { style, nameOf, isRemoval }: ChangeRowOptions,
): readonly Row[] {
  switch (change.action) {
    case 'add':
      return [row(`    + ${itemText(change.item, nameOf)}`, style.add, place(change.origin))];
    case 'change':
      return changedRows(change, { style, nameOf, isRemoval });
    case 'adopt':
      return [
        row(
          `    < ${itemText(change.after, nameOf)}`,
          style.change,
          `${place(change.origin)}, adopt (proto ${protocolWord(ownerOf(change.before))})`,
        ),
      ];
    case 'remove':
      return [
        row(
          `    - ${itemText(change.item, nameOf)}`,
          style.remove,
          isRemoval ? '' : `owned, ${change.reason}`,
        ),
      ];
  }
}

/** A rule on one line; a route on two, one below the other, so that the eye finds the difference. */
function changedRows(
  { before, after, differs, origin }: Extract<Change, { readonly action: 'change' }>,
  { style, nameOf }: ChangeRowOptions,
): readonly Row[] {
  if (before.noun === 'rule' && after.noun === 'rule') {
    const text = ruleChangeText(before.rule, after.rule, nameOf);
    return [row(`  ~   ${text}`, style.change, place(origin))];
  }
  const words = differs.length === 0 ? '' : `   (${differs.join(', ')})`;
  return [
    row(`  ~   ${itemText(before, nameOf)}`, style.change, place(origin)),
    row(`   -> ${itemText(after, nameOf)}${words}`, style.change),
  ];
}

function ruleChangeText(before: Rule, after: Rule, nameOf: TableNamer): string {
  const old = describeSelector(before.selector);
  const next = describeSelector(after.selector);
  const action = describeAction(after.action, nameOf);
  const from = `${before.priority}: ${old} ${describeAction(before.action, nameOf)}`;
  return old === next
    ? `${from} -> ${action.replace('lookup ', '')}`
    : `${from} -> ${next} ${action}`;
}

function ownerOf(item: Item): number {
  return item.noun === 'rule' ? item.rule.protocol : item.route.protocol;
}

function itemText(item: Item, nameOf: TableNamer): string {
  return item.noun === 'route' ? describeRoute(item.route) : describeItem(item, nameOf);
}

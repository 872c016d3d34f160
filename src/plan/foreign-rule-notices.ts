/** Rules of others that are asked before the first of ours. */

import type { Family } from '../model/address.ts';
import { families, showPrefix } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Notice } from '../model/plan.ts';
import type { Rule } from '../model/rule.ts';
import { localTable } from '../model/table.ts';

export function foreignRuleNotices(desired: Desired, foreign: readonly Rule[]): readonly Notice[] {
  return families.flatMap((family) => earlierRules(family, desired, foreign));
}

function earlierRules(
  family: Family,
  { rules }: Desired,
  foreign: readonly Rule[],
): readonly Notice[] {
  const [first] = rules
    .filter(({ item }) => item.family === family)
    .toSorted((one, other) => one.item.priority - other.item.priority);
  if (first === undefined) return [];
  const [earliest, ...others] = foreign.filter(
    (rule) =>
      rule.family === family && rule.priority < first.item.priority && takesPlainTraffic(rule),
  );
  if (earliest === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  const text = `the foreign rule ${describe(earliest)} comes before all of ours${more}`;
  return [{ text, origin: first.origin }];
}

/** Those that ask for a mark, a port or a user are meant for something of their own. */
function takesPlainTraffic({ selector, action }: Rule): boolean {
  const { fwmark, ipproto, sport, dport, uidrange, tunId, tos, dscp } = selector;
  const special = [fwmark, ipproto, sport, dport, uidrange, tunId, tos, dscp];
  if (special.some((one) => one !== undefined)) return false;
  if (action.kind === 'lookup') return action.table !== localTable;
  return action.kind !== 'nop' && action.kind !== 'l3mdev';
}

function describe({ priority, selector: { from, to, iif, oif }, action }: Rule): string {
  const words = [
    `${priority}: from ${from === undefined ? 'all' : showPrefix(from)}`,
    ...(to === undefined ? [] : [`to ${showPrefix(to)}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
    ...(oif === undefined ? [] : [`oif ${oif}`]),
    action.kind === 'lookup' ? `lookup ${action.table}` : action.kind,
  ];
  return words.join(' ');
}

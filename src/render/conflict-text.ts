/** What stands in the way, and what others have already done: both sides, and the way out. */

import type { Origin } from '../model/origin.ts';
import type { Conflict, Item, Satisfied } from '../model/plan.ts';
import { protocolWord } from '../model/protocol.ts';
import type { TableNamer } from './describe.ts';
import { describeItem, describeRoute } from './describe.ts';
import type { Row } from './rows.ts';
import { place, plain, row } from './rows.ts';
import type { Style } from './style.ts';

export type ConflictTextOptions = { readonly style: Style; readonly nameOf: TableNamer };

export function conflictRows(
  conflict: Conflict,
  { style, nameOf }: ConflictTextOptions,
): readonly Row[] {
  switch (conflict.kind) {
    case 'foreign':
      return [
        wantedRow(located(conflict.wanted, nameOf), conflict.origin, style),
        row(
          `      present: ${located(conflict.present, nameOf)}`,
          plain,
          foreignNote(conflict.present),
        ),
        row(`      ${wayOut(conflict.wanted)}`, plain),
      ];
    case 'table-name':
      return [
        wantedRow(`${conflict.wanted.id} ${conflict.wanted.name}`, conflict.origin, style),
        row(`      present: ${conflict.present.id} ${conflict.present.name}`, plain, conflict.file),
        row('      use the name and number that file has, or choose others', plain),
      ];
    case 'foreign-opaque':
      return [
        wantedRow(located(conflict.wanted, nameOf), conflict.origin, style),
        row(
          `      present: ${conflict.present.text}`,
          plain,
          `not ours, and not comparable: ${conflict.present.reason}`,
        ),
        row(`      ${wayOut(conflict.wanted)}`, plain),
      ];
    case 'file':
      return [
        row(`  !   ${conflict.path} was not written by multihome`, style.alarm),
        row('      move it away: its name is that of our own file', plain),
      ];
    case 'nftables':
      return [
        wantedRow(`nftables table ${conflict.name}`, conflict.origin, style),
        row('      present: a table of that name that multihome did not make', plain),
        row('      rename it, or choose another protocol number: that is part of our name', plain),
      ];
    case 'opaque':
      return [
        row(
          `  !   carries our protocol number, but is none of ours: ${conflict.present.reason}`,
          style.alarm,
        ),
        row(`      ${conflict.present.text}`, plain),
        row('      remove it by hand, or choose another protocol number', plain),
      ];
  }
}

function wantedRow(text: string, origin: Origin, style: Style): Row {
  return row(`  !   wanted:  ${text}`, style.alarm, place(origin));
}

function wayOut(item: Item): string {
  return item.noun === 'rule'
    ? 'give it another priority (or all of ours: priority-base), or remove the other rule'
    : 'give it another metric or table, or remove the other route';
}

function located(item: Item, nameOf: TableNamer): string {
  return item.noun === 'rule'
    ? `rule ${describeItem(item, nameOf)}`
    : `route ${describeRoute(item.route)} table ${nameOf(item.route.table)}`;
}

export function satisfiedRow(
  { wanted, by, origin }: Satisfied,
  { nameOf }: ConflictTextOptions,
): Row {
  return row(`    = ${located(wanted, nameOf)}`, plain, `${place(origin)}, ${foreignNote(by)}`);
}

function foreignNote(item: Item): string {
  const protocol = item.noun === 'rule' ? item.rule.protocol : item.route.protocol;
  return `not ours (proto ${protocolWord(protocol)})`;
}

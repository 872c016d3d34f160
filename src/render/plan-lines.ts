/** A plan as lines that are the same for the same plan: to be compared, and read by people. */

import type { Change, FileChange, Item, Plan, Satisfied } from '../model/plan.ts';
import { batchLine } from './batch.ts';

/** What it changes, and what of others it counts as done. Sorted: the kernel's order says nothing. */
export function planLines({ changes, satisfied, tableNames, files }: Plan): readonly string[] {
  return [
    ...changes.map(changeLine),
    ...satisfied.map(satisfiedLine),
    ...tableNames.added.map(({ id, name }) => `add name ${id} ${ascii(name)}`),
    ...tableNames.removed.map(({ id, name }) => `remove name ${id} ${ascii(name)}`),
    ...files.map(fileLine),
  ].toSorted();
}

function changeLine(change: Change): string {
  switch (change.action) {
    case 'add':
      return `add ${itemLine(change.item)}`;
    case 'change':
      return `change ${itemLine(change.before)} -> ${itemLine(change.after)}`;
    case 'remove':
      return `remove ${itemLine(change.item)}`;
  }
}

function satisfiedLine({ by }: Satisfied): string {
  return `keep ${itemLine(by)}`;
}

function fileLine({ path, after }: FileChange): string {
  return `${after === undefined ? 'remove' : 'write'} file ${path}`;
}

function itemLine(item: Item): string {
  const family = item.noun === 'rule' ? item.rule.family : item.route.family;
  const [noun = '', , ...words] = batchLine({ verb: 'add', item }).split(' ');
  return [family, noun, ...words].join(' ');
}

/** A name that somebody wrote into a file of ours may hold anything. */
function ascii(text: string): string {
  return text.replaceAll(/[^!-~]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}

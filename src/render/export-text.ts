/** What the files of all exports have in common: comments, and what is lost. */

import type { ExportFormat, ExportItem, ExportLoss, ExportSource } from '../model/export.ts';
import { exportMark } from '../model/export.ts';
import type { Origin } from '../model/origin.ts';
import type { TableNamer } from './describe.ts';
import { describeItem } from './describe.ts';

/**
 * As a comment of one line in any format: YAML ends a line at more characters than others do, and a
 * backslash at the end would take the next line along.
 */
export function comment(text: string): string {
  return `# ${printable(text)}`.trimEnd();
}

function printable(text: string): string {
  return text.replaceAll(/[^ -[\]-~]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value of one strict alphabet, in which no format has anything that ends a value. */
export function exportWord(value: string | number): string {
  const text = `${value}`;
  if (/^[A-Za-z0-9_.:/+@-]+( [0-9]+)?$/.test(text)) return text;
  throw new Error(`not a safe word for an export: ${JSON.stringify(text)}`);
}

/** Says what it is, and where it comes from. */
export function header(source: ExportSource, format: ExportFormat): readonly string[] {
  return [
    exportMark,
    comment(`from ${source.topology}, for ${format}; the next export writes over it.`),
  ];
}

export function lossComments(losses: readonly ExportLoss[]): readonly string[] {
  if (losses.length === 0) return [];
  return ['#', '# What this does not do:', ...losses.map((loss) => comment(`  ${lossText(loss)}`))];
}

export function lossText({ origin, text }: ExportLoss): string {
  return `${place(origin)}: ${text}`;
}

export function place({ file, line }: Origin): string {
  return `${file}:${line}`;
}

/** Whether a format has words for an item; `lacks` are those of `ip` it has none for. */
export type Spoken =
  | { readonly kind: 'said'; readonly lines: readonly string[]; readonly lacks: readonly string[] }
  | { readonly kind: 'left-out'; readonly lacks: readonly string[] };

export type SpokenItem = { readonly item: ExportItem; readonly spoken: Spoken };

/** Many items of one line mostly lack the same: then one of them stands for all. */
export function itemLosses(
  spoken: readonly SpokenItem[],
  program: string,
  nameOf: TableNamer,
): readonly ExportLoss[] {
  const groups = new Map<string, { readonly first: SpokenItem; count: number }>();
  for (const one of spoken) {
    if (one.spoken.lacks.length === 0) continue;
    const key = [
      place(one.item.origin),
      one.item.item.noun,
      one.spoken.kind,
      ...one.spoken.lacks,
    ].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: one, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()].map(({ first, count }) => ({
    origin: first.item.origin,
    text: itemLossText(first, count, program, nameOf),
  }));
}

function itemLossText(
  { item: { item }, spoken }: SpokenItem,
  count: number,
  program: string,
  nameOf: TableNamer,
): string {
  const table = item.noun === 'route' ? ` table ${nameOf(item.route.table)}` : '';
  const more = count === 1 ? '' : ` (and ${count - 1} more of this line)`;
  const effect = spoken.kind === 'said' ? 'written without' : 'left out';
  const words = spoken.lacks.join(', ');
  return `${effect}, ${program} has no ${words}: ${item.noun} ${describeItem(item, nameOf)}${table}${more}`;
}

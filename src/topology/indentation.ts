/** A line that lines up with nothing: which line above it was probably meant to be its neighbour. */

import { lineStart } from './line.ts';
import type { Span } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { mayBeSiblings } from './shape-at.ts';

/** A column in which entries of one list, or keys of one mapping, stand. */
type Level = { readonly column: number; readonly word: string; readonly line: number };

type Misaligned = { readonly span: Span; readonly flaw: Flaw };

/** What is wrong with the indentation of the line at `position`, if that is what is wrong. */
export function misaligned(text: string, position: number): Misaligned | undefined {
  const from = lineStart(text, position);
  const line = text.slice(from).split(/\r?\n/, 1)[0] ?? '';
  const [own] = levelsOf(line, 0);
  if (own === undefined) return undefined;
  const open = openLevels(text.slice(0, from), own);
  if (open.some(({ column }) => column === own.column)) return undefined;
  const neighbours = nearest(open, own);
  if (neighbours.length === 0) return undefined;
  const start = from + own.column;
  const subject = own.word === '-' ? 'this "-"' : `"${own.word}"`;
  const others = own.word === '-' ? 'no other one above it' : 'no key above it';
  const flaw: Flaw = {
    code: 'MH001',
    message: `${subject} lines up with ${others}`,
    hint: neighbours.map(advice).join(', or '),
  };
  return { span: { start, end: start + own.word.length }, flaw };
}

function advice({ column, word, line }: Level): string {
  const depth = `indent it by ${column} ${column === 1 ? 'space' : 'spaces'}`;
  return `${column === 0 ? 'do not indent it' : depth}, like "${word}" in line ${line}`;
}

/** The levels of its kind that a line may go on with; none if it begins one of its own. */
function openLevels(before: string, own: Level): readonly Level[] {
  const lines = before.split(/\r?\n/);
  const open: Level[] = [];
  let isNext = true;
  for (let index = lines.length - 1; index >= 0 && !isTop(open.at(-1)); index--) {
    const line = lines[index] ?? '';
    if (/^\s*(#.*)?$/.test(line)) continue;
    const levels = levelsOf(line, index + 1);
    if (isNext && opens(line, levels, own)) return [];
    isNext = false;
    for (const level of levels.toReversed()) {
      if (open.every((inner) => encloses(level, inner))) open.push(level);
    }
  }
  if (own.word === '-') return open.filter(({ word }) => word === '-');
  // A key under a dash belongs to that entry.
  const isUnderDash = open.some(({ word, column }) => word === '-' && column === own.column);
  return open.filter(({ word, column }) => word !== '-' && (column >= own.column || !isUnderDash));
}

function isTop(level: Level | undefined): boolean {
  return level !== undefined && level.column === 0 && level.word !== '-';
}

/** A dash may stand in the column of the key whose list it is in. */
function encloses(outer: Level, inner: Level): boolean {
  if (outer.column !== inner.column) return outer.column < inner.column;
  return inner.word === '-' && outer.word !== '-';
}

/** `key:` alone on the line before, and further left: what follows is its value. */
function opens(line: string, levels: readonly Level[], own: Level): boolean {
  const last = levels.at(-1);
  return last !== undefined && last.column < own.column && /:\s*(#.*)?$/.test(line);
}

/** `  - name: mail` has a dash in column 2 and a key in column 4. */
function levelsOf(line: string, number: number): readonly Level[] {
  const [, indent = '', dashes = '', key] =
    /^( *)((?:- +)*)(-$|\w[^\s:]*(?=:(?:\s|$)))?/.exec(line) ?? [];
  const levels = [...dashes.matchAll(/-/g)].map(({ index }) => ({
    column: indent.length + index,
    word: '-',
    line: number,
  }));
  const column = indent.length + dashes.length;
  return key === undefined ? levels : [...levels, { column, word: key, line: number }];
}

/** Of several that are equally far away, those whose neighbour it can be; the outer one first. */
function nearest(levels: readonly Level[], own: Level): readonly Level[] {
  const distance = ({ column }: Level) => Math.abs(column - own.column);
  const least = Math.min(...levels.map(distance));
  const near = levels.filter((level) => distance(level) === least).toReversed();
  const likely = near.filter(({ word }) => mayBeSiblings(word, own.word));
  return likely.length > 0 ? likely : near;
}

/** A line that lines up with nothing: which line above it was probably meant to be its neighbour. */

import type { Span } from './places.ts';
import type { Flaw } from './problem-at.ts';

/** A column in which entries of one list, or keys of one mapping, stand. */
type Level = { readonly column: number; readonly word: string; readonly line: number };

type Misaligned = { readonly span: Span; readonly flaw: Flaw };

/** What is wrong with the indentation of the line at `position`, if that is what is wrong. */
export function misaligned(text: string, position: number): Misaligned | undefined {
  const from = text.lastIndexOf('\n', position - 1) + 1;
  const line = text.slice(from).split(/\r?\n/, 1)[0] ?? '';
  const [own] = levelsOf(line, 0);
  if (own === undefined) return undefined;
  const open = openLevels(text.slice(0, from), own);
  if (open.some(({ column }) => column === own.column)) return undefined;
  const neighbour = nearest(open, own.column);
  if (neighbour === undefined) return undefined;
  const start = from + own.column;
  const subject = own.word === '-' ? 'this "-"' : `"${own.word}"`;
  const others = own.word === '-' ? 'no other one above it' : 'no key above it';
  const flaw: Flaw = {
    code: 'MH001',
    message: `${subject} lines up with ${others}`,
    hint: `${advice(neighbour.column)}, like "${neighbour.word}" in line ${neighbour.line}`,
  };
  return { span: { start, end: start + own.word.length }, flaw };
}

function advice(column: number): string {
  if (column === 0) return 'do not indent it';
  return `indent it by ${column} ${column === 1 ? 'space' : 'spaces'}`;
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
  return open.filter(({ word }) => (word === '-') === (own.word === '-'));
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

/** Of two that are equally far away, the one that stands closer before. */
function nearest(levels: readonly Level[], column: number): Level | undefined {
  const distance = (level: Level) => Math.abs(level.column - column);
  return levels.reduce<Level | undefined>(
    (best, level) => (best === undefined || distance(level) < distance(best) ? level : best),
    undefined,
  );
}

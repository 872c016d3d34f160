/** Problems, for people with the line they are about, and for programs. */

import type { Place, Problem } from '../model/problem.ts';
import { comparePlaces } from '../model/problem.ts';
import { problemCodes } from '../model/problem-codes.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';
import { visible, width } from './terminal-text.ts';

/** Nobody reads more at once. */
const shownMax = 20;

/** Lines longer than this are shown in part, around what is marked. */
const frameWidthMax = 160;

/** Sorted by position, without a line break at the end. */
export function problemsText(
  problems: readonly Problem[],
  { colour }: { readonly colour: boolean },
): string {
  const style = styleOf(colour);
  const sorted = problems.toSorted(comparePlaces);
  const shown = sorted.slice(0, shownMax).map((problem) => problemText(problem, style));
  const rest = sorted.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('\n\n');
}

function problemText(problem: Problem, style: Style): string {
  const { code, severity, message, hint, at, related = [] } = problem;
  const paint = severity === 'error' ? style.alarm : style.change;
  const where = at === undefined ? '' : `${position(at)}: `;
  const head = `${where}${paint(`${severity}:`)} ${style.strong(visible(message))} [${code}]`;
  const notes = related.map((note) => noteText(note.message, note.at, style));
  const help = hint === undefined ? '' : visible(hint);
  if (at === undefined) return [head, ...(help === '' ? [] : [`  ${help}`]), ...notes].join('\n');
  return [head, frame(at, help, paint, style), ...notes].join('\n');
}

function noteText(message: string, at: Place, style: Style): string {
  const head = `${position(at)}: ${style.faint('note:')} ${visible(message)}`;
  return `${head}\n${frame(at, '', style.faint, style)}`;
}

function position({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

/** The line, and under it a mark with the hint behind. */
function frame(at: Place, hint: string, paint: (text: string) => string, style: Style): string {
  const number = String(at.line);
  const margin = ' '.repeat(number.length);
  const { before, marked, after } = cut(at);
  const indent = ' '.repeat(width(before));
  const mark = paint('^'.repeat(Math.max(1, width(marked))));
  const bar = style.faint('|');
  return [
    `${margin} ${bar}`,
    `${style.faint(number)} ${bar} ${before}${marked}${after}`.trimEnd(),
    `${margin} ${bar} ${indent}${mark} ${hint}`.trimEnd(),
  ].join('\n');
}

/** The line around what is marked; every part is as it will stand on the terminal. */
function cut({ text, column, endColumn }: Place): {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
} {
  const start = column - 1;
  const end = Math.min(endColumn - 1, start + frameWidthMax / 2);
  const from = text.length <= frameWidthMax ? 0 : Math.max(0, start - frameWidthMax / 4);
  const to = text.length <= frameWidthMax ? text.length : from + frameWidthMax;
  return {
    before: `${from > 0 ? '…' : ''}${shownLine(text.slice(from, start))}`,
    marked: shownLine(text.slice(start, end)),
    after: `${shownLine(text.slice(end, to))}${to < text.length ? '…' : ''}`,
  };
}

/** A tab becomes one space, so that the mark stands where the terminal puts the text. */
function shownLine(text: string): string {
  return visible(text.replaceAll('\t', ' '));
}

export type ProblemJson = {
  readonly code: string;
  readonly name: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Problems are about a stretch of one line. */
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly related: readonly (PlaceJson & { readonly message: string })[];
};

type PlaceJson = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
};

export function problemJson(problem: Problem): ProblemJson {
  const { code, severity, message, hint, at, related = [] } = problem;
  return {
    code,
    name: problemCodes[code].name,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : placeJson(at)),
    related: related.map((note) => ({ message: note.message, ...placeJson(note.at) })),
  };
}

function placeJson({ file, line, column, endColumn }: Place): PlaceJson {
  return { file, line, column, endLine: line, endColumn };
}

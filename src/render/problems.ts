/** Problems, for people with the line they are about, and for programs. */

import type { Place, Problem } from '../model/problem.ts';
import { comparePlaces } from '../model/problem.ts';
import { problemCodes } from '../model/problem-codes.ts';
import { frame } from './frame.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';
import { visible } from './terminal-text.ts';

/** Nobody reads more at once. */
const shownMax = 20;

/** The style, and how many columns the terminal has. */
type Look = { readonly columns: number; readonly style: Style };

/** Sorted by position, without a line break at the end. */
export function problemsText(
  problems: readonly Problem[],
  { colour, columns }: { readonly colour: boolean; readonly columns: number },
): string {
  const style = styleOf(colour);
  const look = { columns, style };
  const sorted = problems.toSorted(comparePlaces);
  const shown = sorted.slice(0, shownMax).map((problem) => problemText(problem, look));
  const rest = sorted.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('\n\n');
}

function problemText(problem: Problem, look: Look): string {
  const { style } = look;
  const { code, severity, message, hint, at, related = [], details = [] } = problem;
  const paint = severity === 'error' ? style.alarm : style.change;
  const where = at === undefined ? '' : `${position(at)}: `;
  const head = `${where}${paint(`${severity}:`)} ${style.strong(visible(message))} [${code}]`;
  const notes = related.map((note) => noteText(note.message, note.at, look));
  const shown = details.map((line) => style.faint(`  ${visible(line)}`.trimEnd()));
  const help = hint === undefined ? '' : visible(hint);
  if (at === undefined)
    return [head, ...(help === '' ? [] : [`  ${help}`]), ...notes, ...shown].join('\n');
  return [head, frame(at, help, { ...look, paint }), ...notes, ...shown].join('\n');
}

/** For formats that show the place by themselves: what is wrong, what to do, how it comes about. */
export function problemLines({ message, hint, details = [] }: Problem): readonly string[] {
  return [message, ...(hint === undefined ? [] : [hint]), ...details].map(visible);
}

function noteText(message: string, at: Place, look: Look): string {
  const { style } = look;
  const head = `${position(at)}: ${style.faint('note:')} ${visible(message)}`;
  return `${head}\n${frame(at, '', { ...look, paint: style.faint })}`;
}

export function position({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

export type ProblemJson = {
  readonly code: string;
  readonly name: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
  readonly details?: readonly string[];
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
  const { code, severity, message, hint, details, at, related = [] } = problem;
  return {
    code,
    name: problemCodes[code].name,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
    ...(at === undefined ? {} : placeJson(at)),
    related: related.map((note) => ({ message: note.message, ...placeJson(note.at) })),
  };
}

function placeJson({ file, line, column, endColumn }: Place): PlaceJson {
  return { file, line, column, endLine: line, endColumn };
}

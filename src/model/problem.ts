/** A user's mistake, as a value. */

import type { ProblemCode } from './problem-codes.ts';
import type { Origin } from './origin.ts';

/** A stretch of one line of a text file. */
export type Place = Origin & {
  /** Column after the last one marked. */
  readonly endColumn: number;
  /** The whole line, for showing. */
  readonly text: string;
};

export type Problem = {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  /** What is wrong, quoting what was written. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Lines that show how it comes about. */
  readonly details?: readonly string[];
  readonly at?: Place;
  /** Other places that have a part in it: `first defined here`. */
  readonly related?: readonly { readonly message: string; readonly at: Place }[];
};

/** A value, or the reasons why there is none. A value may come with warnings. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function comparePlaces(one: Problem, other: Problem): number {
  const a = one.at;
  const b = other.at;
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}

/** Problems for people, with the line and a caret; and for programs. */

import type { Origin } from '../model/origin.ts';
import type { Place, Problem } from '../model/problem.ts';
import { comparePlaces } from '../model/problem.ts';
import { problemCodes } from '../model/problem-codes.ts';
import { styleOf } from './style.ts';
import type { Style } from './style.ts';

/** Beyond this many nobody reads on: the first ones are usually the cause of the rest. */
const shownMax = 20;

export function problemsText(
  problems: readonly Problem[],
  { colour }: { readonly colour: boolean },
): string {
  const style = styleOf(colour);
  const sorted = problems.toSorted(comparePlaces);
  const shown = sorted.slice(0, shownMax).map((problem) => problemText(problem, style));
  const rest = sorted.length - shown.length;
  return `${shown.join('\n')}${rest === 0 ? '' : `\n${rest} more\n`}`;
}

export function problemJson(problem: Problem): object {
  const { code, severity, message, hint, at, related } = problem;
  return {
    code,
    name: problemCodes[code].name,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : placeJson(at)),
    ...(related === undefined
      ? {}
      : { related: related.map((note) => ({ message: note.message, ...placeJson(note.at) })) }),
  };
}

function placeJson({ file, line, column, endColumn }: Place): object {
  return { file, line, column, endColumn };
}

function problemText(problem: Problem, style: Style): string {
  const { code, severity, message, hint, at, related } = problem;
  const mark = severity === 'error' ? style.alarm : style.change;
  const head = `${position(at)}${mark(`${severity}:`)} ${visible(message)} [${code}]`;
  const frame = at === undefined ? hintLine(hint) : frameText(at, hint, style);
  const notes = (related ?? []).map(
    (note) => `${position(note.at)}note: ${visible(note.message)}\n${frameText(note.at, undefined, style)}`,
  );
  return [`${head}\n${frame}`, ...notes].join('');
}

function position(at: Origin | undefined): string {
  return at === undefined ? '' : `${visible(at.file)}:${at.line}:${at.column}: `;
}

function hintLine(hint: string | undefined): string {
  return hint === undefined ? '' : `  ${visible(hint)}\n`;
}

function frameText({ line, column, endColumn, text }: Place, hint: string | undefined, style: Style): string {
  const gutter = ' '.repeat(`${line}`.length);
  const before = text.slice(0, column - 1);
  const marked = text.slice(column - 1, Math.max(endColumn, column) - 1);
  const caret = '^'.repeat(Math.max(1, columnsOf(marked)));
  const note = hint === undefined ? '' : ` ${visible(hint)}`;
  return [
    style.faint(`${gutter} |`),
    `${style.faint(`${line} |`)} ${visible(text)}`,
    `${style.faint(`${gutter} |`)} ${indentLike(before)}${style.alarm(caret)}${note}`,
    '',
    '',
  ].join('\n');
}

/** Spaces as wide as the text above them. */
function indentLike(text: string): string {
  return ' '.repeat(columnsOf(text));
}

/** East Asian wide and full-width characters take two columns of a terminal (UAX #11). */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function columnsOf(text: string): number {
  return [...visible(text)].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

/** A topology is untrusted text: what it quotes must not move the cursor or ring the bell. */
function visible(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

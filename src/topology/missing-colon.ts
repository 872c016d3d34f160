/** `vodafone` alone on a line: the complaint comes lines later, at a colon that is right. */

import { lineStart } from './line.ts';
import type { Span } from './places.ts';
import type { Flaw } from './problem-at.ts';

/** Plain words may go on for several lines, so the key is the first of the lines without a colon. */
export function missingColon(
  text: string,
  position: number,
): { readonly span: Span; readonly flaw: Flaw } | undefined {
  let from = lineStart(text, position);
  let first = isPlain(lineAt(text, from)) ? from : undefined;
  while (from > 0) {
    from = lineStart(text, from - 1);
    const line = lineAt(text, from);
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (!isPlain(line)) break;
    first = from;
  }
  if (first === undefined) return undefined;
  const [, indent = '', word = ''] = loneWord.exec(lineAt(text, first)) ?? [];
  if (word === '' || (first > from && goesOn(lineAt(text, from), indent))) return undefined;
  const start = first + indent.length;
  return {
    span: { start, end: start + word.length },
    flaw: { code: 'MH001', message: 'a ":" is missing after this key', hint: `write ${word}:` },
  };
}

const loneWord = /^(\s*(?:- +)*)([A-Za-z][\w.-]*)\s*(?:#.*)?$/;

function isPlain(line: string): boolean {
  return /\S/.test(line) && !/:(\s|$)|["'[\]{}]/.test(line.replace(/(^|\s)#.*/, ''));
}

/** Whether the value of the line above goes on in what is indented so. */
function goesOn(above: string, indent: string): boolean {
  const isValue = !/:\s*(#.*)?$/.test(above);
  const column = /^\s*(?:- +)*/.exec(above)?.[0].length ?? 0;
  return isValue && column < indent.length;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '');
}

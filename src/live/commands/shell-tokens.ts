/** Text of a shell -> its words, operators and here-documents, with the lines they are on. */

import type { Scan, Word } from './shell-words.ts';
import { advanceTo, matched, wordAt } from './shell-words.ts';

export type Operator = '&&' | '||' | '|' | ';' | '&' | '(' | ')';

export type Line = { readonly line: number; readonly text: string };

export type Token =
  | { readonly kind: 'word'; readonly line: number; readonly word: Word }
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'document'; readonly body: readonly Line[] }
  | { readonly kind: 'newline' }
  /** A line whose quotes do not end. */
  | ({ readonly kind: 'prose' } & Line);

/** `quotesSpan`: whether quotes may end on a later line, as in a script. */
export function tokensOf(whole: string, quotesSpan: boolean): readonly Token[] {
  const text = whole.replaceAll(/\r(?=\n|$)/g, '');
  const rows = text.split('\n');
  const lastAt = lastPlaces(rows);
  const scan: Scan = { text, at: 0, line: 1, tries: quotesSpan ? maxUnended : 0 };
  const all: Token[] = [];
  while (scan.at < text.length) {
    const { at, line } = scan;
    const documents: Document[] = [];
    const own = lineTokens(scan, documents);
    if (own === undefined) all.push(proseFrom(scan, at, line));
    else for (const token of own) all.push(token);
    advanceTo(scan, scan.at + 1);
    if (own !== undefined) for (const one of documents) readDocument(scan, one, rows, lastAt);
    all.push({ kind: 'newline' });
  }
  return all;
}

/** A text with more quotes that never end is prose, and each would be looked for to its end. */
const maxUnended = 20;

const blank = /(?:[ \t]|\\\n)+/y;
/** Also the fences of code in prose, which would be substitutions. */
const comment = /#[^\n]*|```[^\n]*/y;
const documentStart = /[0-9]*<<-?(?!<)[ \t]*(?:'[^'\n]*'|"[^"\n]*"|\\?[A-Za-z0-9_.!-]+)/y;
const hereString = /[0-9]*<<</y;
const redirection = /[0-9]*(?:<>|[<>]&|>>|>\||[<>](?!\())[ \t]*|&>>?[ \t]*/y;
const operator = /&&|\|\||\|&|[|;&()]/y;

/** Undefined where quotes do not end. */
function lineTokens(scan: Scan, documents: Document[]): readonly Token[] | undefined {
  const found: Token[] = [];
  while (scan.at < scan.text.length && scan.text[scan.at] !== '\n') {
    if ([blank, comment, hereString].some((one) => matched(scan, one) !== undefined)) continue;
    const start = matched(scan, documentStart);
    if (start !== undefined) {
      const body: Line[] = [];
      documents.push({ ...endingOf(start), body });
      found.push({ kind: 'document', body });
      continue;
    }
    // What stands behind it is a file.
    if (matched(scan, redirection) !== undefined) {
      if (wordAt(scan) === undefined) return undefined;
      continue;
    }
    const sign = matched(scan, operator);
    if (sign !== undefined) {
      found.push({ kind: 'operator', operator: asOperator(sign) });
      continue;
    }
    const { at, line } = scan;
    const word = wordAt(scan);
    if (word === undefined || scan.at === at) return undefined;
    found.push({ kind: 'word', line, word });
  }
  return found;
}

function asOperator(text: string): Operator {
  switch (text) {
    case '&&':
    case '||':
    case '|':
    case '&':
    case '(':
    case ')':
      return text;
    default:
      return text === '|&' ? '|' : ';';
  }
}

/** To the end of the row, and of those that it goes on in. */
function proseFrom(scan: Scan, from: number, line: number): Token {
  matched(scan, rest);
  return { kind: 'prose', line, text: scan.text.slice(from, scan.at) };
}

const rest = /(?:[^\n\\]|\\[^]?)*/y;

/** What is read for a command: up to the row that is the word. */
type Document = { readonly word: string; readonly isIndented: boolean; readonly body: Line[] };

function endingOf(text: string): Pick<Document, 'word' | 'isIndented'> {
  const [, dash, quoted = ''] = /<<(-?)[ \t]*(.*)$/.exec(text) ?? [];
  return { word: quoted.replaceAll(/['"\\]/g, ''), isIndented: dash === '-' };
}

/** Where each row stands last: a word that never comes again ends nothing. */
function lastPlaces(rows: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    places.set(row, index);
    places.set(row.replace(/^\t+/, ''), index);
  }
  return places;
}

function readDocument(
  scan: Scan,
  { word, isIndented, body }: Document,
  rows: readonly string[],
  lastAt: ReadonlyMap<string, number>,
): void {
  if ((lastAt.get(word) ?? -1) < scan.line - 1) return;
  const isEnd = (row: string) => (isIndented ? row.replace(/^\t+/, '') : row) === word;
  const from = scan.line - 1;
  let end = from;
  for (; end < rows.length; end++) {
    const text = rows[end] ?? '';
    if (isEnd(text)) break;
    body.push({ line: end + 1, text });
  }
  const length = rows.slice(from, end + 1).reduce((sum, row) => sum + row.length + 1, 0);
  advanceTo(scan, scan.at + length);
}

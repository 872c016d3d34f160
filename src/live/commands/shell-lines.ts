/**
 * A file of commands -> the simple commands in it, as sh(1) divides them. What only running the
 * file could tell is marked, and never guessed: variables, substitutions, what is in a branch.
 */

import type { Line, Operator, Token } from './shell-tokens.ts';
import { tokensOf } from './shell-tokens.ts';
import type { Word } from './shell-words.ts';

export type Simple = {
  /** Of its first word, from 1. */
  readonly line: number;
  readonly words: readonly Word[];
  /** What comes before it in its list; after `||` it runs only if something failed. */
  readonly after: Operator | undefined;
  /** What comes behind it. */
  readonly before: Operator | undefined;
  /** What a here-document hands to it. */
  readonly body: readonly Line[];
  /** A function is what begins here: its name stands before it. */
  readonly isBody: boolean;
};

/** In the order of the file. */
export type Item =
  | ({ readonly kind: 'command' } & Simple)
  | ({ readonly kind: 'opened' } & Pick<Simple, 'after' | 'isBody'>)
  | { readonly kind: 'closed' }
  /** A line whose quotes do not end. */
  | ({ readonly kind: 'prose' } & Line);

export function shellItems(text: string): readonly Item[] {
  return itemsOf(tokensOf(text, isScript(text)));
}

/** Lines for `ip -batch`, where a quote ends with its line. */
export function batchItems(body: readonly Line[]): readonly Item[] {
  const first = body[0]?.line ?? 1;
  const text = body.map((line) => line.text).join('\n');
  return itemsOf(tokensOf(text, false)).map((item) =>
    'line' in item ? { ...item, line: item.line + first - 1 } : item,
  );
}

/** In interfaces(5) and in units a shell, if any, is handed one line, and an apostrophe is prose. */
function isScript(text: string): boolean {
  return text.startsWith('#!') || !/^(?:[ \t]*iface[ \t]|\[[A-Z][A-Za-z]+\][ \t\r]*$)/m.test(text);
}

type Draft = {
  line: number;
  readonly words: Word[];
  body: readonly Line[];
  after: Operator | undefined;
};

type Reading = {
  readonly items: Item[];
  draft: Draft;
  /** The name of a function was last. */
  isBody: boolean;
};

function itemsOf(tokens: readonly Token[]): readonly Item[] {
  const reading: Reading = { items: [], draft: draftAfter(undefined), isBody: false };
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined) continue;
    if (isParentheses(token, next) && isName(reading)) {
      beginBody(reading, 1);
      at += 1;
    } else readToken(reading, token);
  }
  endCommand(reading, undefined);
  return reading.items;
}

function readToken(reading: Reading, token: Token): void {
  const { draft, items } = reading;
  switch (token.kind) {
    case 'word':
      if (draft.words.length === 0) draft.line = token.line;
      draft.words.push(token.word);
      if (isNamed(draft.words)) beginBody(reading, 2);
      return;
    case 'document':
      draft.body = token.body;
      return;
    case 'operator':
      endCommand(reading, token.operator);
      if (token.operator === ')') items.push({ kind: 'closed' });
      if (token.operator !== '(') return;
      items.push({ kind: 'opened', after: draft.after, isBody: reading.isBody });
      reading.isBody = false;
      return;
    case 'newline':
      endCommand(reading, undefined);
      if (!goesOn(reading.draft.after)) reading.draft.after = undefined;
      return;
    case 'prose':
      items.push(token);
  }
}

function endCommand(reading: Reading, before: Operator | undefined): void {
  const { draft, items, isBody } = reading;
  // `( ... ) <<END`
  if (draft.words.length === 0 && draft.body.length > 0) draft.words.push({ text: ')' });
  if (draft.words.length === 0) {
    reading.draft = draftAfter(before ?? draft.after);
    return;
  }
  items.push({ kind: 'command', ...draft, before, isBody });
  reading.isBody = false;
  reading.draft = draftAfter(before);
}

function draftAfter(after: Operator | undefined): Draft {
  return { line: 0, words: [], body: [], after };
}

/** Without the words of its head; what opens before them, as `{` does, stays. */
function beginBody(reading: Reading, headLength: number): void {
  reading.draft.words.splice(-headLength);
  endCommand(reading, undefined);
  reading.draft = draftAfter(undefined);
  reading.isBody = true;
}

/** Lists go on where their line ends in an operator. */
function goesOn(operator: Operator | undefined): boolean {
  return operator === '&&' || operator === '||' || operator === '|';
}

function isParentheses(one: Token | undefined, next: Token | undefined): boolean {
  const isSign = (token: Token | undefined, operator: Operator) =>
    token?.kind === 'operator' && token.operator === operator;
  return isSign(one, '(') && isSign(next, ')');
}

/** `name ()`, or `function name ()`, whose words are taken already. */
function isName({ draft: { words }, isBody }: Reading): boolean {
  return words.length === 0 ? isBody : isFirst(words, words.length - 1);
}

function isNamed(words: readonly Word[]): boolean {
  return words.at(-2)?.text === 'function' && isFirst(words, words.length - 2);
}

/** Nothing but words of the shell stands before it. */
function isFirst(words: readonly Word[], at: number): boolean {
  return words.slice(0, at).every(({ text }) => prefixes.has(text));
}

/** Words of the shell before a command. */
export const prefixes: ReadonlySet<string> = new Set([
  ...['if', 'while', 'until', 'then', 'else', 'elif', 'do', '!', 'time', '{'],
]);

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

function itemsOf(tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  let isBody = false;
  let draft: Draft = { line: 0, words: [], body: [], after: undefined };
  const endCommand = (before: Operator | undefined): void => {
    const { words, after } = draft;
    const isEmpty = words.length === 0;
    if (!isEmpty) items.push({ kind: 'command', ...draft, before, isBody });
    if (!isEmpty) isBody = false;
    draft = {
      line: 0,
      words: [],
      body: [],
      after: isEmpty && before === undefined ? after : before,
    };
  };
  const endList = (operator: Operator): void => {
    const { after } = draft;
    endCommand(operator);
    if (operator === ')') items.push({ kind: 'closed' });
    if (operator !== '(') return;
    items.push({ kind: 'opened', after, isBody });
    isBody = false;
  };
  const beginBody = (): void => {
    draft = { line: 0, words: [], body: [], after: undefined };
    isBody = true;
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    switch (token?.kind) {
      case 'word':
        if (draft.words.length === 0) draft.line = token.line;
        draft.words.push(token.word);
        if (draft.words.length === 2 && draft.words[0]?.text === 'function') beginBody();
        break;
      case 'document':
        draft.body = token.body;
        break;
      case 'operator':
        if (isParentheses(token, tokens[at + 1]) && isName(draft.words, isBody)) {
          beginBody();
          at += 1;
          break;
        }
        endList(token.operator);
        break;
      case 'newline':
        endCommand(undefined);
        if (!goesOn(draft.after)) draft.after = undefined;
        break;
      case 'prose':
        items.push(token);
        break;
      case undefined:
        break;
    }
  }
  endCommand(undefined);
  return items;
}

/** Lists go on where their line ends in an operator. */
function goesOn(operator: Operator | undefined): boolean {
  return operator === '&&' || operator === '||' || operator === '|';
}

function isParentheses(one: Token, next: Token | undefined): boolean {
  const isSign = (token: Token | undefined, operator: Operator) =>
    token?.kind === 'operator' && token.operator === operator;
  return isSign(one, '(') && isSign(next, ')');
}

/** `name ()`, or `function name ()`, whose words are taken already. */
function isName(words: readonly Word[], isBody: boolean): boolean {
  return words.length === 0 ? isBody : words.length === 1;
}

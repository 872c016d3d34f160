/**
 * A file of commands -> the simple commands in it, as sh(1) divides them. What only running the
 * file could tell is marked, and never guessed: variables, substitutions, what is in a branch.
 */

export type Word = {
  readonly text: string;
  /** What of it only the shell knows: `$TABLE`, `$(...)`. */
  readonly unknown?: string;
};

export type Simple = {
  /** Where its line begins, from 1. */
  readonly line: number;
  readonly words: readonly Word[];
  /** What comes before it in its list; after `||` it runs only if something failed. */
  readonly after: Operator | undefined;
  /** What comes behind it. */
  readonly before: Operator | undefined;
  /** How many parentheses it is in, and whether one of them runs only after `&&` or `||`. */
  readonly nested: { readonly depth: number; readonly isConditional: boolean };
  /** What a here-document hands to it. */
  readonly body: readonly Line[];
};

export type Operator = '&&' | '||' | '|' | ';' | '&' | '(' | ')';

export type Line = { readonly line: number; readonly text: string };

export type Lines = {
  readonly commands: readonly Simple[];
  /** Those whose quotes do not end: prose, mostly. */
  readonly unended: readonly Line[];
};

/** Lines that end in a backslash go on, and so do lists whose line ends in an operator. */
export function simpleCommands(text: string): Lines {
  const rows = text.split('\n').map((row) => row.replace(/\r$/, ''));
  const lastAt = lastPlaces(rows);
  const commands: Simple[] = [];
  const unended: Line[] = [];
  let parentheses: Parentheses = { depth: 0, conditionalFrom: undefined };
  let after: Operator | undefined;
  for (let at = 0; at < rows.length;) {
    const { line, next } = logicalLine(rows, at);
    at = next;
    const found = split(line, after, parentheses);
    if (found === undefined) {
      unended.push(line);
      continue;
    }
    let { commands: own } = found;
    ({ parentheses } = found);
    for (const ending of found.documents) {
      const body = document(rows, at, ending, lastAt);
      if (body === undefined) continue;
      at += body.length + 1;
      own = own.map((one, index) => (index === ending.command ? { ...one, body } : one));
    }
    commands.push(...own);
    after = goesOn(found.after) ? found.after : undefined;
  }
  return { commands, unended };
}

function goesOn(operator: Operator | undefined): boolean {
  return operator === '&&' || operator === '||' || operator === '|';
}

function logicalLine(
  rows: readonly string[],
  first: number,
): { readonly line: Line; readonly next: number } {
  const parts: string[] = [];
  let at = first;
  for (; at < rows.length; at++) {
    const row = rows[at] ?? '';
    if (!row.endsWith('\\')) break;
    parts.push(row.slice(0, -1));
  }
  parts.push(rows[at] ?? '');
  return { line: { line: first + 1, text: parts.join('') }, next: at + 1 };
}

/** The word that ends a here-document, and of which command of the line it is. */
type Ending = { readonly word: string; readonly isIndented: boolean; readonly command: number };

/** Where each line stands last: a word that never comes again ends nothing. */
function lastPlaces(rows: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    places.set(row, index);
    places.set(row.replace(/^\t+/, ''), index);
  }
  return places;
}

function document(
  rows: readonly string[],
  from: number,
  { word, isIndented }: Ending,
  lastAt: ReadonlyMap<string, number>,
): readonly Line[] | undefined {
  if ((lastAt.get(word) ?? -1) < from) return undefined;
  const isEnd = (row: string) => (isIndented ? row.replace(/^\t+/, '') : row) === word;
  const body: Line[] = [];
  for (let at = from; at < rows.length; at++) {
    const row = rows[at] ?? '';
    if (isEnd(row)) return body;
    body.push({ line: at + 1, text: row });
  }
  return undefined;
}

/** Quotes, substitutions and plain stretches, operators, redirections, comments. */
const token =
  /(?<space>[ \t]+)|(?<comment>(?<=^|[ \t;&|(])#.*)|(?<document><<-?(?!<)[ \t]*(?:'[^']*'|"[^"]*"|\\?[A-Za-z0-9_.!-]+))|(?<redirection>[0-9]*<<<[ \t]*|[0-9]*(?:>>?|<<?-?|<>)(?:&[0-9-]|&)?[ \t]*[^ \t;&|()]*|&>>?[ \t]*[^ \t;&|()]+)|(?<operator>&&|\|\||[|;&()])|'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<substitution>\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`)|(?<variable>\$\{[^}]*\}|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9@*#?!-])|\\(?<escaped>.)|(?<plain>[^ \t;&|()<>'"`$\\]+|\$)/y;

type Groups = Readonly<Record<string, string | undefined>>;

/** How many are open, and from which on what is in them runs only after `&&` or `||`. */
type Parentheses = { readonly depth: number; readonly conditionalFrom: number | undefined };

function opened({ depth, conditionalFrom }: Parentheses, isConditional: boolean): Parentheses {
  const from = conditionalFrom ?? (isConditional ? depth + 1 : undefined);
  return { depth: depth + 1, conditionalFrom: from };
}

function closed({ depth: before, conditionalFrom }: Parentheses): Parentheses {
  const depth = Math.max(0, before - 1);
  const isLeft = conditionalFrom !== undefined && conditionalFrom > depth;
  return { depth, conditionalFrom: isLeft ? undefined : conditionalFrom };
}

type Split = {
  readonly commands: readonly Simple[];
  readonly documents: readonly Ending[];
  /** What the line ends with. */
  readonly after: Operator | undefined;
  readonly parentheses: Parentheses;
};

/** Undefined where quotes do not end. */
function split(
  { line, text }: Line,
  before: Operator | undefined,
  open: Parentheses,
): Split | undefined {
  const commands: Simple[] = [];
  const documents: Ending[] = [];
  let parentheses = open;
  let words: Word[] = [];
  let word: Word | undefined;
  let after = before;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (operator: Operator | undefined): void => {
    endWord();
    const { depth, conditionalFrom } = parentheses;
    const nested = { depth, isConditional: conditionalFrom !== undefined };
    if (words.length > 0) commands.push({ line, words, after, before: operator, nested, body: [] });
    if (operator === '(') parentheses = opened(parentheses, after === '&&' || after === '||');
    if (operator === ')') parentheses = closed(parentheses);
    if (words.length > 0 || operator !== undefined) after = operator;
    words = [];
  };
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const groups: Groups | undefined = token.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { space, comment, document: heredoc, redirection, operator } = groups;
    if (comment !== undefined) break;
    if (heredoc !== undefined) documents.push(endingOf(heredoc, commands.length));
    if (operator !== undefined) endCommand(asOperator(operator));
    else if (space !== undefined || redirection !== undefined || heredoc !== undefined) endWord();
    else word = joined(word, groups);
  }
  endCommand(undefined);
  // An operator at the end of the line stands before what the next one begins with.
  return { commands, documents, after, parentheses };
}

function endingOf(text: string, command: number): Ending {
  const [, dash, quoted = ''] = /^<<(-?)[ \t]*(.*)$/.exec(text) ?? [];
  return { word: quoted.replaceAll(/['"\\]/g, ''), isIndented: dash === '-', command };
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
      return ';';
  }
}

function joined(word: Word | undefined, groups: Groups): Word {
  const { single, double, substitution, variable, escaped, plain } = groups;
  const text = single ?? double ?? substitution ?? variable ?? escaped ?? plain ?? '';
  const found =
    substitution ?? variable ?? (double === undefined ? undefined : expansionIn(double));
  const unknown = word?.unknown ?? found;
  const whole = `${word?.text ?? ''}${text}`;
  return unknown === undefined ? { text: whole } : { text: whole, unknown };
}

function expansionIn(quoted: string): string | undefined {
  return /(?<!\\)(?:\$\{[^}]*\}|\$\(.*\)|\$[A-Za-z_0-9@*#?!-][A-Za-z0-9_]*|`[^`]*`)/.exec(
    quoted,
  )?.[0];
}

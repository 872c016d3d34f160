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
};

export type Operator = '&&' | '||' | '|' | ';' | '&' | '(' | ')';

/** Lines that end in a backslash go on. A line whose quotes do not end is prose. */
export function simpleCommands(text: string): readonly Simple[] {
  return logicalLines(text).flatMap(({ line, text: whole }) => split(whole, line) ?? []);
}

type Line = { readonly line: number; readonly text: string };

function logicalLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let begun: Line | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const row = raw.replace(/\r$/, '');
    const goesOn = row.endsWith('\\');
    const part = goesOn ? row.slice(0, -1) : row;
    begun = { line: begun?.line ?? index + 1, text: `${begun?.text ?? ''}${part}` };
    if (goesOn) continue;
    lines.push(begun);
    begun = undefined;
  }
  return begun === undefined ? lines : [...lines, begun];
}

/** Quotes, substitutions and plain stretches, operators, redirections, comments. */
const token =
  /(?<space>[ \t]+)|(?<comment>(?<=^|[ \t;&|(])#.*)|(?<redirection>[0-9]*(?:>>?|<<?-?|<>)(?:&[0-9-]|&)?[ \t]*[^ \t;&|()]*|&>>?[ \t]*[^ \t;&|()]+)|(?<operator>&&|\|\||[|;&()])|'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<substitution>\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`)|(?<variable>\$\{[^}]*\}|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9@*#?!-])|\\(?<escaped>.)|(?<plain>[^ \t;&|()<>'"`$\\]+|\$)/y;

type Groups = Readonly<Record<string, string | undefined>>;

/** Undefined where quotes do not end. */
function split(text: string, line: number): readonly Simple[] | undefined {
  const commands: Simple[] = [];
  let words: Word[] = [];
  let word: Word | undefined;
  let after: Operator | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (operator: Operator | undefined): void => {
    endWord();
    if (words.length > 0) commands.push({ line, words, after });
    words = [];
    after = operator;
  };
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const groups: Groups | undefined = token.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { space, comment, redirection, operator } = groups;
    if (comment !== undefined) break;
    if (operator !== undefined) endCommand(asOperator(operator));
    else if (space !== undefined || redirection !== undefined) endWord();
    else word = joined(word, groups);
  }
  endCommand(undefined);
  return commands;
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

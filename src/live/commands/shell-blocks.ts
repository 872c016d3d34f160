/** Which commands of a script run in every case, and which only in a branch, a loop or a function. */

import type { Simple } from './shell-lines.ts';

export type Placed = Simple & {
  /** Why nobody knows whether, or how often, it runs. */
  readonly doubt: string | undefined;
};

type Kind = 'branch' | 'loop' | 'function' | 'group';

const openers: ReadonlyMap<string, Kind> = new Map([
  ['if', 'branch'],
  ['case', 'branch'],
  ['for', 'loop'],
  ['while', 'loop'],
  ['until', 'loop'],
  ['select', 'loop'],
  ['{', 'group'],
]);

const closers: ReadonlyMap<string, string> = new Map([
  ['fi', 'if'],
  ['esac', 'case'],
  ['done', 'do'],
  ['}', '{'],
]);

/** Words of the shell before a command. */
const prefixes: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'do', '!', 'time', '{']);

type Block = { readonly kind: Kind; readonly opener: string; readonly first: number; last: number };

export function placed(commands: readonly Simple[]): readonly Placed[] {
  const blocks = blocksIn(commands);
  return commands.flatMap((command, index) => {
    const words = withoutPrefixes(command.words);
    if (words.length === 0) return [];
    // One that has no end is prose.
    const around = blocks.filter(({ first, last }) => first <= index && index < last);
    return [{ ...command, words, doubt: doubtOf(command, around) }];
  });
}

function doubtOf({ after }: Simple, around: readonly Block[]): string | undefined {
  const has = (kind: Kind) => around.some((block) => block.kind === kind);
  if (has('function')) return 'it is in a function, and what calls it is not known';
  if (has('branch')) return 'it is in a branch, and whether it runs is not known';
  if (has('loop')) return 'it is in a loop, and how often it runs is not known';
  return after === '||' ? 'it runs only if what is before it fails' : undefined;
}

function blocksIn(commands: readonly Simple[]): readonly Block[] {
  const open: Block[] = [];
  const closed: Block[] = [];
  for (const [index, { words, after }] of commands.entries()) {
    const [first, second] = words.map(({ text }) => text);
    const before = commands[index - 1];
    const isFunction = isFunctionHead(before, first, after) || first === 'function';
    for (const word of [first, second].slice(0, prefixes.has(first ?? '') ? 2 : 1)) {
      const kind = openers.get(word ?? '');
      if (kind === undefined) continue;
      open.push({
        kind: isFunction ? 'function' : kind,
        opener: word ?? '',
        first: index,
        last: 0,
      });
    }
    if (first === 'function') open.push({ kind: 'function', opener: '{', first: index, last: 0 });
    const opener = closers.get(first ?? '');
    if (opener !== undefined) close(open, closed, opener, index);
  }
  return closed;
}

/** `name() {`: a name, then a parenthesis that closes at once. */
function isFunctionHead(
  before: Simple | undefined,
  first: string | undefined,
  after: Simple['after'],
): boolean {
  return first === '{' && after === ')' && before?.words.length === 1;
}

function close(open: Block[], closed: Block[], opener: string, index: number): void {
  const at = open.findLastIndex(({ kind, opener: word }) =>
    opener === 'do' ? kind === 'loop' : word === opener,
  );
  const block = open[at];
  if (block === undefined) return;
  open.length = at;
  block.last = index;
  closed.push(block);
}

function withoutPrefixes(words: Simple['words']): Simple['words'] {
  const from = words.findIndex(({ text }) => !prefixes.has(text));
  return from === -1 ? [] : words.slice(from);
}

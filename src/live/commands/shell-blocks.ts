/** Which commands of a script run in every case, and which only in a branch, a loop or a function. */

import type { Simple } from './shell-lines.ts';

export type Placed = Simple & {
  /** Why nobody knows whether, or how often, it runs. */
  readonly doubt: string | undefined;
  readonly isInFunction: boolean;
  /** Its exit status is turned around. */
  readonly isInverted: boolean;
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
const prefixes: ReadonlySet<string> = new Set([
  ...['if', 'while', 'until', 'then', 'else', 'elif', 'do', '!', 'time', '{'],
]);

type Block = {
  readonly kind: Kind;
  readonly opener: string;
  readonly first: number;
  last: number;
  /** A group that runs only after `&&` or `||`. */
  readonly isConditional: boolean;
};

export function placed(commands: readonly Simple[]): readonly Placed[] {
  // One that has no end is prose.
  const blocks = blocksIn(commands);
  const starts = grouped(blocks, ({ first }) => first);
  const ends = grouped(blocks, ({ last }) => last);
  const around = new Set<Block>();
  return commands.flatMap((command, index) => {
    for (const block of starts.get(index) ?? []) around.add(block);
    for (const block of ends.get(index) ?? []) around.delete(block);
    const words = withoutPrefixes(command.words);
    if (words.length === 0) return [];
    const inner = [...around];
    const isInFunction = inner.some(({ kind }) => kind === 'function');
    const before = command.words.slice(0, command.words.length - words.length);
    const isInverted = before.some(({ text }) => text === '!');
    return [{ ...command, words, doubt: doubtOf(command, inner), isInFunction, isInverted }];
  });
}

function grouped(
  blocks: readonly Block[],
  keyOf: (block: Block) => number,
): ReadonlyMap<number, readonly Block[]> {
  const groups = new Map<number, Block[]>();
  for (const block of blocks) {
    const group = groups.get(keyOf(block));
    if (group === undefined) groups.set(keyOf(block), [block]);
    else group.push(block);
  }
  return groups;
}

function doubtOf({ nested }: Simple, around: readonly Block[]): string | undefined {
  const has = (kind: Kind) => around.some((block) => block.kind === kind);
  if (has('function')) return 'it is in a function, and what calls it is not known';
  if (has('branch')) return 'it is in a branch, and whether it runs is not known';
  if (has('loop')) return 'it is in a loop, and how often it runs is not known';
  const isConditional = nested.isConditional || around.some((block) => block.isConditional);
  return isConditional ? 'whether the group that it is in runs is not known' : undefined;
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
        isConditional: word === '{' && (after === '&&' || after === '||'),
      });
    }
    if (first === 'function') {
      open.push({ kind: 'function', opener: '{', first: index, last: 0, isConditional: false });
    }
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

/** Which commands of a script run in every case, and which only in a branch, a loop or a function. */

import type { Item, Simple } from './shell-lines.ts';
import { prefixes } from './shell-lines.ts';

export type Placed = Simple & {
  readonly kind: 'command';
  /** Why nobody knows whether, or how often, it runs. */
  readonly doubt: string | undefined;
  /** What ends there ends no more than that: a function, or a parenthesis. */
  readonly isEnclosed: boolean;
  /** Its exit status is turned around. */
  readonly isInverted: boolean;
};

type Kind = 'branch' | 'loop' | 'function' | 'group' | 'parenthesis';

const openers: ReadonlyMap<string, Kind> = new Map([
  ['if', 'branch'],
  ['case', 'branch'],
  ['for', 'loop'],
  ['while', 'loop'],
  ['until', 'loop'],
  ['select', 'loop'],
  ['{', 'group'],
]);

const closers: ReadonlyMap<string, (block: Block) => boolean> = new Map([
  ['fi', ({ opener }) => opener === 'if'],
  ['esac', ({ opener }) => opener === 'case'],
  ['done', isLoop],
  ['}', ({ opener }) => opener === '{'],
]);

type Block = {
  readonly kind: Kind;
  readonly opener: string;
  readonly first: number;
  /** The first that is behind it. */
  last: number;
  /** A group that runs only after `&&` or `||`. */
  readonly isConditional: boolean;
  /** Also where it does not end. What only begins as a sentence may is prose then. */
  isCertain: boolean;
};

type Prose = Extract<Item, { readonly kind: 'prose' }>;

type Around = Record<Kind | 'conditional', number>;

export function placed(items: readonly Item[]): readonly (Placed | Prose)[] {
  const blocks = blocksIn(items);
  const starts = grouped(blocks, ({ first }) => first);
  const ends = grouped(blocks, ({ last }) => last);
  const around: Around = {
    ...{ branch: 0, loop: 0, function: 0, group: 0, parenthesis: 0, conditional: 0 },
  };
  return items.flatMap((item, index): readonly (Placed | Prose)[] => {
    for (const block of starts.get(index) ?? []) count(around, block, 1);
    for (const block of ends.get(index) ?? []) count(around, block, -1);
    if (item.kind === 'prose') return [item];
    if (item.kind !== 'command') return [];
    const words = withoutPrefixes(item.words);
    if (words.length === 0) return [];
    const before = item.words.slice(0, item.words.length - words.length);
    return [
      {
        ...{ ...item, words, doubt: doubtOf(around) },
        isEnclosed: around.function > 0 || around.parenthesis > 0,
        isInverted: before.some(({ text }) => text === '!'),
      },
    ];
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

function count(around: Around, { kind, isConditional }: Block, step: number): void {
  around[kind] += step;
  if (isConditional) around.conditional += step;
}

function doubtOf(around: Around): string | undefined {
  if (around.function > 0) return 'it is in a function, and what calls it is not known';
  if (around.branch > 0) return 'it is in a branch, and whether it runs is not known';
  if (around.loop > 0) return 'it is in a loop, and how often it runs is not known';
  if (around.conditional === 0) return undefined;
  return 'whether the group that it is in runs is not known';
}

/** Those that have an end, and those that would go on to the end of the file. */
function blocksIn(items: readonly Item[]): readonly Block[] {
  const open: Block[] = [];
  const ended: Block[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind === 'opened') open.push(blockOf('(', index, item));
    if (item.kind === 'closed') closeParenthesis(open, ended, index);
    if (item.kind === 'command') noteCommand(open, ended, index, item);
  }
  const endless = open.filter(({ isCertain }) => isCertain);
  return [...ended, ...endless.map((block) => ({ ...block, isConditional: true }))];
}

function blockOf(
  opener: string,
  first: number,
  { after, isBody }: Pick<Simple, 'after' | 'isBody'>,
): Block {
  const kind = isBody ? 'function' : (openers.get(opener) ?? 'parenthesis');
  const isGroup = opener === '{' || opener === '(';
  const isConditional = isGroup && (after === '&&' || after === '||');
  const isCertain = isBody || opener === '{';
  return { kind, opener, first, last: Number.POSITIVE_INFINITY, isConditional, isCertain };
}

/** In `case` one ends the pattern. */
function closeParenthesis(open: Block[], ended: Block[], index: number): void {
  const isOpen = ({ opener }: Block) => opener === '(' || opener === 'case';
  if (open.findLast(isOpen)?.opener === '(') end(open, ended, isOpen, index);
}

function noteCommand(open: Block[], ended: Block[], index: number, command: Simple): void {
  const texts = command.words.map(({ text }) => text);
  const [first = ''] = texts;
  noteCertain(open, first);
  const heads = headsOf(texts);
  for (const [at, opener] of heads.entries()) {
    const block = blockOf(opener, index, { ...command, isBody: command.isBody && at === 0 });
    open.push({ ...block, isCertain: block.isCertain || (opener === 'case' && texts[2] === 'in') });
  }
  // No shell takes another body: whatever it is, it does not simply run.
  if (command.isBody && heads.length === 0) {
    ended.push({ ...blockOf('{', index, command), last: index + 1 });
  }
  const closes = closers.get(first);
  if (closes !== undefined) end(open, ended, closes, index);
}

function headsOf(texts: readonly string[]): readonly string[] {
  const first = texts.findIndex((text) => !prefixes.has(text));
  const leading = first === -1 ? texts : texts.slice(0, first + 1);
  return leading.filter((text) => openers.has(text));
}

/** A sentence may begin with `if`, and with `for`. */
function noteCertain(open: readonly Block[], word: string): void {
  if (word !== 'then' && word !== 'do') return;
  const block = open.findLast(word === 'do' ? isLoop : ({ opener }) => opener === 'if');
  if (block !== undefined) block.isCertain = true;
}

function isLoop({ opener }: Block): boolean {
  return openers.get(opener) === 'loop';
}

function end(
  open: Block[],
  ended: Block[],
  isMeant: (block: Block) => boolean,
  last: number,
): void {
  const at = open.findLastIndex(isMeant);
  const block = open[at];
  if (block === undefined) return;
  open.length = at;
  block.last = last;
  ended.push(block);
}

function withoutPrefixes(words: Simple['words']): Simple['words'] {
  const from = words.findIndex(({ text }) => !prefixes.has(text));
  return from === -1 ? [] : words.slice(from);
}

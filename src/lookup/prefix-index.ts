/**
 * Longest-prefix match: the address space cut at the ends of every prefix, each piece with the most
 * specific prefix that covers it. A look-up is one binary search over numbers.
 */

import type { Words } from '../model/address-words.ts';
import { compareWords } from '../model/address-words.ts';
import type { Prefix } from '../model/address.ts';
import { addressOfPrefix, prefixLengthOf, wordsOf } from '../model/address.ts';

/** A prefix in the index, and the next shorter one around it. */
export type PrefixNode<Item> = {
  readonly length: number;
  /** All that have this prefix, in the order in which they were given. */
  readonly items: readonly [Item, ...Item[]];
  readonly parent: PrefixNode<Item> | undefined;
};

export type PrefixIndex<Item> = {
  /** First addresses of the pieces, rising: one column for each word. */
  readonly columns: readonly Uint32Array[];
  /** What covers each piece. */
  readonly nodes: readonly (PrefixNode<Item> | undefined)[];
  /**
   * Where the pieces of each /16 begin: most of the search is done by this table. Empty for a few
   * pieces, which are found sooner than it is made.
   */
  readonly coarse: Uint32Array;
};

/** Of one family. */
export function indexPrefixes<Item>(
  items: readonly Item[],
  prefixOf: (item: Item) => Prefix,
): PrefixIndex<Item> {
  const entries = inOrder(items.map((item) => entryOf(item, prefixOf(item))));
  const pieces: Pieces<Item> = {
    columns: (entries[0]?.first ?? []).map(() => new Uint32Array(2 * entries.length)),
    nodes: [],
  };
  const open: Open<Item>[] = [];
  for (const { first, length, item } of entries) {
    closeBefore(first, open, pieces);
    const around = open.at(-1);
    if (around?.node.length === length) {
      around.node.items.push(item);
      continue;
    }
    const node = { length, items: [item] as [Item, ...Item[]], parent: around?.node };
    open.push({ node, last: lastOf(first, length) });
    addPiece(pieces, first, node);
  }
  closeBefore(undefined, open, pieces);
  const columns = pieces.columns.map((column) => column.subarray(0, pieces.nodes.length));
  return { columns, nodes: pieces.nodes, coarse: coarseOf(columns[0] ?? new Uint32Array()) };
}

/** The most specific prefix that covers an address. */
export function findPrefix<Item>(
  { columns, nodes, coarse }: PrefixIndex<Item>,
  address: Words,
): PrefixNode<Item> | undefined {
  const [first] = columns;
  if (first === undefined) return undefined;
  const word = address[0] ?? 0;
  // The piece before this /16 may reach into it.
  let low = (coarse[word >>> 16] ?? 0) - 1;
  let high = (coarse[(word >>> 16) + 1] ?? nodes.length) - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const start = first[middle] ?? 0;
    if (start < word || (start === word && !startsBehind(columns, middle, address))) low = middle;
    else high = middle - 1;
  }
  return low < 0 ? undefined : nodes[low];
}

/** Whether a piece that has the first word of an address begins behind it. */
function startsBehind(columns: readonly Uint32Array[], at: number, address: Words): boolean {
  for (let column = 1; column < columns.length; column++) {
    const difference = (columns[column]?.[at] ?? 0) - (address[column] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

type Entry<Item> = { readonly first: Words; readonly length: number; readonly item: Item };

type WritableNode<Item> = PrefixNode<Item> & { readonly items: [Item, ...Item[]] };

/** A prefix whose end has not been reached yet. */
type Open<Item> = { readonly node: WritableNode<Item>; readonly last: Words };

type Pieces<Item> = {
  readonly columns: readonly Uint32Array[];
  readonly nodes: (PrefixNode<Item> | undefined)[];
};

function entryOf<Item>(item: Item, prefix: Prefix): Entry<Item> {
  return { first: wordsOf(addressOfPrefix(prefix)), length: prefixLengthOf(prefix), item };
}

/** By first address, wider ones first: a prefix comes after all that hold it. */
function inOrder<Item>(entries: readonly Entry<Item>[]): readonly Entry<Item>[] {
  return entries.toSorted(
    (one, other) => compare(one.first, other.first) || one.length - other.length,
  );
}

/** Ends the prefixes that do not reach up to `next`; all of them where there is no next. */
function closeBefore<Item>(
  next: Words | undefined,
  open: Open<Item>[],
  pieces: Pieces<Item>,
): void {
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    if (next !== undefined && compare(last.last, next) >= 0) return;
    open.pop();
    const after = following(last.last);
    if (after !== undefined) addPiece(pieces, after, last.node.parent);
  }
}

/** Of two pieces that begin at one address, the later one counts. */
function addPiece<Item>(
  { columns, nodes }: Pieces<Item>,
  start: Words,
  node: PrefixNode<Item> | undefined,
): void {
  const before = nodes.length - 1;
  const isSame = before >= 0 && columns.every((column, at) => column[before] === start[at]);
  const at = isSame ? before : nodes.length;
  for (let column = 0; column < columns.length; column++) {
    const words = columns[column];
    if (words !== undefined) words[at] = start[column] ?? 0;
  }
  nodes[at] = node;
}

function lastOf(first: Words, length: number): Words {
  return first.map((word, at) => {
    const kept = Math.min(32, Math.max(0, length - at * 32));
    return kept === 32 ? word : (word | (0xffffffff >>> kept)) >>> 0;
  });
}

/** The next address; undefined at the end of the space. */
function following(address: Words): Words | undefined {
  const next = [...address];
  for (let at = next.length - 1; at >= 0; at--) {
    const word = next[at] ?? 0;
    next[at] = (word + 1) >>> 0;
    if (word !== 0xffffffff) return next;
  }
  return undefined;
}

function compare(one: Words, other: Words): number {
  return (one[0] ?? 0) - (other[0] ?? 0) || (one.length > 1 ? compareWords(one, other) : 0);
}

const coarseCount = 65_536;

const fewPieces = 256;

function coarseOf(first: Uint32Array): Uint32Array {
  if (first.length <= fewPieces) return new Uint32Array();
  const coarse = new Uint32Array(coarseCount + 1);
  let at = 0;
  for (let bucket = 0; bucket <= coarseCount; bucket++) {
    while (at < first.length && (first[at] ?? 0) >>> 16 < bucket) at++;
    coarse[bucket] = at;
  }
  return coarse;
}

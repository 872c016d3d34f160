/**
 * Longest-prefix match: the address space cut at the ends of every prefix, each piece with the most
 * specific prefix that covers it. A look-up is one binary search over numbers.
 */

import type { Words } from '../model/address-words.ts';

export type PrefixEntry<Value> = {
  readonly words: Words;
  readonly length: number;
  readonly value: Value;
};

/** A prefix in the index, and the next shorter one around it. */
export type PrefixNode<Value> = {
  readonly length: number;
  readonly value: Value;
  readonly parent: PrefixNode<Value> | undefined;
};

export type PrefixIndex<Value> = {
  /** First addresses of the pieces, rising: one column for each word. */
  readonly columns: readonly [Uint32Array, ...Uint32Array[]];
  /** What covers each piece. */
  readonly nodes: readonly (PrefixNode<Value> | undefined)[];
  /** Where the pieces of each /16 begin: most of the search is done by this table. */
  readonly coarse: Uint32Array;
};

/** No two entries have one prefix. */
export function indexPrefixes<Value>(
  entries: readonly PrefixEntry<Value>[],
  wordCount: 1 | 4,
): PrefixIndex<Value> {
  const pieces = piecesOf(entries);
  const column = (at: number) => Uint32Array.from(pieces, ({ start }) => start[at] ?? 0);
  const columns = [column(0), ...(wordCount === 1 ? [] : [1, 2, 3].map(column))] as const;
  return { columns, nodes: pieces.map(({ node }) => node), coarse: coarseOf(columns[0]) };
}

/** The most specific prefix that covers an address. */
export function findPrefix<Value>(
  { columns, nodes, coarse }: PrefixIndex<Value>,
  address: Words,
): PrefixNode<Value> | undefined {
  const [first] = columns;
  const word = address[0] ?? 0;
  let low = (coarse[word >>> 16] ?? 0) - 1;
  let high = (coarse[(word >>> 16) + 1] ?? 0) - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const start = first[middle] ?? 0;
    if (start < word || (start === word && !startsBeyond(columns, middle, address))) low = middle;
    else high = middle - 1;
  }
  // The piece before this /16 may begin at the very address, or reach into it.
  return low < 0 ? undefined : nodes[low];
}

/** Whether a piece that has the first word of an address begins behind it. */
function startsBeyond(columns: readonly Uint32Array[], at: number, address: Words): boolean {
  for (let column = 1; column < columns.length; column++) {
    const difference = (columns[column]?.[at] ?? 0) - (address[column] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

type Piece<Value> = { readonly start: Words; readonly node: PrefixNode<Value> | undefined };

/** A prefix whose end has not been reached yet. */
type Open<Value> = { readonly node: PrefixNode<Value>; readonly end: Words | undefined };

function piecesOf<Value>(entries: readonly PrefixEntry<Value>[]): readonly Piece<Value>[] {
  const pieces: Piece<Value>[] = [];
  const open: Open<Value>[] = [];
  for (const { words, length, value } of inOrder(entries)) {
    closeUntil(words, open, pieces);
    const node = { length, value, parent: open.at(-1)?.node };
    open.push({ node, end: firstAfter(words, length) });
    addPiece(pieces, { start: words, node });
  }
  closeUntil(undefined, open, pieces);
  return pieces;
}

/** By first address, wider ones first: a prefix comes after all that hold it. */
function inOrder<Value>(entries: readonly PrefixEntry<Value>[]): readonly PrefixEntry<Value>[] {
  return entries.toSorted(
    (one, other) => compare(one.words, other.words) || one.length - other.length,
  );
}

/** Ends the prefixes that do not reach beyond `next`; all of them where there is no next. */
function closeUntil<Value>(
  next: Words | undefined,
  open: Open<Value>[],
  pieces: Piece<Value>[],
): void {
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    if (next !== undefined && (last.end === undefined || compare(last.end, next) > 0)) return;
    open.pop();
    if (last.end !== undefined) addPiece(pieces, { start: last.end, node: last.node.parent });
  }
}

/** Of two pieces that begin at one address, the later one counts. */
function addPiece<Value>(pieces: Piece<Value>[], piece: Piece<Value>): void {
  const last = pieces.at(-1);
  if (last !== undefined && compare(last.start, piece.start) === 0) pieces.pop();
  pieces.push(piece);
}

/** The address behind the last one of a prefix; undefined at the end of the space. */
function firstAfter(words: Words, length: number): Words | undefined {
  const after = [...words];
  let carry = length === 0 ? 0 : 2 ** ((32 - (length % 32)) % 32);
  if (carry === 0) return undefined;
  for (let at = Math.ceil(length / 32) - 1; at >= 0 && carry > 0; at--) {
    const sum = (after[at] ?? 0) + carry;
    after[at] = sum >>> 0;
    carry = sum > 0xffffffff ? 1 : 0;
  }
  return carry > 0 ? undefined : after;
}

function compare(one: Words, other: Words): number {
  for (let at = 0; at < one.length; at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const coarseCount = 65_536;

function coarseOf(first: Uint32Array): Uint32Array {
  const coarse = new Uint32Array(coarseCount + 1);
  let at = 0;
  for (let bucket = 0; bucket <= coarseCount; bucket++) {
    while (at < first.length && (first[at] ?? 0) >>> 16 < bucket) at++;
    coarse[bucket] = at;
  }
  return coarse;
}

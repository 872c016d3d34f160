/** Ranges of addresses that a set of prefixes does not tell apart. */

import type { Words } from '../model/address-words.ts';
import { format } from '../model/address-words.ts';
import type { Address, Family, Prefix } from '../model/address.ts';
import {
  addressBits,
  addressOfPrefix,
  networkOf,
  parseAddress,
  prefixLengthOf,
  wordsOf,
} from '../model/address.ts';

/** First and last address of a range, as numbers. */
export type Piece = { readonly first: bigint; readonly last: bigint };

/** The pieces of one family's whole space, or of `within`, cut at the ends of every prefix. */
export function piecesOf(
  family: Family,
  prefixes: Iterable<Prefix>,
  within: Piece = wholeSpace(family),
): readonly Piece[] {
  const starts = new Set<bigint>([within.first]);
  for (const prefix of prefixes) {
    const { first, last } = pieceOf(prefix);
    if (first > within.first && first <= within.last) starts.add(first);
    if (last >= within.first && last < within.last) starts.add(last + 1n);
  }
  const sorted = [...starts].toSorted((one, other) => (one < other ? -1 : 1));
  return sorted.map((first, at) => ({ first, last: (sorted[at + 1] ?? within.last + 1n) - 1n }));
}

export function wholeSpace(family: Family): Piece {
  return { first: 0n, last: (1n << BigInt(addressBits(family))) - 1n };
}

export function pieceOf(prefix: Prefix): Piece {
  const address = addressOfPrefix(prefix);
  const bits = prefix.includes(':') ? addressBits('ipv6') : addressBits('ipv4');
  const first = numberOf(wordsOf(address));
  return { first, last: first + (1n << BigInt(bits - prefixLengthOf(prefix))) - 1n };
}

export function numberOf(words: Words): bigint {
  return words.reduce((number, word) => (number << 32n) | BigInt(word), 0n);
}

export function addressOf(family: Family, number: bigint): Address {
  const shifts = family === 'ipv4' ? [0n] : [96n, 64n, 32n, 0n];
  const text = format(shifts.map((shift) => Number((number >> shift) & 0xffffffffn)));
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return address;
}

/** Neighbouring pieces as one. */
export function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const before = result.at(-1);
    if (before !== undefined && before.last + 1n === piece.first) {
      result[result.length - 1] = { first: before.first, last: piece.last };
    } else {
      result.push(piece);
    }
  }
  return result;
}

/** The fewest prefixes that make up a piece. */
export function prefixesIn(family: Family, { first, last }: Piece): readonly Prefix[] {
  const bits = addressBits(family);
  const found: Prefix[] = [];
  for (let start = first; start <= last;) {
    const aligned = start === 0n ? bits : lengthOf(start & -start);
    const size = Math.min(aligned, lengthOf(last - start + 1n));
    found.push(networkOf({ address: addressOf(family, start), prefixLength: bits - size }));
    start += 1n << BigInt(size);
  }
  return found;
}

/** The place of the highest bit. */
function lengthOf(number: bigint): number {
  return number.toString(2).length - 1;
}

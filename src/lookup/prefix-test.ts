/** Whether an address lies in a prefix, with everything worked out before. */

import type { Words } from '../model/address-words.ts';
import { mask } from '../model/address-words.ts';
import type { Prefix } from '../model/address.ts';
import { addressOfPrefix, prefixLengthOf, wordsOf } from '../model/address.ts';

export type PrefixTest = {
  readonly value: Words;
  readonly mask: Words;
  /** Of the first word, which mostly decides. */
  readonly firstValue: number;
  readonly firstMask: number;
};

export function prefixTest(prefix: Prefix): PrefixTest {
  const value = wordsOf(addressOfPrefix(prefix));
  const ones = value.map(() => 0xffffffff);
  const masks = mask(ones, prefixLengthOf(prefix));
  return { value, mask: masks, firstValue: (value[0] ?? 0) | 0, firstMask: (masks[0] ?? 0) | 0 };
}

/** An address, and its first word by itself: comparing that is most of the work of a look-up. */
export type Point = { readonly words: Words; readonly first: number };

/** Signed, so that it is no number on the heap. */
export function pointOf(words: Words): Point {
  return { words, first: (words[0] ?? 0) | 0 };
}

export function isIn({ words, first }: Point, test: PrefixTest): boolean {
  if (((first ^ test.firstValue) & test.firstMask) !== 0) return false;
  return words.length === 1 || isRestIn(words, test);
}

function isRestIn(address: Words, { value, mask: masks }: PrefixTest): boolean {
  for (let at = 1; at < value.length; at++) {
    if ((((address[at] ?? 0) ^ (value[at] ?? 0)) & (masks[at] ?? 0)) !== 0) return false;
  }
  return true;
}

/** How many bits two addresses have in common, from the first (ipv6_addr_diff). */
export function commonBits(one: Point, other: Point): number {
  for (let at = 0; at < one.words.length; at++) {
    const difference = (one.words[at] ?? 0) ^ (other.words[at] ?? 0);
    if (difference !== 0) return 32 * at + Math.clz32(difference);
  }
  return 32 * one.words.length;
}

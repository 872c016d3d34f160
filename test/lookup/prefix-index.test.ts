import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { findPrefix, indexPrefixes } from '../../src/lookup/prefix-index.ts';
import { format } from '../../src/model/address-words.ts';
import type { Address, Family, Prefix } from '../../src/model/address.ts';
import {
  addressBits,
  addressOfPrefix,
  contains,
  families,
  familyOf,
  networkOf,
  parseAddress,
  parsePrefix,
  prefixLengthOf,
  wordsOf,
} from '../../src/model/address.ts';

/** Few high bits, so that prefixes nest; the ends of the space, and what lies beside a prefix. */
const words: Readonly<Record<Family, fc.Arbitrary<readonly number[]>>> = {
  ipv4: fc.tuple(word()),
  ipv6: fc.tuple(word(), word(), word(), word()),
};

function word(): fc.Arbitrary<number> {
  const few = fc.constantFrom(0, 1, 0x80000000, 0xffffffff, 0x0a000000, 0x0a0000ff, 0x0a010000);
  const any = fc.integer({ min: 0, max: 0xffffffff });
  return fc.oneof({ weight: 3, arbitrary: few }, { weight: 1, arbitrary: any });
}

function anyPrefix(family: Family): fc.Arbitrary<Prefix> {
  const bits = addressBits(family);
  const length = fc.oneof(
    fc.constantFrom(0, 1, 8, 24, 31, 32, bits - 1, bits),
    fc.integer({ min: 0, max: bits }),
  );
  return fc
    .tuple(words[family], length)
    .map(([at, prefixLength]) => networkOf({ address: addressOf(at), prefixLength }));
}

function addressOf(at: readonly number[]): Address {
  const address = parseAddress(format(at));
  if (address === undefined) throw new Error(`no address: ${format(at)}`);
  return address;
}

/** So slow that one sees it is right: all that hold the address, the longest first. */
function covering(prefixes: readonly Prefix[], address: Address): readonly (readonly Prefix[])[] {
  const lengths = [...new Set(prefixes.map(prefixLengthOf))].toSorted((one, other) => other - one);
  return lengths
    .map((length) =>
      prefixes.filter((prefix) => prefixLengthOf(prefix) === length && contains(prefix, address)),
    )
    .filter((some) => some.length > 0);
}

function found(prefixes: readonly Prefix[], address: Address): readonly (readonly Prefix[])[] {
  const index = indexPrefixes(prefixes, (prefix) => prefix);
  const nodes: (readonly Prefix[])[] = [];
  for (let node = findPrefix(index, wordsOf(address)); node !== undefined; node = node.parent) {
    nodes.push(node.items);
  }
  return nodes;
}

/** The first and last address of a prefix, and those on both sides. */
function edges(prefix: Prefix): readonly Address[] {
  const [, length = ''] = prefix.split('/');
  const bits = BigInt(addressBits(familyOf(prefix)));
  const first = bigOf(wordsOf(addressOfPrefix(prefix)));
  const last = first + (1n << (bits - BigInt(length))) - 1n;
  return [first - 1n, first, last, last + 1n]
    .filter((value) => value >= 0n && value < 1n << bits)
    .map((value) => addressOf(wordsOfBig(value, Number(bits) / 32)));
}

function bigOf(at: readonly number[]): bigint {
  return at.reduce((sum, one) => (sum << 32n) | BigInt(one), 0n);
}

function wordsOfBig(value: bigint, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) =>
    Number((value >> BigInt(32 * (count - 1 - at))) & 0xffffffffn),
  );
}

describe('the prefix index finds what covers an address, most specific first', () => {
  for (const family of families) {
    test(`random nested ${family} prefixes, at their edges and anywhere`, () => {
      fc.assert(
        fc.property(
          fc.array(anyPrefix(family), { maxLength: 40 }),
          fc.array(words[family].map(addressOf), { maxLength: 5 }),
          (prefixes, addresses) => {
            for (const address of [...addresses, ...prefixes.flatMap(edges)]) {
              assert.deepEqual(found(prefixes, address), covering(prefixes, address), address);
            }
          },
        ),
        { numRuns: 300 },
      );
    });
  }

  const all = ['0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '0.0.0.0/32', '255.255.255.255/32'];
  const prefixes = all.flatMap((text) => parsePrefix(text) ?? []);
  for (const at of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
    const address = addressOf([at]);
    test(`the ends of the space: ${address}`, () => {
      assert.deepEqual(found(prefixes, address), covering(prefixes, address));
    });
  }

  test('an empty index finds nothing', () => {
    assert.deepEqual(found([], addressOf([1])), []);
  });
});

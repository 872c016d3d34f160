import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Address } from '../../src/model/address.ts';
import {
  addressOfPrefix,
  compareAddresses,
  comparePrefixes,
  contains,
  hostPrefix,
  networkOf,
  overlaps,
  parseAddress,
  parseInterfaceAddress,
  parsePrefix,
  prefixLengthOf,
  showPrefix,
} from '../../src/model/address.ts';

const runs = 2000;

/** Text that is nearly an address: the characters, lengths and pieces that parsers trip over. */
const nearAddress = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc
    .array(
      fc.constantFrom(
        '0',
        '00',
        '1',
        '255',
        '256',
        '10',
        '.',
        ':',
        '::',
        'f',
        'FFFF',
        '12345',
        '1.2.3.4',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom('0', '1', 'a', 'ffff', '::'), { maxLength: 9 })
    .map((parts) => parts.join(':')),
);

test('an address is one exactly where node:net says so', () => {
  fc.assert(
    fc.property(nearAddress, (text) => {
      const expected = isIPv4(text) || (isIPv6(text) && !text.includes('%'));
      assert.equal(parseAddress(text) !== undefined, expected, text);
    }),
    { numRuns: runs * 5 },
  );
});

test('reading what was written gives the same address, in the form the URL standard writes', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const address = parseAddress(text);
      assert.ok(address !== undefined);
      assert.equal(parseAddress(address), address);
      // The URL parser of node writes every address in hexadecimal, as RFC 5952 does.
      const written = new URL(`http://[${text}]/`).hostname.slice(1, -1);
      assert.equal(new URL(`http://[${address}]/`).hostname.slice(1, -1), written);
      if (!address.includes('.')) assert.equal(address, written);
    }),
    { numRuns: runs },
  );
});

test('a canonical IPv4 address stays as it is', () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => assert.equal(parseAddress(text), text)),
    { numRuns: runs },
  );
});

test('the network of an address contains it, parses, and has its length', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (text, length) => {
      const parsed = parseInterfaceAddress(`${text}/${length}`);
      if (isIPv4(text) && length > 32) return assert.equal(parsed, undefined);
      assert.ok(parsed !== undefined);
      const network = networkOf(parsed);
      assert.equal(parsePrefix(network), network);
      assert.equal(prefixLengthOf(network), length);
      assert.ok(contains(network, parsed.address));
      assert.ok(overlaps(network, hostPrefix(parsed.address)));
      const hasHostBits = addressOfPrefix(network) !== parsed.address;
      return assert.equal(parsePrefix(`${text}/${length}`) === undefined, hasHostBits);
    }),
    { numRuns: runs },
  );
});

test('the order of addresses is the order of their numbers', () => {
  const number = (address: Address): bigint =>
    address.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n);
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), (one, other) => {
      const a = parseAddress(one);
      const b = parseAddress(other);
      assert.ok(a !== undefined && b !== undefined);
      const difference = number(a) - number(b);
      assert.equal(
        Math.sign(compareAddresses(a, b)),
        difference > 0n ? 1 : difference < 0n ? -1 : 0,
      );
    }),
    { numRuns: runs },
  );
});

const spellings: readonly (readonly [string, string | undefined])[] = [
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::', '2001:db8::'],
  ['::', '::'],
  ['::1', '::1'],
  ['0:0:1::', '0:0:1::'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
  ['1:2:3:4:5:6:0:8', '1:2:3:4:5:6:0:8'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['::ffff:c000:201', '::ffff:192.0.2.1'],
  ['::192.0.2.1', '::192.0.2.1'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ['fe80::1%eth0', undefined],
  ['1:2:3:4:5:6:7', undefined],
  ['1::2::3', undefined],
  [':1', undefined],
  ['1:', undefined],
  ['192.0.2.01', undefined],
  ['192.0.2', undefined],
  ['', undefined],
  [' 192.0.2.1', undefined],
];

for (const [written, want] of spellings) {
  test(`the address '${written}' is ${want ?? 'refused'}`, () =>
    assert.equal(parseAddress(written), want));
}

const prefixes: readonly (readonly [string, string | undefined])[] = [
  ['192.0.2.0/24', '192.0.2.0/24'],
  ['192.0.2.1', '192.0.2.1/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['128.0.0.0/1', '128.0.0.0/1'],
  ['192.0.2.1/24', undefined],
  ['192.0.2.0/33', undefined],
  ['192.0.2.0/024', undefined],
  ['192.0.2.0/', undefined],
  ['192.0.2.0/2 ', undefined],
  ['/24', undefined],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['2001:db8::1/64', undefined],
  ['2001:db8::/129', undefined],
  ['8000::/1', '8000::/1'],
  ['::/0', '::/0'],
];

for (const [written, want] of prefixes) {
  test(`the prefix '${written}' is ${want ?? 'refused'}`, () =>
    assert.equal(parsePrefix(written), want));
}

test('prefixes sort by family, network and length, and show as iproute2 shows them', () => {
  const texts = ['::/0', '10.0.0.0/8', '2001:db8::1/128', '0.0.0.0/0', '10.0.0.0/16', '9.0.0.1/32'];
  const sorted = texts.map((text) => parsePrefix(text)).filter((prefix) => prefix !== undefined);
  const shown = sorted.toSorted(comparePrefixes).map(showPrefix);
  assert.deepEqual(shown, [
    'default',
    '9.0.0.1',
    '10.0.0.0/8',
    '10.0.0.0/16',
    'default',
    '2001:db8::1',
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readFlow } from '../../src/topology/flow-text.ts';

test('a flow says where from, where to, what it carries and what it is marked with', () => {
  const text = '203.0.113.10 -> 2001:db8::/32 tcp/443 sport 1024-2047 mark 0x97 uid 34 oif eth1';
  const read = readFlow(text);
  assert.deepEqual(read.ok && read.flow, {
    text,
    from: { kind: 'prefix', prefix: '203.0.113.10/32' },
    to: { kind: 'prefix', prefix: '2001:db8::/32' },
    ipproto: 6,
    dport: { first: 443, last: 443 },
    sport: { first: 1024, last: 2047 },
    mark: 0x97,
    uid: 34,
    oif: 'eth1',
  });
});

test('its ends may be names, and anything', () => {
  const read = readFlow('guests -> any 50');
  assert.deepEqual(read.ok && [read.flow.from, read.flow.to, read.flow.ipproto], [
    { kind: 'name', name: 'guests' },
    { kind: 'any' },
    50,
  ]);
});

const mistakes: readonly (readonly [flow: string, column: number, message: RegExp])[] = [
  ['', 1, /nothing is written/],
  ['10.0.0.1', 9, /"->"/],
  ['10.0.0.1 to 8.8.8.8', 10, /"->"/],
  ['10.0.0.1 ->', 12, /destination is missing/],
  ['10.0.0.300 -> 8.8.8.8', 1, /no address, prefix or name/],
  ['10.0.0.1/8 -> 8.8.8.8', 1, /no address, prefix or name/],
  ['any -> 8.8.8.8 tcpp/443', 16, /means nothing here/],
  ['any -> 8.8.8.8 tcp/70000', 16, /means nothing here/],
  ['any -> 8.8.8.8 mark', 20, /a value for "mark" is missing/],
  ['any -> 8.8.8.8 mark red', 21, /"red" cannot be a value for "mark"/],
  ['any -> 8.8.8.8 tos 256', 20, /cannot be a value for "tos"/],
];

for (const [text, column, message] of mistakes) {
  test(`"${text}" is refused at column ${column}`, () => {
    const read = readFlow(text);
    assert.ok(!read.ok);
    assert.equal(read.mistake.column, column);
    assert.match(read.mistake.message, message);
  });
}

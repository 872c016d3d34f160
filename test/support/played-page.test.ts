/** A page that shows something else than what is printed is found out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mismatch, shownCommands, wordsOf } from './played-page.ts';

const printed = 'one\ntwo\nthree\nfour\n';

for (const shown of ['one\ntwo\nthree\nfour', '…\nfour', 'one\n…', 'one\n…\nfour', '…\ntwo\n…']) {
  test(`${JSON.stringify(shown)} shows it`, () =>
    assert.equal(mismatch(shown, printed), undefined));
}

for (const [shown, why] of [
  ['one\ntwo\nthree', 'too little'],
  ['two\nthree\nfour', 'not from the start'],
  ['one\ntwo\nthree\nfive', 'something else'],
  ['…\nthree', 'not to the end'],
  ['…\nthree\n…\ntwo\n…', 'another order'],
  ['…\none\n…\none\n…', 'twice what came once'],
  ['…\nthr\n…', 'half a line'],
  ['…\nree\n…', 'the other half'],
  ['one\n…\nfour\nfour', 'more than there is'],
] as const) {
  test(`${JSON.stringify(shown)} does not: ${why}`, () => assert.ok(mismatch(shown, printed)));
}

test('figures may differ, verdicts may not', () => {
  const line = '    fibre  IPv4  up   12 s  loss 0 %  0.04 ms  eth1\n';
  assert.equal(mismatch('fibre  IPv4  up  3 s  loss 2 %  8 ms  eth1', line), undefined);
  assert.ok(mismatch('fibre  IPv4  silent  3 s  loss 2 %  8 ms  eth1', line));
});

test('commands are read with what is printed below them', () => {
  const block = "$ multihome trace 'a -> b' --live   # live\nleaves\n\n$ ip rule\n";
  assert.deepEqual(shownCommands(block), [
    { command: "multihome trace 'a -> b' --live", output: 'leaves' },
    { command: 'ip rule', output: '' },
  ]);
  assert.deepEqual(wordsOf("trace 'a -> b' --live"), ['trace', 'a -> b', '--live']);
});

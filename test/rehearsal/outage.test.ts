/** What counts as an outage, and of which part of a cut. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isFlowing, measure } from '../../src/rehearsal/outage.ts';

const intervalMs = 10;
const times = { cutMs: 1_000, mendedMs: 5_000, endMs: 9_000 };

/** An answer each 10 ms from 0 on, but for questions that were sent within these times. */
function answersWithout(...gaps: readonly (readonly [fromMs: number, toMs: number])[]) {
  const all = Array.from({ length: 900 }, (_, at) => ({
    sequence: at + 1,
    sentMs: at * intervalMs,
  }));
  return all.filter(({ sentMs }) => !gaps.some(([from, to]) => sentMs >= from && sentMs < to));
}

test('where all is answered nothing is missing', () => {
  assert.deepEqual(measure(answersWithout(), times), {
    ...{ outageMs: 0, lost: 0, recovered: true },
    ...{ returnOutageMs: 0, returnLost: 0 },
  });
});

test('the longest run counts, and each that is lost', () => {
  const { outageMs, lost, recovered } = measure(
    answersWithout([1_000, 1_500], [2_000, 2_100]),
    times,
  );
  assert.deepEqual({ outageMs, lost, recovered }, { outageMs: 500, lost: 60, recovered: true });
});

test('what is lost before the cut is not of the cut', () => {
  assert.equal(measure(answersWithout([200, 500]), times).lost, 0);
});

test('what is lost once the uplink is mended is of the way back', () => {
  const { outageMs, returnOutageMs, returnLost } = measure(answersWithout([6_000, 6_030]), times);
  assert.deepEqual([outageMs, returnOutageMs, returnLost], [0, 30, 3]);
});

test('an outage that ends with the cut has no end of its own', () => {
  const { outageMs, recovered, returnLost } = measure(answersWithout([1_000, 5_010]), times);
  assert.deepEqual([outageMs, recovered, returnLost], [4_010, false, 0]);
});

test('an outage that never ends lasts until now', () => {
  const { outageMs, recovered } = measure(answersWithout([1_000, 9_000]), times);
  assert.equal(recovered, false);
  assert.ok(outageMs >= 7_950 && outageMs <= 8_050, `${outageMs} ms`);
});

test('an outage is as long as it lasts, also where little was asked in it', () => {
  const few = answersWithout([2_000, 3_000]).map(({ sequence, sentMs }) => ({
    sequence: sentMs < 3_000 ? sequence : sequence - 99,
    sentMs,
  }));
  const { outageMs, lost } = measure(few, times);
  assert.deepEqual([outageMs, lost], [1_000, 1]);
});

test('what begins as the uplink is mended is of the way back', () => {
  const { outageMs, recovered, returnLost } = measure(answersWithout([4_990, 5_020]), times);
  assert.deepEqual([outageMs, recovered, returnLost], [0, true, 3]);
});

test('answers may come in any order', () => {
  assert.equal(measure(answersWithout([1_000, 1_500]).toReversed(), times).outageMs, 500);
});

test('what was answered before the cut does not flow after it', () => {
  const answers = answersWithout([1_000, 9_000]);
  assert.equal(isFlowing(answers, 0, 1_010), true);
  assert.equal(isFlowing(answers, 1_000, 1_010), false);
});

test('nor does what has stopped, or has holes', () => {
  assert.equal(isFlowing(answersWithout([1_000, 9_000]), 0, 1_400), false);
  assert.equal(isFlowing(answersWithout([970, 980], [1_000, 9_000]), 0, 1_010), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { outageSince, spreadOf, steadyMs } from '../../bench/outage-packets.ts';

/** A packet every 2 ms: `x` is lost. */
function stream(marks: string) {
  const answered = marks.split('').map((mark) => mark !== 'x');
  return { name: 'IPv4', sentMs: answered.map((_, at) => at * 2), answered };
}

test('an outage lasts from the last answered packet before it to the first after it', () => {
  const found = outageSince(stream('..........xxx...'), 19);
  assert.deepEqual(found, { outageMs: 8, lost: 3, sent: 9 });
});

test('a second loss is part of the first', () => {
  assert.equal(outageSince(stream('..........x..x..'), 19).outageMs, 10);
});

test('nothing lost is no outage, and what was lost long before the cut is none of it', () => {
  assert.deepEqual(outageSince(stream('..x.............'), 19), { outageMs: 0, lost: 0, sent: 9 });
});

test('an outage that does not end has no length', () => {
  assert.equal(outageSince(stream('..........xxxxxx'), 19).outageMs, Infinity);
});

test('what is young enough may still be answered', () => {
  const asked = stream(`${'.'.repeat(100)}xx`);
  assert.equal(steadyMs(asked, 0, 299), 198);
  assert.equal(steadyMs(asked, 0, 301), 0);
  assert.equal(steadyMs(asked, 100, 299), 98);
});

test('of ten runs, the 95th of a hundred is the worst', () => {
  const values = [3, 1, 2, 4, 5, 6, 7, 8, 10, 9];
  assert.deepEqual(spreadOf(values), { runs: 10, median: 6, p95: 10, max: 10 });
});

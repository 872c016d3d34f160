/** When the host is looked at again. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Pace } from '../../src/watch/pace.ts';
import {
  afterEvent,
  afterLook,
  afterRepair,
  afterRouteEvent,
  beforeLook,
  firstPace,
  isFight,
} from '../../src/watch/pace.ts';

const lookMs = 20;
const dayMs = 24 * 3_600_000;
/** One a minute, and some more at the beginning. */
const repairsMax = 1_500;

/** Somebody takes away what is ours at once: we hear of it, look, and give it back. */
function robbed(pace: Pace): Pace {
  const beganMs = pace.dueMs;
  const doneMs = beganMs + lookMs;
  const heard = afterRouteEvent(beforeLook(pace), doneMs);
  return afterRouteEvent(afterLook(afterRepair(heard, doneMs), beganMs, doneMs), doneMs);
}

test('who keeps taking it away gets it back ever more slowly, once a minute at last', () => {
  const times: number[] = [];
  let pace = firstPace(0);
  while (times.length < 16) {
    times.push(pace.dueMs);
    pace = robbed(pace);
  }
  const gaps = times.slice(1).map((atMs, at) => atMs - (times[at] ?? 0) - lookMs);
  assert.deepEqual(gaps.slice(0, 7), [100, 100, 100, 250, 500, 1_000, 2_000]);
  assert.deepEqual(gaps.slice(-2), [60_000, 60_000]);
});

test('a repair now and then is no fight, and delays nothing', () => {
  let pace = firstPace(0);
  for (let nowMs = 0; nowMs < dayMs; nowMs += 40_000) {
    pace = afterRepair(beforeLook(pace), nowMs);
    assert.ok(!isFight(pace));
    pace = afterRouteEvent(afterLook(pace, nowMs, nowMs), nowMs);
    assert.equal(pace.dueMs, nowMs + 100);
  }
});

test('a link that comes back is not kept waiting by a fight', () => {
  let pace = firstPace(0);
  for (let repairs = 0; repairs < 16; repairs++) pace = robbed(pace);
  const nowMs = pace.dueMs - 30_000;
  assert.equal(afterRouteEvent(pace, nowMs).dueMs, pace.dueMs);
  assert.equal(afterEvent(pace, nowMs).dueMs, nowMs + 30);
  // Nor is one that comes while the host is read.
  const during = afterRepair(afterEvent(beforeLook(pace), nowMs), nowMs);
  assert.equal(afterLook(during, nowMs, nowMs).dueMs, nowMs + 100);
});

test('a day of it is remembered for minutes', () => {
  let pace = firstPace(0);
  let most = 0;
  for (let repairs = 0; repairs < repairsMax && pace.dueMs < dayMs; repairs++) {
    pace = robbed(pace);
    most = Math.max(most, pace.repairsMs.length);
  }
  assert.ok(pace.dueMs >= dayMs, `${repairsMax} repairs in ${pace.dueMs} ms`);
  assert.ok(most <= 12, `${most} are remembered`);
});

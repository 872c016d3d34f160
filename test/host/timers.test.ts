import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { createBackOff } from '../../src/host/probes/back-off.ts';
import { createLineSplitter } from '../../src/host/lines.ts';
import { createTimer } from '../../src/host/timers.ts';

test('a timer of months does not end at once', async () => {
  let ends = 0;
  const timer = createTimer(() => (ends += 1));
  timer.start(90 * 24 * 3600 * 1000);
  await setTimeout(20);
  timer.callOff();
  assert.equal(ends, 0);
});

test('what fails again and again is tried ever more seldom, until it has worked', () => {
  const backOff = createBackOff();
  const waits = Array.from({ length: 8 }, () => backOff.nextMs(0, 10));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  assert.equal(backOff.nextMs(0, 59_999), 60_000);
  assert.deepEqual([backOff.nextMs(0, 60_000), backOff.nextMs(0, 10)], [1000, 2000]);
});

test('lines come whole, however they are cut', () => {
  const lines: string[] = [];
  const split = createLineSplitter((line) => lines.push(line));
  for (const chunk of ['on', 'e\ntwo\n', '', 'th', 'ree', '\n', 'x'.repeat(10_000), '\nfour\n']) {
    split(chunk);
  }
  assert.deepEqual(
    [lines.slice(0, 3), lines[3]?.length, lines[4]],
    [['one', 'two', 'three'], 4096, 'four'],
  );
});

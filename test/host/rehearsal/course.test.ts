/** What has come true only for a moment has not come true. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lastingFor, waitForCalm } from '../../../src/host/rehearsal/course.ts';

test('what falls back is waited for once more', async () => {
  let looks = 0;
  let falseAt = 0;
  const isTrue = () => {
    looks += 1;
    if (looks === 3) falseAt = looks;
    return looks !== 3;
  };
  assert.equal(await waitForCalm(isTrue, 200, 10_000), true);
  assert.equal(falseAt, 3);
  assert.ok(looks > 4, `${looks} looks`);
});

test('what never stays is given up', async () => {
  let looks = 0;
  assert.equal(await waitForCalm(() => (looks += 1) % 2 === 0, 100, 100), false);
});

test('what lasts has been true at each look for so long', () => {
  let [nowMs, isTrue] = [0, true];
  const isLasting = lastingFor(
    100,
    () => isTrue,
    () => nowMs,
  );
  const lookAt = (ms: number, value: boolean) => {
    [nowMs, isTrue] = [ms, value];
    return isLasting();
  };
  assert.equal(lookAt(0, true), false);
  assert.equal(lookAt(60, false), false);
  assert.equal(lookAt(120, true), false);
  assert.equal(lookAt(210, true), false);
  assert.equal(lookAt(220, true), true);
});

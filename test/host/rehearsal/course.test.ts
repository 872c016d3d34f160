/** What has come true only for a moment has not come true. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { waitForCalm } from '../../../src/host/rehearsal/course.ts';

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

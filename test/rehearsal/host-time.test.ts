/** What was measured with speed, as it would be on the host. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hostOutages } from '../../src/rehearsal/host-time.ts';

const waits = { silentMs: 500, silentAgainMs: 0, trustMs: 1_500 };

function onHost(outageMs: number, returnOutageMs: number, some: Partial<typeof waits> = {}) {
  const measured = hostOutages({ outageMs, returnOutageMs }, { ...waits, ...some }, 10);
  return [measured.outageMs, measured.returnOutageMs];
}

test('health waits as many times as long, and what follows takes as long as it did', () => {
  assert.deepEqual(onHost(530, 0), [5_030, 0]);
});

test('an outage that health did not end lasts as long as it did', () => {
  assert.deepEqual(onHost(90, 30), [90, 30]);
  assert.deepEqual(onHost(800, 0, { silentMs: 0 }), [800, 0]);
});

test('so does one on the way back, unless an uplink fell silent again', () => {
  assert.deepEqual(onHost(0, 3_000), [0, 3_000]);
  assert.deepEqual(onHost(0, 3_000, { silentAgainMs: 4_000 }), [0, 30_000]);
});

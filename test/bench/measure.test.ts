import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compare } from '../../bench/measure.ts';

function node(program: string): readonly [string, ...string[]] {
  return [process.execPath, '--eval', program];
}

test('runs take turns, and each one is prepared and verified off the clock', async () => {
  const log: string[] = [];
  const contestants = ['one', 'other'].map((name) => ({
    name,
    argv: node(''),
    prepare: () => void log.push(name),
    verify: () => void log.push('verified'),
  }));
  const timings = await compare(contestants, 2);
  const round = ['one', 'verified', 'other', 'verified'];
  assert.deepEqual(log, [...round, ...round, ...round], 'one round that does not count, then two');
  assert.deepEqual(
    timings.map(({ name, runs }) => [name, runs]),
    [
      ['one', 2],
      ['other', 2],
    ],
  );
});

test('wall time is that of the whole process, in order from least to most', async () => {
  const waiting = node('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)');
  const [timing] = await compare([{ name: 'waiting', argv: waiting }], 3);
  assert.ok(timing !== undefined && timing.minMs >= 100);
  assert.ok(timing.minMs <= timing.medianMs && timing.medianMs <= timing.maxMs);
});

test('memory that was held is seen', async () => {
  const holding = node(
    'globalThis.held = Buffer.alloc(2e8, 1); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)',
  );
  const [timing] = await compare([{ name: 'holding', argv: holding }], 1);
  assert.ok(timing !== undefined && timing.peakRssMb > 190, `${timing?.peakRssMb} MB`);
});

test('a run that fails is no measurement: its standard error is in the error', async () => {
  const failing = node("console.error('out of luck'); process.exitCode = 3");
  await assert.rejects(
    compare([{ name: 'failing', argv: failing }], 1),
    /failing.* 3.*out of luck/s,
  );
});

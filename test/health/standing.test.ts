/** Which path is preferred, be they all bad. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { standings } from '../../src/health/standing.ts';
import type { PathVerdict } from '../../src/model/health.ts';

/** Those that share the best rank. */
function best(
  verdicts: Readonly<Record<string, PathVerdict>>,
  heard: Readonly<Record<string, number>> = {},
  nowMs = 100_000,
  together: Readonly<Record<string, number>> = {},
  unasked: Readonly<Record<string, true>> = {},
): readonly string[] {
  const judged = Object.entries(verdicts).map(([key, verdict]) => ({
    ...{
      key,
      verdict,
      heardMs: heard[key],
      togetherMs: together[key] ?? 5_000,
      isAsked: !(key in unasked),
    },
  }));
  const ranked = standings(judged, nowMs);
  const least = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.flatMap(({ key, rank }) => (rank === least ? [key] : []));
}

const silent = (sinceMs: number): PathVerdict => ({ kind: 'silent', sinceMs });
const up: PathVerdict = { kind: 'up', sinceMs: 0 };

test('what works comes before what does not', () => {
  assert.deepEqual(best({ a: silent(0), b: up, c: { kind: 'recovering', sinceMs: 0 } }), ['b']);
});

test('what nobody has judged yet counts as good', () => {
  assert.deepEqual(best({ a: { kind: 'unknown', sinceMs: 0 }, b: up }), ['a', 'b']);
});

test('when nothing works well, what answers is better than what does not', () => {
  const impaired: PathVerdict = { kind: 'impaired', by: 'loss', sinceMs: 0 };
  assert.deepEqual(best({ a: silent(9_000), b: impaired }), ['b']);
  assert.deepEqual(best({ b: impaired, c: { kind: 'recovering', sinceMs: 0 } }), ['c']);
});

test('when all fail one after the other, traffic stays where it failed last', () => {
  assert.deepEqual(best({ a: silent(0), b: silent(60_000) }), ['b']);
});

test('when all fail together, nothing moves: it is what they ask that has failed', () => {
  assert.deepEqual(best({ a: silent(0), b: silent(300) }), ['a', 'b']);
});

test('a link without carrier is the last choice', () => {
  const unusable: PathVerdict = { kind: 'unusable', fault: 'no-carrier', sinceMs: 99_000 };
  assert.deepEqual(best({ a: unusable, b: silent(0) }), ['b']);
});

test('while the other may be about to fail with it, nothing moves', () => {
  const verdicts = { a: silent(10_000), b: up };
  assert.deepEqual(best(verdicts, { a: 5_000, b: 5_200 }), ['a', 'b']);
  assert.deepEqual(best(verdicts, { a: 5_000, b: 9_000 }), ['b']);
});

test('one that is given up slowly delays nobody', () => {
  const verdicts = { a: silent(10_000), b: up };
  const heard = { a: 5_000, b: 9_000 };
  assert.deepEqual(best(verdicts, heard, 10_100, { b: 60_000 }), ['b']);
});

test('one over which nobody is asked is not waited for', () => {
  const verdicts = { a: silent(10_000), b: up };
  assert.deepEqual(best(verdicts, { a: 5_000 }, 10_100, {}, { b: true }), ['b']);
});

test('when all were silent, the first that answers again is no better for a while', () => {
  const verdicts = { a: silent(0), b: { kind: 'recovering', sinceMs: 100_000 } } as const;
  assert.deepEqual(best(verdicts, {}, 100_100), ['a', 'b']);
  assert.deepEqual(best(verdicts, {}, 102_600), ['b']);
});

test('when several begin to answer again one after the other, they count from the same time', () => {
  const recovering = (sinceMs: number): PathVerdict => ({ kind: 'recovering', sinceMs });
  const verdicts = { a: recovering(100_000), b: recovering(102_000), d: silent(0) };
  assert.deepEqual(best(verdicts, {}, 102_600), ['a', 'b', 'd']);
  assert.deepEqual(best(verdicts, {}, 104_600), ['a', 'b']);
  const later = { ...verdicts, c: recovering(104_000) };
  assert.deepEqual(best(later, {}, 104_600), ['a', 'b', 'd', 'c']);
  assert.deepEqual(best(later, {}, 106_600), ['a', 'b', 'c']);
});

test('when all come back, the first that is up is no better for a while', () => {
  const verdicts = {
    a: { kind: 'recovering', sinceMs: 80_000 },
    b: { kind: 'up', sinceMs: 99_000 },
  } as const;
  assert.deepEqual(best(verdicts, {}, 99_100), ['a', 'b']);
  assert.deepEqual(best(verdicts, {}, 104_000), ['b']);
});

test('when one carrier is lost after the other, traffic stays where it was lost last', () => {
  const lost = (sinceMs: number) => ({ kind: 'unusable', fault: 'no-carrier', sinceMs }) as const;
  assert.deepEqual(best({ a: lost(1_000), b: lost(1_020) }), ['b']);
  assert.deepEqual(best({ a: lost(1_000), b: lost(1_000) }), ['a', 'b']);
});

/** Verdicts of several paths -> which of them is preferred, be they all bad. */

import type { PathVerdict } from '../model/health.ts';

/** `Key` names a path. */
export type Judged<Key> = {
  readonly key: Key;
  readonly verdict: PathVerdict;
  /** When the newest question was sent that was answered, by whomever counts; undefined where none was. */
  readonly heardMs: number | undefined;
  /** Whether anybody is asked over it: else nothing will ever be heard. */
  readonly isAsked: boolean;
  /** Those that fail, or come back, within so long of it do so together: its own `down-after`. */
  readonly togetherMs: number;
};

/** The smaller, the better; equal ones are as good as each other. */
export type Standing<Key> = { readonly key: Key; readonly rank: number };

/**
 * Never into nothing: where all are bad, the best of the bad is preferred, and among those that are
 * equally bad the one that failed last, because traffic is there. Those that fail together stand
 * alike: then it is rather what they are asked for that has failed. Until it is clear which of both it
 * is, nothing moves.
 */
export function standings<Key>(
  judged: readonly Judged<Key>[],
  nowMs: number,
): readonly Standing<Key>[] {
  return judged.map((one) => ({
    key: one.key,
    rank: grade(one, judged, nowMs) + lateness(one, judged),
  }));
}

/** It does not work, or not well: what answers again is better. */
export function isBad(rank: number): boolean {
  return rank >= badMin;
}

const badMin = 2;
const recoveringGrade = 1;
const silentGrade = 3;

function grade<Key>(one: Judged<Key>, judged: readonly Judged<Key>[], nowMs: number): number {
  const { verdict } = one;
  switch (verdict.kind) {
    case 'unknown':
      return 0;
    case 'up':
      return isFirstOfSeveral(one, judged, nowMs) ? recoveringGrade : 0;
    case 'recovering':
      // All may be about to come back: the first to do so is no better.
      return isNew(one, judged, nowMs) ? silentGrade : recoveringGrade;
    case 'impaired':
      return 2;
    case 'silent':
      return isAlone(one, judged) ? silentGrade : 0;
    case 'unusable':
      return 4;
  }
}

/** Up a moment before others that recover with it: no better than they are, for as long as that may be. */
function isFirstOfSeveral<Key>(
  { verdict: { sinceMs }, togetherMs }: Judged<Key>,
  judged: readonly Judged<Key>[],
  nowMs: number,
): boolean {
  if (nowMs >= sinceMs + togetherMs) return false;
  return judged.some(
    (other) => other.verdict.kind === 'recovering' && !isNew(other, judged, nowMs),
  );
}

/** Those that begin to recover meanwhile are waited for: else what prefers them would move twice. */
function isNew<Key>(
  { verdict: { sinceMs }, togetherMs }: Judged<Key>,
  judged: readonly Judged<Key>[],
  nowMs: number,
): boolean {
  const begun = judged
    .flatMap(({ verdict }) => (verdict.kind === 'recovering' ? [verdict.sinceMs] : []))
    .toSorted((one, other) => one - other);
  let lastMs = sinceMs;
  for (const atMs of begun) {
    if (atMs < recoveryCountsMs(lastMs, togetherMs)) lastMs = Math.max(lastMs, atMs);
  }
  return nowMs < recoveryCountsMs(lastMs, togetherMs);
}

/** From when on something that recovers is preferred to what is silent. */
function recoveryCountsMs(sinceMs: number, togetherMs: number): number {
  return sinceMs + togetherMs / 2;
}

/** When time alone changes what a verdict counts for. */
export function countsFromMs({ kind, sinceMs }: PathVerdict, togetherMs: number): number {
  if (kind === 'recovering') return recoveryCountsMs(sinceMs, togetherMs);
  return kind === 'up' ? sinceMs + togetherMs : Infinity;
}

/**
 * Whether somebody else has answered well after this one fell silent, or is known to be bad, too. One that
 * has not may be about to fail with it.
 */
function isAlone<Key>(one: Judged<Key>, judged: readonly Judged<Key>[]): boolean {
  const others = judged.filter((other) => other !== one && other.verdict.kind === 'up');
  const lastMs = one.heardMs;
  if (others.length === 0 || lastMs === undefined) return true;
  return others.some((other) => !isAwaited(other, one));
}

/** Whether it is still to be heard that one works that is up, while the other has fallen silent. */
export function isAwaited<Key>(one: Judged<Key>, silent: Judged<Key>): boolean {
  if (one.verdict.kind !== 'up' || silent.verdict.kind !== 'silent') return false;
  if (silent.heardMs === undefined || !one.isAsked) return false;
  return one.heardMs === undefined || one.heardMs <= silent.heardMs + silent.togetherMs / 2;
}

/** How much later another one must have failed to be preferred. A carrier is lost for certain: at once. */
function lateFrom(kind: PathVerdict['kind'], togetherMs: number): number | undefined {
  if (kind === 'unusable') return 0;
  return kind === 'silent' || kind === 'impaired' ? togetherMs : undefined;
}

/** From 0 for those that failed last to less than 1. */
function lateness<Key>(
  { verdict, togetherMs }: Judged<Key>,
  judged: readonly Judged<Key>[],
): number {
  const apartMs = lateFrom(verdict.kind, togetherMs);
  if (apartMs === undefined) return 0;
  const later = judged.filter(
    (other) =>
      other.verdict.kind === verdict.kind && other.verdict.sinceMs > verdict.sinceMs + apartMs,
  );
  return later.length / (judged.length + 1);
}

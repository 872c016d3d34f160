/** Verdicts of several paths -> which of them is preferred, be they all bad. */

import type { PathVerdict } from '../model/health.ts';

/** `Key` names a path. */
export type Judged<Key> = { readonly key: Key; readonly verdict: PathVerdict };

/** The smaller, the better; equal ones are as good as each other. */
export type Standing<Key> = { readonly key: Key; readonly rank: number };

/**
 * Never into nothing: where all are bad, the best of the bad is preferred, and among those that are
 * equally bad the one that failed last, because traffic is there. Those that fail together within
 * `togetherMs` stand alike: then it is rather what they are asked for that has failed.
 */
export function standings<Key>(
  judged: readonly Judged<Key>[],
  togetherMs: number,
): readonly Standing<Key>[] {
  return judged.map(({ key, verdict }) => ({
    key,
    rank: grade(verdict) + lateness(verdict, judged, togetherMs),
  }));
}

/** It does not work, or not well: what answers again is better. */
export function isBad(rank: number): boolean {
  return rank >= badMin;
}

const badMin = 2;

function grade({ kind }: PathVerdict): number {
  switch (kind) {
    case 'unknown':
    case 'up':
      return 0;
    case 'recovering':
      return 1;
    case 'impaired':
      return badMin;
    case 'silent':
      return 3;
    case 'unusable':
      return 4;
  }
}

/** From 0 for those that failed last to less than 1. */
function lateness<Key>(
  verdict: PathVerdict,
  judged: readonly Judged<Key>[],
  togetherMs: number,
): number {
  if (verdict.kind !== 'silent' && verdict.kind !== 'impaired') return 0;
  const later = judged.filter(
    (other) =>
      other.verdict.kind === verdict.kind && other.verdict.sinceMs > verdict.sinceMs + togetherMs,
  );
  return later.length / (judged.length + 1);
}

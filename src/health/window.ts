/** The last minute of regular questions to one target, counted in short stretches of time. */

import type { ProbeResult } from '../model/health.ts';

type Stretch = {
  readonly beginMs: number;
  readonly asked: number;
  readonly lost: number;
  /** Of all that was answered. */
  readonly latencySumMs: number;
};

export type Window = {
  /** Oldest first. */
  readonly stretches: readonly Stretch[];
  /** Numbers of questions that were missed: a late answer makes it good. */
  readonly missed: readonly { readonly sequence: number; readonly sentMs: number }[];
};

export const windowMs = 60_000;
const stretchMs = 2_000;

export const emptyWindow: Window = { stretches: [], missed: [] };

/** Extra questions follow a miss: they would count one bad moment several times. */
export function withResult(window: Window, result: ProbeResult, nowMs: number): Window {
  if (result.extra) return window;
  const { sequence, sentMs } = result;
  const isKnown = window.missed.some((one) => one.sequence === sequence);
  if (isKnown && result.kind === 'missed') return window;
  const beginMs = Math.floor(sentMs / stretchMs) * stretchMs;
  const added =
    result.kind === 'missed'
      ? { asked: 1, lost: 1, latencySumMs: 0 }
      : { asked: isKnown ? 0 : 1, lost: isKnown ? -1 : 0, latencySumMs: result.latencyMs };
  const known = window.missed.filter(
    (one) => one.sequence !== sequence && one.sentMs > nowMs - windowMs,
  );
  return {
    stretches: withAdded(window.stretches, { beginMs, ...added }, nowMs - windowMs),
    missed: result.kind === 'missed' ? [...known, { sequence, sentMs }] : known,
  };
}

function withAdded(
  stretches: readonly Stretch[],
  added: Stretch,
  fromMs: number,
): readonly Stretch[] {
  const kept = stretches.filter(({ beginMs }) => beginMs > fromMs - stretchMs);
  const at = kept.findIndex(({ beginMs }) => beginMs === added.beginMs);
  const same = kept[at];
  if (same === undefined) {
    return [...kept, added].toSorted((one, other) => one.beginMs - other.beginMs);
  }
  return kept.with(at, {
    beginMs: same.beginMs,
    asked: same.asked + added.asked,
    lost: same.lost + added.lost,
    latencySumMs: same.latencySumMs + added.latencySumMs,
  });
}

export type Quality = {
  readonly asked: number;
  readonly lost: number;
  /** Mean of what was answered; undefined where nothing was. */
  readonly latencyMs: number | undefined;
};

/** Of questions asked since `fromMs`, give or take a stretch, of all targets together. */
export function qualityOf(windows: readonly Window[], fromMs: number): Quality {
  let [asked, lost, latencySumMs] = [0, 0, 0];
  for (const { stretches } of windows) {
    for (const stretch of stretches) {
      if (stretch.beginMs <= fromMs - stretchMs) continue;
      asked += stretch.asked;
      lost += stretch.lost;
      latencySumMs += stretch.latencySumMs;
    }
  }
  const answered = asked - lost;
  return { asked, lost, latencyMs: answered === 0 ? undefined : latencySumMs / answered };
}

export function lossPercent({ asked, lost }: Quality): number {
  return asked === 0 ? 0 : (100 * lost) / asked;
}

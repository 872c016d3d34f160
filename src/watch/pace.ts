/** When the host is looked at again. Pure; times on the monotonic clock. */

export type Pace = {
  /** The next look, whatever happens. */
  readonly dueMs: number;
  /** Not before this, however much happens. */
  readonly notBeforeMs: number;
  /** Times at which something of ours had been taken away. */
  readonly repairsMs: readonly number[];
};

/** The kernel tells of one change in several lines. */
const settleMs = 30;
const timerMs = 60_000;
const restMinMs = 100;
/** Of a long look, so many times its own length. */
const restFactor = 4;

export function firstPace(nowMs: number): Pace {
  return { dueMs: nowMs, notBeforeMs: nowMs, repairsMs: [] };
}

export function afterEvent(pace: Pace, nowMs: number): Pace {
  return { ...pace, dueMs: Math.min(pace.dueMs, Math.max(nowMs + settleMs, pace.notBeforeMs)) };
}

/** What happens from now on is news. */
export function beforeLook(pace: Pace): Pace {
  return { ...pace, dueMs: Infinity };
}

/** What happened meanwhile, be it our own doing, is looked at once more. */
export function afterLook(pace: Pace, beganMs: number, nowMs: number): Pace {
  const notBeforeMs = nowMs + Math.max(restMinMs, restFactor * (nowMs - beganMs));
  const dueMs = Math.min(nowMs + timerMs, Math.max(pace.dueMs, notBeforeMs));
  return { ...pace, dueMs, notBeforeMs };
}

/** In vain: it is tried again, later each time. */
export function afterFailure(pace: Pace, failures: number, nowMs: number): Pace {
  const waitMs = Math.min(timerMs, 1_000 * 2 ** Math.min(failures - 1, 6));
  return { ...pace, dueMs: nowMs + waitMs, notBeforeMs: nowMs + waitMs };
}

/** So many within a minute are a fight. */
const fightMin = 4;
const fightSpanMs = 60_000;

/** Whoever keeps taking it away gets it back more and more slowly. */
export function afterRepair(pace: Pace, nowMs: number): Pace {
  const repairsMs = [...pace.repairsMs.filter((atMs) => atMs > nowMs - 10 * fightSpanMs), nowMs];
  const next = { ...pace, repairsMs };
  if (!isFight(next, nowMs)) return next;
  const waitMs = Math.min(fightSpanMs, 250 * 2 ** (repairsMs.length - fightMin));
  return { ...next, notBeforeMs: Math.max(pace.notBeforeMs, nowMs + waitMs) };
}

export function isFight({ repairsMs }: Pace, nowMs: number): boolean {
  return repairsMs.filter((atMs) => atMs > nowMs - fightSpanMs).length >= fightMin;
}

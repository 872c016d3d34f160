/** When the host is looked at again. Pure; times on the monotonic clock. */

export type Pace = {
  /** The next look, whatever happens. */
  readonly dueMs: number;
  /** Not before this, however much happens. */
  readonly notBeforeMs: number;
  /** Not before this only because a rule or route has changed: who takes ours away does that. */
  readonly patienceMs: number;
  /** Something else has happened since the last look began. */
  readonly isNews: boolean;
  /** How long what is taken away stays away; 0 where it is no fight. */
  readonly waitMs: number;
  /** Times in the last minute at which something of ours had been taken away. */
  readonly repairsMs: readonly number[];
};

/** The kernel tells of one change in several lines. */
const settleMs = 30;
const timerMs = 60_000;
const restMinMs = 100;
/** Of a long look, so many times its own length. */
const restFactor = 4;

export function firstPace(nowMs: number): Pace {
  const times = { dueMs: nowMs, notBeforeMs: nowMs, patienceMs: nowMs };
  return { ...times, isNews: false, waitMs: 0, repairsMs: [] };
}

export function afterEvent(pace: Pace, nowMs: number): Pace {
  const dueMs = Math.max(nowMs + settleMs, pace.notBeforeMs);
  return { ...pace, dueMs: Math.min(pace.dueMs, dueMs), isNews: true };
}

export function afterRouteEvent(pace: Pace, nowMs: number): Pace {
  const dueMs = Math.max(nowMs + settleMs, pace.notBeforeMs, pace.patienceMs);
  return { ...pace, dueMs: Math.min(pace.dueMs, dueMs) };
}

/** What happens from now on is news. */
export function beforeLook(pace: Pace): Pace {
  return { ...pace, dueMs: Infinity, isNews: false };
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

/** So many within a minute are a fight; it goes on where what was given back does not last a minute. */
const fightMin = 4;
const fightSpanMs = 60_000;
const waitMinMs = 250;
const waitMaxMs = 60_000;

/** Whoever keeps taking it away gets it back more and more slowly. */
export function afterRepair(pace: Pace, nowMs: number): Pace {
  const repairsMs = [...pace.repairsMs.filter((atMs) => atMs > nowMs - fightSpanMs), nowMs];
  const goesOn = !isFightOver(pace, nowMs);
  const begins = repairsMs.length >= fightMin;
  if (!goesOn && !begins) return { ...pace, repairsMs, waitMs: 0 };
  const waitMs = goesOn ? Math.min(waitMaxMs, pace.waitMs * 2) : waitMinMs;
  const patienceMs = nowMs + waitMs;
  const dueMs = pace.isNews ? pace.dueMs : Math.max(pace.dueMs, patienceMs);
  return { ...pace, repairsMs, waitMs, patienceMs, dueMs };
}

/** Of the last repair. */
export function isFight({ waitMs }: Pace): boolean {
  return waitMs > 0;
}

/** What was given back has lasted. */
export function isFightOver(pace: Pace, nowMs: number): boolean {
  return !isFight(pace) || nowMs >= pace.patienceMs + fightSpanMs;
}

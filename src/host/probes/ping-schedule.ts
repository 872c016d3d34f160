/** When a run of ping sends which of its questions, as far as its lines tell. */

export type PingSchedule = {
  /** The last one that is known to have been sent; 0 before the first. */
  readonly newest: () => number;
  /** When a question was sent, or will be. */
  readonly sentMsOf: (number: number) => number;
  readonly earliestMsOf: (number: number) => number;
  readonly note: (number: number, sentMs: number) => void;
};

/** By the coarse timers of the kernel, ping sends later than asked, by this at most. */
const spacingMaxRatio = 1.2;

export function createPingSchedule(startedMs: number, intervalMs: number): PingSchedule {
  let newest = 0;
  let newestMs = startedMs - intervalMs;
  let spacingMs = intervalMs;
  return {
    newest: () => newest,
    sentMsOf: (number) => newestMs + (number - newest) * spacingMs,
    earliestMsOf: (number) => newestMs + (number - newest) * intervalMs,
    note: (number, sentMs) => {
      const measuredMs = (sentMs - newestMs) / (number - newest);
      spacingMs = Math.min(Math.max(measuredMs, intervalMs), intervalMs * spacingMaxRatio);
      newest = number;
      newestMs = sentMs;
    },
  };
}

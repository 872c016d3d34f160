/** What became of the packets of a prober: how long none was answered, and how many were lost. Pure. */

import { percentile } from './health.ts';

/** One flow of packets, in the order they were sent. */
export type Stream = {
  readonly name: string;
  /** CLOCK_MONOTONIC. */
  readonly sentMs: readonly number[];
  readonly answered: readonly boolean[];
};

export type Outage = { readonly outageMs: number; readonly lost: number; readonly sent: number };

/** What was on its way when the cable was cut. */
const underWayMs = 5;

/**
 * From the last answered packet before the first that was lost to the first answered one after the
 * last that was lost: never less than it was. `cutMs` is when the cut began to be made.
 */
export function outageSince({ sentMs, answered }: Omit<Stream, 'name'>, cutMs: number): Outage {
  const isMeant = (at: number) => (sentMs[at] ?? 0) >= cutMs - underWayMs;
  const lost = answered.flatMap((isAnswered, at) => (!isAnswered && isMeant(at) ? [at] : []));
  const sent = sentMs.filter((_, at) => isMeant(at)).length;
  const [first] = lost;
  const last = lost.at(-1);
  if (first === undefined || last === undefined) return { outageMs: 0, lost: 0, sent };
  const beginMs = sentMs[first - 1] ?? cutMs;
  const outageMs = (sentMs[last + 1] ?? Infinity) - beginMs;
  return { outageMs, lost: lost.length, sent };
}

/** How long all was answered that was sent after `fromMs` and is old enough to have been. */
export function steadyMs({ sentMs, answered }: Stream, fromMs: number, nowMs: number): number {
  const end = sentMs.findLastIndex((atMs) => atMs <= nowMs - answerWithinMs);
  let begin = end + 1;
  while (begin > 0 && answered[begin - 1] === true && (sentMs[begin - 1] ?? 0) >= fromMs) begin--;
  return begin > end ? 0 : (sentMs[end] ?? 0) - (sentMs[begin] ?? 0);
}

const answerWithinMs = 100;

export type Spread = {
  readonly runs: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
};

export function spreadOf(values: readonly number[]): Spread {
  return {
    runs: values.length,
    median: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    max: Math.max(...values),
  };
}

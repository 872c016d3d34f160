/** What a rehearsal does to the uplinks of a topology, and what came of it. */

import type { Verdict } from './verdict.ts';
import { problemsOf } from './verdict.ts';

export const rehearsalFormat = 'multihome-rehearsal';

export const cutNames = ['carrier', 'silent', 'gateway', 'brown-out', 'flap'] as const;

/** One way in which an uplink fails. */
export type CutName = (typeof cutNames)[number];

/** Of the echoes that one sender asked for over the whole of one cut. */
export type FlowOutcome = {
  /** `router`, the name of a network, or `policy` and its name. */
  readonly from: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly to: string;
  /** The longest run of missing answers while the uplink was cut. Times are those of the host. */
  readonly outageMs: number;
  readonly lost: number;
  /** Answers came again before the uplink did. */
  readonly recovered: boolean;
  /** Another uplink would take it while this one is down. */
  readonly hasOtherWay: boolean;
  /** What was missing after the uplink was mended. */
  readonly returnOutageMs: number;
  readonly returnLost: number;
};

export type CutOutcome = { readonly uplink: string; readonly cut: CutName } & (
  | { readonly kind: 'skipped'; readonly reason: string }
  /** With nothing cut, not all uplinks were found to work. */
  | { readonly kind: 'unready'; readonly reason: string }
  | {
      readonly kind: 'cut';
      readonly flows: readonly FlowOutcome[];
      /** From the cut until traffic was led elsewhere; undefined where it was not. */
      readonly switchedAfterMs: number | undefined;
      /** From the mending until traffic was led back; undefined where it was not. */
      readonly backAfterMs: number | undefined;
      /** What is not as it was before, in words. */
      readonly faults: readonly string[];
      /** Of the expectations that suppose just this uplink down. */
      readonly verdicts: readonly Verdict[];
    }
);

export type Rehearsal = {
  readonly topology: string;
  /** Times of health are divided by it. */
  readonly speed: number;
  readonly maxOutageMs: number | undefined;
  /** With every uplink up. */
  readonly verdicts: readonly Verdict[];
  readonly cuts: readonly CutOutcome[];
  readonly notes: readonly string[];
};

/** Of all that ended while it was cut, and of the way back; undefined where there is none. */
export function longestOutageMs(flows: readonly FlowOutcome[]): number | undefined {
  const outages = flows.flatMap((one) => [
    ...(one.recovered ? [one.outageMs] : []),
    one.returnOutageMs,
  ]);
  return outages.length === 0 ? undefined : Math.max(...outages);
}

/**
 * One that lasts as long as the uplink is cut has no end of its own: it is longer than anything, and
 * must not be where another uplink could take it.
 */
export function isOverlong(
  { outageMs, returnOutageMs, recovered, hasOtherWay }: FlowOutcome,
  { maxOutageMs }: Pick<Rehearsal, 'maxOutageMs'>,
): boolean {
  if (!recovered) return hasOtherWay || maxOutageMs !== undefined;
  return maxOutageMs !== undefined && Math.max(outageMs, returnOutageMs) > maxOutageMs;
}

/** What is not known to be so; of what was not measured nobody knows that it was short enough. */
export function isMissed(outcome: CutOutcome, limit: Pick<Rehearsal, 'maxOutageMs'>): boolean {
  switch (outcome.kind) {
    case 'skipped':
      return false;
    case 'unready':
      return true;
    case 'cut': {
      const { flows, faults, verdicts } = outcome;
      const isUnknown = limit.maxOutageMs !== undefined && flows.length === 0;
      const isFailing = verdicts.some((verdict) => problemsOf(verdict).length > 0);
      const isLong = flows.some((flow) => isOverlong(flow, limit));
      return isUnknown || isFailing || isLong || faults.length > 0;
    }
  }
}

export function flowsOf({ cuts }: Pick<Rehearsal, 'cuts'>): readonly FlowOutcome[] {
  return cuts.flatMap((one) => (one.kind === 'cut' ? one.flows : []));
}

/** Of what one sender asked of several hosts in one family, or several senders of one name, the worst. */
export function worstFlows(flows: readonly FlowOutcome[]): readonly FlowOutcome[] {
  const keyOf = ({ from, family }: FlowOutcome) => `${family} ${from}`;
  return [...new Set(flows.map(keyOf))].flatMap((key) => {
    const own = flows.filter((flow) => keyOf(flow) === key);
    return own.toSorted(byHarm).slice(0, 1);
  });
}

function byHarm(one: FlowOutcome, other: FlowOutcome): number {
  return Number(one.recovered) - Number(other.recovered) || other.outageMs - one.outageMs;
}

export function allVerdicts({ verdicts, cuts }: Rehearsal): readonly Verdict[] {
  return [...verdicts, ...cuts.flatMap((one) => (one.kind === 'cut' ? one.verdicts : []))];
}

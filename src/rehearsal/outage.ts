/** The answers to a lasting echo -> what was missing, and when. */

import type { FlowOutcome } from '../model/rehearsal.ts';

export type Answer = {
  readonly sequence: number;
  /** When its question was sent. */
  readonly sentMs: number;
};

/** From the last answered question before it to the first after it. */
type Gap = { readonly fromMs: number; readonly toMs: number; readonly lost: number };

export type CutTimes = {
  readonly cutMs: number;
  /** When the uplink began to work again. */
  readonly mendedMs: number;
  readonly endMs: number;
};

type Measured = Omit<FlowOutcome, 'from' | 'family' | 'to' | 'hasOtherWay'>;

/** Questions that were sent just before a cut, or before its end, may have been under way. */
const underWayMs = 50;

export function measure(answers: readonly Answer[], times: CutTimes): Measured {
  const { cutMs, mendedMs, endMs } = times;
  const sorted = answers.toSorted((one, other) => one.sequence - other.sequence);
  const stepMs = usualStepMs(sorted);
  const gaps = gapsIn(sorted, endMs, stepMs).filter(({ toMs }) => toMs > cutMs - underWayMs);
  const isAfter = ({ fromMs, toMs }: Gap) => toMs > mendedMs && fromMs > mendedMs - underWayMs;
  const during = gaps.filter((gap) => !isAfter(gap));
  const after = gaps.filter(isAfter);
  return {
    outageMs: longest(during, stepMs),
    lost: lostIn(during),
    recovered: during.every(({ toMs }) => toMs < mendedMs),
    returnOutageMs: longest(after, stepMs),
    returnLost: lostIn(after),
  };
}

function gapsIn(sorted: readonly Answer[], endMs: number, stepMs: number): readonly Gap[] {
  const gaps = sorted.flatMap((answer, index) => {
    const before = sorted[index - 1];
    const lost = before === undefined ? 0 : answer.sequence - before.sequence - 1;
    return before === undefined || lost <= 0
      ? []
      : [{ fromMs: before.sentMs, toMs: answer.sentMs, lost }];
  });
  return [...gaps, ...openGap(sorted, endMs, stepMs)];
}

/** Nothing has come for so long that it is none of a slow answer. */
const lateMs = 500;

function openGap(sorted: readonly Answer[], endMs: number, stepMs: number): readonly Gap[] {
  const last = sorted.at(-1);
  if (last === undefined || endMs - last.sentMs < lateMs) return [];
  const lost = Math.round((endMs - last.sentMs) / stepMs);
  return [{ fromMs: last.sentMs, toMs: endMs, lost }];
}

/** From one question to the next: in the middle, because who waits for a neighbour asks more seldom. */
function usualStepMs(sorted: readonly Answer[]): number {
  const steps = sorted.flatMap((answer, index) => {
    const before = sorted[index - 1];
    return before === undefined || answer.sequence - before.sequence !== 1
      ? []
      : [answer.sentMs - before.sentMs];
  });
  return steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? lateMs;
}

/** From the first question that was to be answered and was not: however few were asked. */
function longest(gaps: readonly Gap[], stepMs: number): number {
  const lengths = gaps.map(({ fromMs, toMs }) => toMs - fromMs - stepMs);
  return Math.round(Math.max(0, ...lengths));
}

function lostIn(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { lost }) => sum + lost, 0);
}

const recentCount = 5;
const recentMs = 250;

/** The last questions, all asked since then, are answered one after the other, and just now. */
export function isFlowing(answers: readonly Answer[], sinceMs: number, nowMs: number): boolean {
  const recent = answers.slice(-recentCount);
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || recent.length < recentCount) return false;
  const isUnbroken = last.sequence - first.sequence === recentCount - 1;
  return isUnbroken && first.sentMs > sinceMs && nowMs - last.sentMs < recentMs;
}

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

type Measured = Omit<FlowOutcome, 'from' | 'family' | 'to'>;

/** Questions that were sent just before the cut may have been under way. */
const underWayMs = 50;

export function measure(answers: readonly Answer[], times: CutTimes): Measured {
  const { cutMs, mendedMs, endMs } = times;
  const gaps = gapsIn(answers, endMs).filter(({ toMs }) => toMs > cutMs - underWayMs);
  const during = gaps.filter(({ fromMs }) => fromMs < mendedMs);
  const after = gaps.filter(({ fromMs }) => fromMs >= mendedMs);
  return {
    outageMs: longest(during),
    lost: lostIn(during),
    recovered: during.every(({ toMs }) => toMs < mendedMs),
    returnOutageMs: longest(after),
    returnLost: lostIn(after),
  };
}

function gapsIn(answers: readonly Answer[], endMs: number): readonly Gap[] {
  const sorted = answers.toSorted((one, other) => one.sequence - other.sequence);
  const gaps = sorted.flatMap((answer, index) => {
    const before = sorted[index - 1];
    const lost = before === undefined ? 0 : answer.sequence - before.sequence - 1;
    return before === undefined || lost <= 0
      ? []
      : [{ fromMs: before.sentMs, toMs: answer.sentMs, lost }];
  });
  return [...gaps, ...openGap(sorted, endMs)];
}

/** Nothing has come for so long that it is none of a slow answer. */
const lateMs = 500;

function openGap(sorted: readonly Answer[], endMs: number): readonly Gap[] {
  const last = sorted.at(-1);
  if (last === undefined || endMs - last.sentMs < lateMs) return [];
  const lost = Math.round((endMs - last.sentMs) / intervalOf(sorted));
  return [{ fromMs: last.sentMs, toMs: endMs, lost }];
}

function intervalOf(sorted: readonly Answer[]): number {
  const [first, last] = [sorted[0], sorted.at(-1)];
  const steps = (last?.sequence ?? 0) - (first?.sequence ?? 0);
  return steps <= 0 ? lateMs : ((last?.sentMs ?? 0) - (first?.sentMs ?? 0)) / steps;
}

/** The missing answers times the interval between two of them. */
function longest(gaps: readonly Gap[]): number {
  const lengths = gaps.map(({ fromMs, toMs, lost }) => ((toMs - fromMs) * lost) / (lost + 1));
  return Math.round(Math.max(0, ...lengths));
}

function lostIn(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { lost }) => sum + lost, 0);
}

/** The questions one run of ping has sent, by its own number, and which of them are open. */

import type { ProbeResult } from '../../model/health.ts';
import type { PingSchedule } from './ping-schedule.ts';
import { createPingSchedule } from './ping-schedule.ts';

export type PingTimes = {
  readonly startedMs: number;
  readonly intervalMs: number;
  readonly timeoutMs: number;
};

export type PingOutcome = Pick<ProbeResult, 'sequence' | 'sentMs'> &
  (
    | { readonly kind: 'answered'; readonly latencyMs: number }
    | { readonly kind: 'missed'; readonly reason: string }
  );

export type SentQuestions = Pick<PingSchedule, 'newest' | 'sentMsOf'> & {
  readonly noteSent: (number: number, sentMs: number) => void;
  readonly miss: (number: number, reason: string) => void;
  readonly missOverdue: (nowMs: number) => void;
  readonly answer: (number: number, roundTripMs: number, nowMs: number) => void;
  /** When the first of those that are open is overdue. */
  readonly dueMs: () => number;
};

type Question = { readonly sequence: number; readonly sentMs: number };

/** Late answers to older ones are no news. */
const missedMax = 256;
/** More than these do not go by without a line. */
const unheardMax = 8;
/** By this, times of the wall clock may differ from ours before they are not believed. */
const clockToleranceMs = 1000;

export function createSentQuestions(
  { startedMs, intervalMs, timeoutMs }: PingTimes,
  nextSequence: () => number,
  report: (outcome: PingOutcome) => void,
): SentQuestions {
  const open = new Map<number, Question>();
  const missed = new Map<number, Question>();
  const schedule = createPingSchedule(startedMs, intervalMs);

  const noteSent = (number: number, sentMs: number): void => {
    const newest = schedule.newest();
    if (number <= newest) return;
    const first = Math.max(newest + 1, number - unheardMax);
    for (let unheard = first; unheard < number; unheard += 1) {
      const unheardMs = Math.min(schedule.sentMsOf(unheard), sentMs);
      open.set(unheard, { sequence: nextSequence(), sentMs: unheardMs });
    }
    open.set(number, { sequence: nextSequence(), sentMs });
    schedule.note(number, sentMs);
  };

  const miss = (number: number, reason: string): void => {
    const question = open.get(number);
    if (question === undefined) return;
    open.delete(number);
    missed.set(number, question);
    dropOldest(missed, missedMax);
    report({ kind: 'missed', ...question, reason });
  };

  const answer = (number: number, roundTripMs: number, nowMs: number): void => {
    const known = open.get(number) ?? missed.get(number);
    const earliestMs = known?.sentMs ?? schedule.earliestMsOf(number);
    const latencyMs = believable(roundTripMs, nowMs - earliestMs);
    const sentMs = nowMs - latencyMs;
    noteSent(number, sentMs);
    const question = open.get(number) ?? missed.get(number);
    open.delete(number);
    missed.delete(number);
    if (question === undefined) return;
    report({ kind: 'answered', sequence: question.sequence, sentMs, latencyMs });
  };

  return {
    newest: schedule.newest,
    sentMsOf: schedule.sentMsOf,
    noteSent,
    miss,
    missOverdue: (nowMs) => {
      for (const [number, { sentMs }] of open) {
        if (sentMs + timeoutMs <= nowMs) miss(number, 'timeout');
      }
    },
    answer,
    dueMs: () => {
      const sent = [...open.values()].map(({ sentMs }) => sentMs);
      return Math.min(...sent) + timeoutMs;
    },
  };
}

/** ping takes times from the wall clock, which can be set. */
function believable(roundTripMs: number, elapsedMs: number): number {
  if (roundTripMs <= elapsedMs + clockToleranceMs) return roundTripMs;
  return Math.max(elapsedMs, 0);
}

function dropOldest(questions: Map<number, Question>, sizeMax: number): void {
  for (const oldest of questions.keys()) {
    if (questions.size <= sizeMax) return;
    questions.delete(oldest);
  }
}

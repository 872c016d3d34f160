/**
 * What one run of ping says -> which questions it asked, and what came of each. ping does not say
 * when it sends: that follows from its lines, and where there are none, it is asked (SIGQUIT) before
 * anything counts as missed. So a ping that stands still is not taken for a path that does.
 */

import type { PingLine } from '../../live/decode-ping.ts';
import type { PingOutcome, PingTimes, SentQuestions } from './sent-questions.ts';
import { createSentQuestions } from './sent-questions.ts';

export type PingQuestions = {
  readonly hear: (line: PingLine, nowMs: number) => void;
  /** Time has passed: true where ping should be asked how many it has sent. */
  readonly review: (nowMs: number) => boolean;
  /** When to review next; infinite where only ping can say more. */
  readonly dueMs: () => number;
};

const sequences = 0x1_0000;

export function createPingQuestions(
  times: PingTimes,
  nextSequence: () => number,
  report: (outcome: PingOutcome) => void,
): PingQuestions {
  const sent = createSentQuestions(times, nextSequence, report);
  let askedAbout = 0;

  const nextNumber = (): number => sent.newest() + 1;
  /** By when what ping sends next should have been answered. */
  const nextDueMs = (): number => {
    const number = nextNumber();
    if (askedAbout >= number) return Infinity;
    return sent.sentMsOf(number) + times.timeoutMs;
  };

  return {
    hear: (line, nowMs) => hear(sent, line, nowMs),
    review: (nowMs) => {
      sent.missOverdue(nowMs);
      if (nextDueMs() > nowMs) return false;
      askedAbout = nextNumber();
      return true;
    },
    dueMs: () => Math.min(sent.dueMs(), nextDueMs()),
  };
}

function hear(sent: SentQuestions, line: PingLine, nowMs: number): void {
  const numberOf = (sequence: number): number => nearest(sequence, sent.newest() + 1);
  const noteSentByNow = (number: number): void =>
    sent.noteSent(number, Math.min(sent.sentMsOf(number), nowMs));
  switch (line.kind) {
    case 'reply':
      sent.answer(numberOf(line.sequence), line.latencyMs, nowMs);
      break;
    case 'outstanding':
      sent.noteSent(numberOf(line.sequence) + 1, nowMs);
      sent.missOverdue(nowMs);
      break;
    case 'refused': {
      const number = numberOf(line.sequence);
      noteSentByNow(number);
      sent.miss(number, line.reason);
      break;
    }
    case 'unsent': {
      const number = unsentNumber(sent, nowMs);
      sent.noteSent(number, nowMs);
      sent.miss(number, line.reason);
      break;
    }
    case 'status':
      noteSentByNow(line.sent);
      sent.missOverdue(nowMs);
      break;
    case 'other':
      break;
  }
}

/** ping does not name it, and what it said of the one before can come later, through the other pipe. */
function unsentNumber(sent: SentQuestions, nowMs: number): number {
  const newest = sent.newest();
  const middleMs = (sent.sentMsOf(newest) + sent.sentMsOf(newest + 1)) / 2;
  return newest === 0 || nowMs > middleMs ? newest + 1 : newest;
}

/** The number near `expected` that ends in these 16 bits. */
function nearest(bits: number, expected: number): number {
  const ahead = (((bits - expected) % sequences) + sequences) % sequences;
  return expected + (ahead < sequences / 2 ? ahead : ahead - sequences);
}

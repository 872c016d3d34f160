/** One run of `ping`, from its start until it ends, falls silent or is stopped. */

import type { PingLine } from '../../live/decode-ping.ts';
import { decodePingLine } from '../../live/decode-ping.ts';
import { deviceIndex } from './device-index.ts';
import { createLineSplitter } from '../lines.ts';
import { createPingQuestions } from './ping-questions.ts';
import type { ProcessEnd } from '../process.ts';
import { startProcess } from '../process.ts';
import type { PingOutcome } from './sent-questions.ts';
import type { CallOff } from '../timers.ts';
import { createTimer } from '../timers.ts';

export type PingOptions = {
  readonly device: string;
  /** Arguments but for the interval. */
  readonly words: readonly string[];
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly nextSequence: () => number;
};

export type PingEnd =
  | { readonly kind: 'missing' }
  | { readonly kind: 'died'; readonly reason: string }
  | { readonly kind: 'hung' };

export type PingRunListener = {
  readonly outcome: (outcome: PingOutcome) => void;
  /** It has said something of a question. */
  readonly lives: () => void;
  readonly ended: (end: PingEnd) => void;
};

const silentIntervals = 3;

export function startPingRun(options: PingOptions, on: PingRunListener): CallOff {
  const { device, words, intervalMs, timeoutMs } = options;
  const times = { startedMs: performance.now(), intervalMs, timeoutMs };
  const index = deviceIndex(device);
  const report = (outcome: PingOutcome): void => {
    if (isOver) return;
    const isStale = outcome.kind === 'missed' && index !== deviceIndex(device);
    // Nothing will come by the old one, whatever the path is like.
    if (isStale) end({ kind: 'died', reason: `${device} is gone, or another device now` });
    else on.outcome(outcome);
  };
  const questions = createPingQuestions(times, options.nextSequence, report);
  const silenceMs = intervalMs * silentIntervals + timeoutMs;
  let isOver = false;
  let complaint = '';

  const stop = (): void => {
    isOver = true;
    review.callOff();
    silence.callOff();
    ping.kill();
  };
  const end = (how: PingEnd): void => {
    if (isOver) return;
    stop();
    on.ended(how);
  };
  const silence = createTimer(() => end({ kind: 'hung' }));
  const review = createTimer(() => {
    if (questions.review(performance.now())) ping.askStatus();
    if (!isOver) review.start(questions.dueMs() - performance.now());
  });
  const hear = (line: PingLine): void => {
    if (isOver || line.kind === 'other') return;
    if (line.kind !== 'status') {
      silence.start(silenceMs);
      on.lives();
    }
    questions.hear(line, performance.now());
    // Whoever listens may have stopped it.
    if (!isOver) review.start(questions.dueMs() - performance.now());
  };
  const complain = (text: string): void => {
    const line = decodePingLine(text);
    if (line.kind === 'other' && text.trim() !== '') complaint = text.trim();
    hear(line);
  };

  const argv = ['ping', '-i', (intervalMs / 1000).toFixed(3), ...words] as const;
  const ping = startProcess(argv, {
    variables: { LC_ALL: 'C' },
    output: createLineSplitter((text) => hear(decodePingLine(text))),
    error: createLineSplitter(complain),
    ended: (how) => end(endOf(how, complaint)),
  });
  silence.start(silenceMs);
  review.start(questions.dueMs() - performance.now());
  return stop;
}

function endOf(how: ProcessEnd, complaint: string): PingEnd {
  switch (how.kind) {
    case 'missing':
      return { kind: 'missing' };
    case 'failed':
      return { kind: 'died', reason: how.reason };
    case 'killed':
      return { kind: 'died', reason: `killed by ${how.signal}` };
    case 'exited':
      return { kind: 'died', reason: complaint || `exit code ${how.exitCode}` };
  }
}

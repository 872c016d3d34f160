/** A ping that is started again whenever it ends. */

import { createBackOff } from './back-off.ts';
import type { PingEnd, PingOptions } from './ping-run.ts';
import { startPingRun } from './ping-run.ts';
import type { ProbeTrouble } from './prober.ts';
import type { PingOutcome } from './sent-questions.ts';
import type { CallOff } from '../timers.ts';
import { startTimer } from '../timers.ts';

export type LastingPingListener = {
  readonly outcome: (outcome: PingOutcome) => void;
  readonly trouble: (trouble: ProbeTrouble) => void;
  readonly recovered: () => void;
};

const program = 'ping';

export function startLastingPing(
  options: PingOptions,
  startMs: number,
  on: LastingPingListener,
): CallOff {
  const backOff = createBackOff();
  let lastEnd: PingEnd['kind'] | undefined;
  let stop: CallOff = startTimer(startMs, start);

  function start(): void {
    const startedMs = performance.now();
    stop = startPingRun(options, {
      outcome: on.outcome,
      lives: () => {
        if (lastEnd === undefined) return;
        lastEnd = undefined;
        on.recovered();
      },
      ended: (end) => {
        const restartMs = backOff.nextMs(startedMs, performance.now());
        stop = startTimer(restartMs, start);
        const isNews = end.kind !== 'missing' || lastEnd !== 'missing';
        lastEnd = end.kind;
        if (isNews) on.trouble(troubleOf(end, restartMs));
      },
    });
  }

  return () => stop();
}

function troubleOf(end: PingEnd, restartMs: number): ProbeTrouble {
  return end.kind === 'missing' ? { ...end, program } : { ...end, program, restartMs };
}

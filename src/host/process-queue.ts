/** Programs one after the other, beside everything else: whoever adds one never waits for it. */

import type { ProcessEnd, RunningProcess } from './process.ts';
import { startProcess } from './process.ts';
import { startTimer } from './timers.ts';

export type Job = {
  readonly command: readonly [string, ...string[]];
  /** Of its environment, beside ours. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly ended: (end: JobEnd) => void;
};

export type JobEnd =
  | ProcessEnd
  /** It was killed, with all it had started. */
  | { readonly kind: 'timeout'; readonly timeoutMs: number }
  /** It was never started: too many came after it, or nobody waited any more. */
  | { readonly kind: 'dropped' };

export type ProcessQueue = {
  readonly add: (job: Job) => void;
  /** Until all have ended, but no longer: what runs then is killed, and what waits is dropped. */
  readonly drain: (limitMs: number) => Promise<void>;
};

/** Of more than `waitingMax` the oldest is dropped. */
export function createProcessQueue(waitingMax: number): ProcessQueue {
  const waiting: Job[] = [];
  let running: RunningProcess | undefined;
  let idle = (): void => undefined;
  const next = (): void => {
    const job = waiting.shift();
    running = job && startJob(job, next);
    if (running === undefined) idle();
  };
  const dropTo = (count: number): void => {
    while (waiting.length > count) waiting.shift()?.ended({ kind: 'dropped' });
  };
  // In a group of its own it would outlive us.
  process.on('exit', () => running?.kill());
  return {
    add: (job) => {
      waiting.push(job);
      if (running === undefined) next();
      else dropTo(waitingMax);
    },
    drain: async (limitMs) => {
      if (running === undefined) return;
      await new Promise<void>((done) => {
        const callOff = startTimer(limitMs, () => {
          dropTo(0);
          running?.kill();
          done();
        });
        idle = () => {
          callOff();
          done();
        };
      });
    },
  };
}

function startJob(job: Job, over: () => void): RunningProcess {
  const { command, variables, timeoutMs, ended } = job;
  let isLate = false;
  const running = startProcess(command, {
    variables,
    ended: (end) => {
      callOff();
      ended(isLate ? { kind: 'timeout', timeoutMs } : end);
      over();
    },
  });
  const callOff = startTimer(Math.min(timeoutMs, timerMaxMs), () => {
    isLate = true;
    running.kill();
  });
  return running;
}

/** Longer ones end at once (setTimeout of Node). */
const timerMaxMs = 2 ** 31 - 1;

/** Nothing is asked for a while after it could not be asked. */

import { createBackOff } from './back-off.ts';
import type { ProbeListener } from './prober.ts';
import type { Outcome } from './question.ts';

export type Hold = {
  readonly isOn: () => boolean;
  readonly begin: (why: Extract<Outcome, { program: string }>) => void;
  readonly end: () => void;
};

export function createHold(on: Pick<ProbeListener, 'trouble' | 'recovered'>): Hold {
  let backOff = createBackOff();
  let untilMs = 0;
  let why: 'missing' | 'failed' | undefined;
  return {
    isOn: () => performance.now() < untilMs,
    begin: (outcome) => {
      const nowMs = performance.now();
      const restartMs = backOff.nextMs(nowMs, nowMs);
      untilMs = nowMs + restartMs;
      const { kind, program } = outcome;
      const isKnown = kind === 'missing' && why === 'missing';
      why = kind;
      if (kind === 'failed') {
        on.trouble({ kind: 'died', program, reason: outcome.reason, restartMs });
      } else if (!isKnown) on.trouble({ kind, program });
    },
    end: () => {
      if (why === undefined) return;
      why = undefined;
      backOff = createBackOff();
      on.recovered();
    },
  };
}

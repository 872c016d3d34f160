/** Questions out of turn, which end with the first answer that comes in time. */

import type { ProbeResult } from '../../model/health.ts';
import type { Prober } from './prober.ts';
import type { CallOff } from '../timers.ts';

export type Haste = Prober & {
  /** Passes a result on. */
  readonly report: (result: ProbeResult) => void;
};

/** `stop` ends what `start` started, and lets nothing start again. */
export function createHaste(
  timeoutMs: number,
  start: () => CallOff,
  onResult: (result: ProbeResult) => void,
): Haste {
  let isStopped = false;
  let stopExtra: CallOff | undefined;
  const relax = (): void => {
    stopExtra?.();
    stopExtra = undefined;
  };
  return {
    hasten: () => {
      if (!isStopped) stopExtra ??= start();
    },
    relax,
    stop: () => {
      isStopped = true;
      relax();
    },
    report: (result) => {
      if (isStopped) return;
      if (result.kind === 'answered' && result.latencyMs <= timeoutMs) relax();
      onResult(result);
    },
  };
}

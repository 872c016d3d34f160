/** What asks a path again and again, and what can go wrong with it. */

import type { ProbeResult } from '../../model/health.ts';

export type Prober = {
  /**
   * Asks at once, and then quickly, beside the regular questions, until an answer comes in time.
   * What comes of these is `extra`.
   */
  readonly hasten: () => void;
  readonly relax: () => void;
  /** Leaves no process, socket or timer behind, and reports nothing any more. */
  readonly stop: () => void;
};

/** With the prober itself, not with the path: as long as it lasts, nothing is asked. */
export type ProbeTrouble =
  | { readonly kind: 'missing'; readonly program: string }
  | {
      readonly kind: 'died';
      readonly program: string;
      readonly reason: string;
      readonly restartMs: number;
    }
  | { readonly kind: 'hung'; readonly program: string; readonly restartMs: number };

export type ProbeListener = {
  readonly result: (result: ProbeResult) => void;
  /** Of `missing`, once; of the others, each time. */
  readonly trouble: (trouble: ProbeTrouble) => void;
  /** It asks again, after a trouble. */
  readonly recovered: () => void;
};

const extraIntervalMinMs = 100;

export function extraIntervalOf(intervalMs: number): number {
  return Math.max(extraIntervalMinMs, intervalMs / 4);
}

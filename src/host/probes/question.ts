/** One question, from its sending to its end. */

import type { CallOff } from '../timers.ts';
import { startTimer } from '../timers.ts';

export type Outcome =
  | { readonly kind: 'answered' }
  | { readonly kind: 'missed'; readonly reason: string }
  /** Nothing was asked, because the one before is not over. */
  | { readonly kind: 'skipped' }
  /** Nothing could be asked. */
  | { readonly kind: 'missing'; readonly program: string }
  | { readonly kind: 'failed'; readonly program: string; readonly reason: string };

/** Asks once. It settles later than it returns how to give up. */
export type Ask = (settle: (outcome: Outcome) => void) => CallOff;

/** The outcome comes once, after `timeoutMs` at the latest, or never once it has been called off. */
export function askOnce(
  ask: Ask,
  timeoutMs: number,
  onOutcome: (outcome: Outcome) => void,
): CallOff {
  let isOver = false;
  const close = (): void => {
    if (isOver) return;
    isOver = true;
    callOffTimeout();
    giveUp();
  };
  const settle = (outcome: Outcome): void => {
    if (isOver) return;
    close();
    onOutcome(outcome);
  };
  const giveUp = ask(settle);
  const callOffTimeout = startTimer(timeoutMs, () => settle({ kind: 'missed', reason: 'timeout' }));
  return close;
}

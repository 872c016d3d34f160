/** Asks one question after the other, each with an end of its own. */

import type { Probe } from '../../model/health.ts';
import { createHaste } from './haste.ts';
import { createHold } from './hold.ts';
import type { Prober, ProbeListener } from './prober.ts';
import { extraIntervalOf } from './prober.ts';
import type { Ask, Outcome } from './question.ts';
import { askOnce } from './question.ts';
import type { CallOff } from '../timers.ts';
import { startTicking } from '../timers.ts';

type Asked = { readonly sequence: number; readonly sentMs: number; readonly extra: boolean };

export function startAsking(
  { intervalMs, timeoutMs }: Probe,
  ask: Ask,
  startMs: number,
  on: ProbeListener,
): Prober {
  const open = new Set<CallOff>();
  const hold = createHold(on);
  let last = 0;

  const settle = (asked: Asked, outcome: Outcome): void => {
    const latencyMs = performance.now() - asked.sentMs;
    if (outcome.kind === 'skipped') return;
    if (outcome.kind === 'missing' || outcome.kind === 'failed') {
      hold.begin(outcome);
      return;
    }
    hold.end();
    const isAnswered = outcome.kind === 'answered';
    haste.report(isAnswered ? { ...asked, ...outcome, latencyMs } : { ...asked, ...outcome });
  };
  const askNow = (extra: boolean): void => {
    if (hold.isOn()) return;
    last += 1;
    const asked = { sequence: last, sentMs: performance.now(), extra };
    const close = askOnce(ask, timeoutMs, (outcome) => {
      open.delete(close);
      settle(asked, outcome);
    });
    open.add(close);
  };
  const startExtra = () => startTicking(0, extraIntervalOf(intervalMs), () => askNow(true));
  const haste = createHaste(timeoutMs, startExtra, on.result);
  const stopRegular = startTicking(startMs, intervalMs, () => askNow(false));
  return {
    hasten: haste.hasten,
    relax: haste.relax,
    stop: () => {
      haste.stop();
      stopRegular();
      for (const close of open) close();
    },
  };
}

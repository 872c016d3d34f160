/** Whether one target still answers. */

import type { HealthSettings, ProbeResult } from '../model/health.ts';
import type { Window } from './window.ts';
import { emptyWindow, withResult } from './window.ts';

export type Target = {
  /** One at the gateway tells where a fault lies; it counts only where there is no other. */
  readonly tier: 'gateway' | 'beyond';
  /** When the newest question was sent that was answered. */
  readonly answeredSentMs: number | undefined;
  /** Questions missed since then. */
  readonly misses: number;
  /** Of the newest answer. */
  readonly latencyMs: number | undefined;
  readonly reason: string | undefined;
  readonly window: Window;
};

export function freshTarget({ tier }: Pick<Target, 'tier'>): Target {
  return {
    tier,
    answeredSentMs: undefined,
    misses: 0,
    latencyMs: undefined,
    reason: undefined,
    window: emptyWindow,
  };
}

export function withHeard(target: Target, result: ProbeResult, nowMs: number): Target {
  return { ...withAnswer(target, result), window: withResult(target.window, result, nowMs) };
}

function withAnswer(target: Target, result: ProbeResult): Target {
  if (result.kind === 'missed') {
    const isOutdated = target.answeredSentMs !== undefined && result.sentMs < target.answeredSentMs;
    return isOutdated ? target : { ...target, misses: target.misses + 1, reason: result.reason };
  }
  const { sentMs, latencyMs } = result;
  if (target.answeredSentMs !== undefined && sentMs < target.answeredSentMs) return target;
  return { ...target, answeredSentMs: sentMs, misses: 0, latencyMs, reason: undefined };
}

/** One lost packet decides nothing. */
const missesMin = 2;

/** From when on it counts as silent, if nothing more is heard of it. `beginMs`: since when it is asked. */
export function silentFromMs(target: Target, beginMs: number, settings: HealthSettings): number {
  const { downAfterMs, intervalMs, timeoutMs } = settings;
  const heardMs = target.answeredSentMs ?? beginMs;
  // A probe that hangs tells of no miss.
  return target.misses >= missesMin
    ? heardMs + downAfterMs
    : heardMs + downAfterMs + intervalMs + timeoutMs;
}

/** It has been heard of, and not too long ago. */
export function isHeard(target: Target, settings: HealthSettings, nowMs: number): boolean {
  if (target.answeredSentMs === undefined) return false;
  return nowMs < silentFromMs(target, target.answeredSentMs, settings);
}

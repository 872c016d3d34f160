/** A path that is no path: questions and answers in virtual time, against the real health engine. */

import { beginHealth, nextDueMs, observe, suspects } from '../src/health/path-health.ts';
import type { HealthEvent } from '../src/health/path-health.ts';
import type { HealthSettings, PathVerdict, ProbeResult } from '../src/model/health.ts';

/** The chance that a question asked at a time is not answered: 0 to 1. */
export type Loss = (atMs: number) => number;

export type Change = { readonly atMs: number; readonly verdict: PathVerdict };

export type Simulation = {
  readonly settings: HealthSettings;
  readonly targets: number;
  readonly loss: Loss;
  readonly untilMs: number;
  /** From 0 to less than 1, evenly. */
  readonly random: () => number;
  /** Ends it early. */
  readonly isEnough?: (change: Change) => boolean;
};

const roundTripMs = 20;

type Event = { readonly atMs: number; readonly target: number } & (
  | { readonly kind: 'ask' | 'extra' }
  | { readonly kind: 'heard'; readonly result: ProbeResult }
);

/** Every change of the verdict, in order. */
export function simulate(simulation: Simulation): readonly Change[] {
  const { settings, targets, untilMs } = simulation;
  const { intervalMs } = settings;
  const extraMs = Math.max(100, intervalMs / 4);
  const queue = createQueue();
  const question = createQuestion(simulation);
  const observed = createObserved(simulation);
  const hastened = new Set<number>();
  for (let target = 0; target < targets; target++) {
    queue.add({ kind: 'ask', atMs: (target * intervalMs) / targets, target });
  }
  for (;;) {
    const event = queue.next();
    if (event === undefined || event.atMs > untilMs) return observed.changes;
    const { atMs, target } = event;
    observed.pass(atMs);
    if (event.kind === 'ask') {
      queue.add(question(target, atMs, false));
      queue.add({ ...event, atMs: atMs + intervalMs });
    } else if (event.kind === 'heard') {
      observed.feed({ kind: 'result', target, result: event.result }, atMs);
      for (const suspect of observed.suspects(atMs)) {
        if (!hastened.has(suspect)) queue.add({ kind: 'extra', atMs, target: suspect });
        hastened.add(suspect);
      }
    } else if (observed.suspects(atMs).includes(target)) {
      queue.add(question(target, atMs, true));
      queue.add({ ...event, atMs: atMs + extraMs });
    } else hastened.delete(target);
    if (observed.isEnough()) return observed.changes;
  }
}

/** The earliest first. */
function createQueue() {
  const events: Event[] = [];
  return {
    add: (event: Event) => {
      let at = events.length;
      while (at > 0 && (events[at - 1]?.atMs ?? 0) < event.atMs) at--;
      events.splice(at, 0, event);
    },
    next: () => events.pop(),
  };
}

/** Asks, and tells when what comes of it is heard. */
function createQuestion({ settings, loss, random }: Simulation) {
  let sequence = 0;
  return (target: number, sentMs: number, extra: boolean): Event => {
    const head = { sequence: ++sequence, sentMs, extra };
    const isLost = random() < loss(sentMs);
    const latencyMs = roundTripMs * (1 + random());
    const result: ProbeResult = isLost
      ? { ...head, kind: 'missed', reason: 'timeout' }
      : { ...head, kind: 'answered', latencyMs };
    const atMs = sentMs + (isLost ? settings.timeoutMs : latencyMs);
    return { kind: 'heard', atMs, target, result };
  };
}

function createObserved({ settings, targets, isEnough }: Simulation) {
  const tiers = Array.from({ length: targets }, () => 'beyond' as const);
  const changes: Change[] = [];
  let path = beginHealth(settings, tiers, 0);
  const feed = (event: HealthEvent, atMs: number): void => {
    const before = path.verdict;
    path = observe(path, event, atMs);
    if (path.verdict !== before) changes.push({ atMs, verdict: path.verdict });
  };
  return {
    changes,
    feed,
    /** Time may have decided something before `atMs`. */
    pass: (atMs: number) => {
      const dueMs = nextDueMs(path, atMs);
      if (dueMs <= atMs) feed({ kind: 'time' }, dueMs);
    },
    suspects: (atMs: number) => suspects(path, atMs),
    isEnough: () => changes.some((change) => isEnough?.(change) ?? false),
  };
}

/** xorshift32: the same numbers for the same seed, on every machine. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

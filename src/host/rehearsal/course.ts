/** How an uplink comes and goes while it is cut. Chance and time are here. */

import { pause } from '../pause.ts';

export type Turn = () => Promise<void>;

/** Off for so large a share of the time, in slices of random length, until `isOver`. */
export async function inSlices(
  { off, on }: { readonly off: Turn; readonly on: Turn },
  offShare: number,
  [min, max]: readonly [number, number],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const isOff = Math.random() < offShare;
    if (isOff) await off();
    await pause(min + Math.random() * (max - min));
    if (isOff) await on();
  }
}

export async function someTimes(
  { off, on }: { readonly off: Turn; readonly on: Turn },
  count: number,
  eachMs: number,
): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await off();
    await pause(eachMs / 2);
    await on();
    await pause(eachMs / 2);
  }
}

/** Whether it came true in time. */
export async function waitFor(isTrue: () => boolean, withinMs: number): Promise<boolean> {
  const endMs = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > endMs) return false;
    await pause(lookMs);
  }
  return true;
}

/** Whether it came true in time, and stayed so for a while. */
export function waitForCalm(
  isTrue: () => boolean,
  calmMs: number,
  withinMs: number,
): Promise<boolean> {
  const isCalm = lastingFor(calmMs, isTrue, () => performance.now());
  return waitFor(isCalm, withinMs + calmMs);
}

/** Whether it has been true for so long, at all looks since then. */
export function lastingFor(forMs: number, isTrue: () => boolean, now: () => number): () => boolean {
  let sinceMs = Infinity;
  return () => {
    sinceMs = isTrue() ? Math.min(sinceMs, now()) : Infinity;
    return now() - sinceMs >= forMs;
  };
}

const lookMs = 20;

/** How much too late a moment came at most: so long this machine had no time for us. */
export function startStallMeter(): { readonly stop: () => number } {
  let latestMs = 0;
  let dueMs = performance.now() + lookMs;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    latestMs = Math.max(latestMs, nowMs - dueMs);
    dueMs = nowMs + lookMs;
  }, lookMs);
  return {
    stop: () => {
      clearInterval(timer);
      return latestMs;
    },
  };
}

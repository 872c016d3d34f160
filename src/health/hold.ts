/** How long a path must be good before it is trusted again: longer each time it fails. */

export type Flaps = { readonly count: number; readonly lastMs: number };

export const noFlaps: Flaps = { count: 0, lastMs: 0 };

/** Without a failure for so long, one is forgiven. */
const forgivenAfterMs = 15 * 60_000;
export const holdMaxMs = 5 * 60_000;

export function withFlap(flaps: Flaps, nowMs: number): Flaps {
  return { count: remembered(flaps, nowMs) + 1, lastMs: nowMs };
}

/** `upAfterMs` after the first failure, then doubled by each; more than five minutes only where it is longer itself. */
export function holdMs(flaps: Flaps, upAfterMs: number, nowMs: number): number {
  const doublings = Math.max(0, remembered(flaps, nowMs) - 1);
  return Math.max(upAfterMs, Math.min(holdMaxMs, upAfterMs * 2 ** doublings));
}

function remembered({ count, lastMs }: Flaps, nowMs: number): number {
  return Math.max(0, count - Math.floor((nowMs - lastMs) / forgivenAfterMs));
}

/** How long a path must be good before it is trusted again: longer each time it fails. */

export type Flaps = { readonly count: number; readonly lastMs: number };

export const noFlaps: Flaps = { count: 0, lastMs: 0 };

/** Without a failure for so long, one is forgiven. */
const forgivenAfterMs = 15 * 60_000;
export const holdMaxMs = 5 * 60_000;

/** What would only lengthen the longest hold is not counted: it would take as long to be forgiven. */
export function withFlap(flaps: Flaps, upAfterMs: number, nowMs: number): Flaps {
  const countMax = 1 + Math.max(0, Math.ceil(Math.log2(holdMaxMs / Math.max(1, upAfterMs))));
  return { count: Math.min(countMax, remembered(flaps, nowMs) + 1), lastMs: nowMs };
}

/** `upAfterMs` after the first failure, then doubled by each; more than five minutes only where it is longer itself. */
export function holdMs(flaps: Flaps, upAfterMs: number, nowMs: number): number {
  const doublings = Math.max(0, remembered(flaps, nowMs) - 1);
  return Math.max(upAfterMs, Math.min(holdMaxMs, upAfterMs * 2 ** doublings));
}

function remembered({ count, lastMs }: Flaps, nowMs: number): number {
  return Math.max(0, count - Math.floor((nowMs - lastMs) / forgivenAfterMs));
}

/** How long to wait before something that failed is tried again: longer each time. */

export type BackOff = {
  /** Of what started at `startedMs` and has failed now. */
  readonly nextMs: (startedMs: number, nowMs: number) => number;
};

const firstMs = 1000;
const longestMs = 60_000;
/** What ran so long has worked. */
const wellMs = 60_000;

export function createBackOff(): BackOff {
  let waitMs = firstMs;
  return {
    nextMs: (startedMs, nowMs) => {
      if (nowMs - startedMs >= wellMs) waitMs = firstMs;
      const nowWaitMs = waitMs;
      waitMs = Math.min(waitMs * 2, longestMs);
      return nowWaitMs;
    },
  };
}

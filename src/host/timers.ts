/** Timers that know what has come in meanwhile, and that can be called off. */

export type CallOff = () => void;

export type Timer = {
  /** Anew, where it runs. Not at all, where `delayMs` is infinite. */
  readonly start: (delayMs: number) => void;
  readonly callOff: CallOff;
};

/** A longer one would end at once (setTimeout). */
const longestMs = 0x7fff_ffff;

/**
 * Ends after what can be read has been read: where this process itself was late, an answer that was
 * there in time is heard before anybody says that there was none.
 */
export function createTimer(onEnd: () => void): Timer {
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  const callOff = (): void => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
  const wait = (delayMs: number): void => {
    callOff();
    if (delayMs === Infinity) return;
    const partMs = Math.min(Math.max(delayMs, 0), longestMs);
    timer = setTimeout(() => {
      if (delayMs > partMs) wait(delayMs - partMs);
      else immediate = setImmediate(onEnd);
    }, partMs);
  };
  return { start: wait, callOff };
}

export function startTimer(delayMs: number, onEnd: () => void): CallOff {
  const timer = createTimer(onEnd);
  timer.start(delayMs);
  return timer.callOff;
}

/** For the first time after `startMs`. Turns that were slept through are not made up for. */
export function startTicking(startMs: number, intervalMs: number, onTick: () => void): CallOff {
  let dueMs = performance.now() + startMs;
  const timer = createTimer(() => {
    dueMs = Math.max(dueMs + intervalMs, performance.now());
    timer.start(dueMs - performance.now());
    onTick();
  });
  timer.start(startMs);
  return timer.callOff;
}

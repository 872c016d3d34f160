/** Waiting for whatever comes first: somebody who calls, or a time. */

export type Wake = {
  readonly call: () => void;
  /** Returns at once where somebody has called since it last returned. */
  readonly wait: (timeoutMs: number) => Promise<void>;
};

export function createWake(): Wake {
  let isCalled = false;
  let resolve: (() => void) | undefined;
  return {
    call: () => {
      isCalled = true;
      resolve?.();
    },
    wait: async (timeoutMs) => {
      if (!isCalled && timeoutMs > 0) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((done) => {
          resolve = done;
          timer = setTimeout(done, Math.min(timeoutMs, timerMaxMs));
        });
        clearTimeout(timer);
        resolve = undefined;
      }
      isCalled = false;
    },
  };
}

/** Acts whenever somebody calls before the work is done. */
export async function awakeDuring<Result>(
  work: Promise<Result>,
  wake: Wake,
  act: () => Promise<void>,
): Promise<Result> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
    wake.call();
  });
  for (;;) {
    await wake.wait(Infinity);
    if (isDone) break;
    await act();
  }
  // Whoever called meanwhile may have wanted something else, too.
  wake.call();
  return done;
}

const timerMaxMs = 3_600_000;

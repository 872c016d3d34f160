/** Waiting for what the kernel does in its own time: a condition and a limit, never a bare sleep. */

const limitMs = 10_000;
const pauseMs = 5;

/** Throws, naming `what`, if the condition does not become true in time. */
export function waitUntil(what: string, condition: () => boolean): void {
  const endMs = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    pause();
  }
}

/** Leaves the processor to others between two looks. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
}

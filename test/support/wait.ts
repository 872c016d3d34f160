/** Waiting for what the kernel does in its own time: a condition and a limit, never a bare sleep. */

const limitMs = 10_000;
const pauseMs = 5;

/** Throws, naming `what`, if the condition does not become true in time. */
export function waitUntil(what: string, condition: () => boolean, withinMs = limitMs): void {
  const endMs = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    pauseFor(pauseMs);
  }
}

/** Leaves the processor to others between two looks. */
export function pauseFor(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The clock that all processes of a machine share, and waiting by it. */

/** CLOCK_MONOTONIC. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function pause(lengthMs: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, lengthMs));
}

export async function waitFor(
  what: string,
  limitMs: number,
  condition: () => boolean,
): Promise<void> {
  const endMs = nowMs() + limitMs;
  while (!condition()) {
    if (nowMs() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause(20);
  }
}

/** How far a long apply has come, on a terminal: one line, written over and over. */

import type { Terminal } from '../host/terminal.ts';

/** Whoever waits for less asks nothing. */
const quietMs = 1_000;

export function progressLine(terminal: Terminal): (done: number, total: number) => void {
  const begun = performance.now();
  if (!terminal.showsProgress) return () => undefined;
  return (done, total) => {
    const passedMs = performance.now() - begun;
    if (passedMs < quietMs) return;
    const rate = (done / passedMs) * 1_000;
    const left = Math.ceil((total - done) / rate);
    const text = `${done} of ${total} steps, ${Math.round(rate)} a second, ${left} s left`;
    terminal.remark(done < total ? `\r\x1b[K${text}` : '\r\x1b[K');
  };
}

/**
 * Lines for `ip -batch -`, in chunks, one process after the other.
 *
 * Chunks, because `ip` before 6.2 loses 4 kB of memory for every line (6d25be27). A batch is no
 * transaction: `ip` stops at the first line the kernel refuses, and what went before stays. It then
 * names the line, `Command failed -:LINE`, unless it could not parse it: such an error ends the
 * process at once, without a number.
 */

import type { Family } from '../model/address.ts';
import type { Host } from './host.ts';
import { cannotRun } from './read-live.ts';
import type { Ran } from './run.ts';
import { run } from './run.ts';

export type BatchOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Lines that had their effect; undefined where `ip` does not tell. */
      readonly doneLines: number | undefined;
    };

const chunkLinesMax = 10_000;

export async function runBatch(
  host: Host,
  family: Family,
  lines: readonly string[],
): Promise<BatchOutcome> {
  if (lines.some((line) => /[\n\r\0]/.test(line)))
    throw new Error('a line of a batch is not one line');
  for (let start = 0; start < lines.length; start += chunkLinesMax) {
    const stop = await runChunk(host, family, lines.slice(start, start + chunkLinesMax));
    if (stop === undefined) continue;
    const doneLines = stop.doneLines === undefined ? undefined : start + stop.doneLines;
    return { ok: false, reason: stop.reason, doneLines };
  }
  return { ok: true };
}

/**
 * Every line, whatever the kernel says of those before it. What came of it must be read; a reason
 * comes back only where `ip` itself could not do its work.
 */
export async function runForcedBatch(
  host: Host,
  family: Family,
  batches: readonly (readonly string[])[],
): Promise<string | undefined> {
  for (const lines of batches) {
    for (let start = 0; start < lines.length; start += chunkLinesMax) {
      const chunk = lines.slice(start, start + chunkLinesMax);
      const ran = await runLines(host, family, chunk, ['-force']);
      if (ran.kind !== 'exited') return cannotRun(ran, 'ip -force -batch -').message;
    }
  }
  return undefined;
}

type ChunkStop = { readonly reason: string; readonly doneLines: number | undefined };

async function runChunk(
  host: Host,
  family: Family,
  lines: readonly string[],
): Promise<ChunkStop | undefined> {
  const ran = await runLines(host, family, lines, []);
  if (ran.kind !== 'exited') {
    return { reason: cannotRun(ran, 'ip -batch -').message, doneLines: undefined };
  }
  if (ran.exitCode === 0) return undefined;
  return { reason: reasonIn(ran.stderr), doneLines: doneLinesIn(ran.stderr) };
}

/** In a session of its own: an interrupt from the terminal must not stop it in the middle. */
async function runLines(
  { ip, timeoutMs, lockDescriptor }: Host,
  family: Family,
  lines: readonly string[],
  options: readonly string[],
): Promise<Ran> {
  const flag = family === 'ipv4' ? '-4' : '-6';
  return run([...ip, flag, ...options, '-batch', '-'], {
    timeoutMs,
    input: `${lines.join('\n')}\n`,
    detached: true,
    ...(lockDescriptor === undefined ? {} : { descriptor: lockDescriptor }),
  });
}

function doneLinesIn(stderr: string): number | undefined {
  const number = /^Command failed -:([0-9]+)$/m.exec(stderr)?.[1];
  return number === undefined ? undefined : Number(number) - 1;
}

function reasonIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('Command failed'));
  return lines.join(' ') || 'ip gave no reason';
}

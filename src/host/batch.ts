/**
 * Lines for `ip -batch -`, in chunks, one process after the other.
 *
 * Chunks, because `ip` before 6.2 loses 4 kB of memory for every line (6d25be27). A batch is no
 * transaction: `ip` stops at the first line the kernel refuses, and what went before stays. It then
 * names the line, `Command failed -:LINE`, unless it could not parse it: such an error ends the
 * process at once, without a number (lib/utils.c, do_batch).
 */

import type { Family } from '../model/address.ts';
import type { Host } from './host.ts';
import { runIp } from './host.ts';
import type { RunFailure } from './run.ts';

export const batchLinesMax = 5_000;

export type Batch = {
  readonly family: Family;
  readonly lines: readonly string[];
  /** Called after each chunk with the number of lines done so far. */
  readonly onChunk?: (doneLines: number) => void;
};

export type BatchOutcome = { readonly ok: true; readonly lines: number } | BatchFailure;

export type BatchFailure = {
  readonly ok: false;
  readonly kind: 'refused' | RunFailure['kind'];
  /** Lines that certainly had their effect: those of the chunks before. */
  readonly doneLinesMin: number;
  /** Lines that had their effect; undefined where `ip` does not tell, then look at the host. */
  readonly doneLines: number | undefined;
  readonly failedLine: string | undefined;
  /** What `ip` said. */
  readonly message: string;
};

export async function runBatch(host: Host, batch: Batch): Promise<BatchOutcome> {
  const { family, lines, onChunk } = batch;
  if (lines.some(isNotOneLine)) throw new Error('a line for ip -batch holds a line break');
  for (let done = 0; done < lines.length; done += batchLinesMax) {
    const chunk = lines.slice(done, done + batchLinesMax);
    const failure = await runChunk(host, family, chunk);
    if (failure !== undefined) return afterChunks(failure, done);
    onChunk?.(done + chunk.length);
  }
  return { ok: true, lines: lines.length };
}

async function runChunk(
  host: Host,
  family: Family,
  lines: readonly string[],
): Promise<BatchFailure | undefined> {
  const words = [family === 'ipv4' ? '-4' : '-6', '-batch', '-'];
  const ran = await runIp(host, words, lines.map((line) => `${line}\n`).join(''));
  if (ran.ok && ran.exitCode === 0) return undefined;
  const number = failedNumber(ran.stderr);
  const message = messageOf(ran.stderr);
  return {
    ok: false,
    kind: ran.ok ? 'refused' : ran.kind,
    doneLinesMin: 0,
    doneLines: number === undefined ? undefined : number - 1,
    failedLine: number === undefined ? undefined : lines[number - 1],
    message: ran.ok ? message || `\`ip\` ended with exit code ${ran.exitCode}` : ran.message,
  };
}

function afterChunks(failure: BatchFailure, before: number): BatchFailure {
  const doneLines = failure.doneLines === undefined ? undefined : before + failure.doneLines;
  return { ...failure, doneLinesMin: doneLines ?? before, doneLines };
}

const commandFailed = /^Command failed -:([0-9]+)$/m;

function failedNumber(stderr: string): number | undefined {
  const number = commandFailed.exec(stderr)?.[1];
  return number === undefined ? undefined : Number(number);
}

function messageOf(stderr: string): string {
  return stderr.replace(commandFailed, '').trim();
}

/** Comments and continued lines would spoil the count as a line break does. */
function isNotOneLine(line: string): boolean {
  return /[\n\r\0#\\]/.test(line) || line.trim() === '';
}

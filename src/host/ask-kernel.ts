/** Many questions of `ip route get`, one process for each chunk. Needs no root. */

import type { Decoded } from '../live/decoded.ts';
import { unreadable } from '../live/decoded.ts';
import { askArguments, decodeAnswers } from '../live/decode-answers.ts';
import type { Family } from '../model/address.ts';
import type { KernelAnswer } from '../model/kernel-answer.ts';
import type { Host } from './host.ts';
import { cannotRun } from './read-live.ts';
import { run } from './run.ts';

/** `ip` before 6.2 loses 4 kB of memory for every line (6d25be27). */
const chunkLinesMax = 10_000;

/** One answer for each line, in order. */
export async function askKernel(
  host: Host,
  family: Family,
  lines: readonly string[],
): Promise<Decoded<readonly KernelAnswer[]>> {
  const answers: KernelAnswer[] = [];
  for (let start = 0; start < lines.length; start += chunkLinesMax) {
    const chunk = await askChunk(host, family, lines.slice(start, start + chunkLinesMax));
    if (!chunk.ok) return chunk;
    answers.push(...chunk.value);
  }
  return { ok: true, value: answers };
}

async function askChunk(
  host: Host,
  family: Family,
  lines: readonly string[],
): Promise<Decoded<readonly KernelAnswer[]>> {
  const words = askArguments[family];
  const input = `${lines.join('\n')}\n`;
  const ran = await run([...host.ip, ...words], { timeoutMs: host.timeoutMs, input });
  // With -force it ends with 1 or 2 where the kernel refused some of them: that is an answer.
  if (ran.kind === 'exited') return decodeAnswers(ran.stdout, ran.stderr, lines.length);
  return unreadable(`ip ${words.join(' ')}`, cannotRun(ran, 'it').message);
}

/** Other verbs of this program, as a user would run them. */

import { spawn } from 'node:child_process';

import type { WatchEvent } from '../../live/decode-watch-event.ts';
import { decodeWatchEvent } from '../../live/decode-watch-event.ts';
import { createLineSplitter } from '../lines.ts';
import type { Ran } from '../run.ts';
import { run } from '../run.ts';

const timeoutMs = 300_000;

function selfWith(root: string, words: readonly string[]): readonly [string, ...string[]] {
  const program = process.argv[1] ?? '';
  return [process.execPath, ...process.execArgv, program, '--root', root, ...words];
}

export function runSelf(root: string, ...words: readonly string[]): Promise<Ran> {
  return run(selfWith(root, words), { timeoutMs });
}

export type HeardEvent = WatchEvent & { readonly atMs: number };

export type Watching = {
  readonly events: () => readonly HeardEvent[];
  /** Why there is nothing more to hear; undefined while it runs. */
  readonly ended: () => string | undefined;
  /** Until it has ended. */
  readonly stop: () => Promise<void>;
};

export function startWatching(root: string, file: string): Watching {
  const heard: HeardEvent[] = [];
  let complaint = '';
  let isOver = false;
  const [program, ...words] = selfWith(root, ['watch', '--log', 'json', file]);
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const hear = createLineSplitter((line) => {
    const event = decodeWatchEvent(line);
    if (event === undefined) complaint += `${line}\n`;
    else heard.push({ ...event, atMs: performance.now() });
  });
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const over = new Promise<void>((resolve) => {
    child.on('close', () => {
      isOver = true;
      resolve();
    });
    child.on('error', (error) => {
      complaint += error.message;
    });
  });
  return {
    events: () => heard,
    ended: () => (isOver ? complaint.trim() || 'it ended without a word' : undefined),
    stop: () => {
      child.kill('SIGTERM');
      return over;
    },
  };
}

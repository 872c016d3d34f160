/** Arms a script outside of this process: it outlives the terminal, the session and us. */

import { spawn } from 'node:child_process';
import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

import { readTextFile } from './files.ts';
import { pause } from './pause.ts';
import { run } from './run.ts';

export type Armed =
  /** The process that waits. */
  | { readonly ok: true; readonly watchdog: number }
  | { readonly ok: false; readonly reason: string };

const pauseMs = 20;
const startMs = 5_000;

/** `directory` is that of a transaction, whose script says that it waits by writing `watchdog`. */
export async function armRevert(directory: string, afterSeconds: number): Promise<Armed> {
  const words = ['/bin/sh', join(directory, 'revert'), 'after', `${afterSeconds}`] as const;
  const reason = hasSystemd() ? await startUnit(directory, words) : startDetached(words);
  if (reason !== undefined) return { ok: false, reason };
  for (let waitedMs = 0; waitedMs < startMs; waitedMs += pauseMs) {
    const watchdog = watchdogOf(directory);
    if (watchdog !== undefined) return { ok: true, watchdog };
    await pause(pauseMs);
  }
  return { ok: false, reason: 'the script that would take it back did not start' };
}

/** systemd works in the network namespace of process 1, and ends what belongs to a session. */
function hasSystemd(): boolean {
  return existsSync('/run/systemd/system') && networkOf('self') === networkOf('1');
}

/** Undefined where none has said that it waits. */
export function watchdogOf(directory: string): number | undefined {
  const read = readTextFile(join(directory, 'watchdog'));
  return read.ok && /^[1-9][0-9]*\n$/.test(read.text) ? Number(read.text) : undefined;
}

/** For one that cannot be told by a claim, because its directory is gone or read-only. */
export function disarm(directory: string, watchdog: number): void {
  const itsOwn = [directory, `${directory} (deleted)`];
  if (itsOwn.some((one) => worksIn(watchdog, one))) process.kill(watchdog, 'SIGKILL');
}

/** Whether the process is one of a script that was started in that directory. */
export function worksIn(process: number, directory: string): boolean {
  try {
    return process > 0 && readlinkSync(`/proc/${process}/cwd`) === directory;
  } catch {
    return false;
  }
}

function networkOf(process: string): string | undefined {
  try {
    return readlinkSync(`/proc/${process}/ns/net`);
  } catch {
    return undefined;
  }
}

async function startUnit(directory: string, words: readonly string[]): Promise<string | undefined> {
  const unit = `multihome-revert-${directory.split('/').slice(-2).join('-')}`;
  const options = ['--quiet', '--collect', `--unit=${unit}`];
  const ran = await run(['systemd-run', ...options, ...words], { timeoutMs: 30_000 });
  if (ran.kind !== 'exited') return `systemd-run: ${ran.kind}`;
  return ran.exitCode === 0 ? undefined : `systemd-run: ${ran.stderr.trim()}`;
}

/** In a session of its own, without a terminal that could hang up on it. */
function startDetached([program, ...words]: readonly [string, ...string[]]): undefined {
  const child = spawn(program, words, { detached: true, stdio: 'ignore', cwd: '/' });
  // What becomes of it shows in its file.
  child.on('error', () => undefined);
  child.unref();
}

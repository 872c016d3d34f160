/**
 * One writer for each network namespace. The lock is flock(2) on an open file, so it ends with the
 * process, however that ends; an `ip` that a killed process left running is given the descriptor and
 * holds the lock until it is done.
 */

import { closeSync, constants, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { reasonOf } from './file-errors.ts';
import type { Host } from './host.ts';
import { cannotRun } from './read-live.ts';
import { run } from './run.ts';
import { runDirectory } from './run-directory.ts';

export type Locking =
  | { readonly kind: 'locked'; readonly lock: Lock }
  /** In words: who, and since when. */
  | { readonly kind: 'held'; readonly holder: string }
  | { readonly kind: 'failed'; readonly reason: string };

export type Lock = { readonly descriptor: number; readonly release: () => void };

/** Of whoever writes to the kernel, and of the one service that watches. */
export type LockName = 'lock' | 'watch.lock';

/** `verb` is what others are told. Waits as long as it is given, at most. */
export async function acquireLock(
  host: Host,
  verb: string,
  waitMs: number,
  name: LockName = 'lock',
): Promise<Locking> {
  const directory = runDirectory(host);
  if (!directory.ok) return { kind: 'failed', reason: directory.reason };
  const path = join(directory.path, name);
  try {
    const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
    const descriptor = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
    const taken = await flock(descriptor, waitMs);
    if (taken !== true) {
      const holder = taken === false ? holderIn(readFileSync(path, 'utf8')) : '';
      closeSync(descriptor);
      return taken === false ? { kind: 'held', holder } : { kind: 'failed', reason: taken };
    }
    sign(descriptor, verb);
    return { kind: 'locked', lock: { descriptor, release: closeOnce(descriptor) } };
  } catch (error) {
    return { kind: 'failed', reason: `${path}: ${reasonOf(error)}` };
  }
}

/** Its number may belong to another file afterwards. */
function closeOnce(descriptor: number): () => void {
  let isOpen = true;
  return () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
}

const lockedElsewhere = 75;

/** The program locks the file that it shares with us, and ends; we keep it open (flock(1)). */
async function flock(descriptor: number, waitMs: number): Promise<boolean | string> {
  const wait = waitMs === 0 ? ['-n'] : ['-w', `${waitMs / 1000}`];
  const words = ['-E', `${lockedElsewhere}`, ...wait, '3'];
  const ran = await run(['flock', ...words], { timeoutMs: waitMs + 10_000, descriptor });
  if (ran.kind === 'missing') return 'the program `flock` was not found: install util-linux';
  if (ran.kind !== 'exited') return cannotRun(ran, 'flock').message;
  if (ran.exitCode === 0) return true;
  return ran.exitCode === lockedElsewhere ? false : `flock: ${ran.stderr.trim()}`;
}

function sign(descriptor: number, verb: string): void {
  ftruncateSync(descriptor);
  writeSync(descriptor, `${process.pid} ${verb} ${new Date().toISOString()}\n`, 0);
}

function holderIn(text: string): string {
  const [, pid, verb, since] = /^(\d+) (\w+) (\S+)\n$/.exec(text) ?? [];
  if (pid === undefined) return 'another multihome';
  const who = `multihome ${verb}, process ${pid}, since ${since}`;
  return isRunning(pid) ? who : `what was left running by ${who}`;
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

/** Who has a lock, and who waits for it. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';

/** So many wait in flock(2) for a file that somebody else has (proc_locks(5)). */
export function waitersFor(path: string): number {
  const waiting = new RegExp(`-> FLOCK .*:${statSync(path).ino} `, 'g');
  return readFileSync('/proc/locks', 'utf8').match(waiting)?.length ?? 0;
}

/** Takes the lock; the returned function lets it go. */
export async function holdLock(path: string): Promise<() => Promise<void>> {
  const holder: ChildProcess = spawn('flock', [path, 'sh', '-c', 'echo held; read -r line'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(holder, 'exit');
  if (holder.stdout !== null) await once(holder.stdout, 'data');
  return async () => {
    holder.stdin?.end();
    await ended;
  };
}

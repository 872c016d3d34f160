/** What a process that runs for long takes of the machine. */

import { readdirSync, readFileSync } from 'node:fs';

import { waitUntil } from './wait.ts';

export type Outlay = {
  /** Resident memory, now and at most (proc_pid_status(5)). */
  readonly residentMb: number;
  readonly residentMostMb: number;
  readonly descriptors: number;
  readonly children: number;
  readonly files: number;
};

/** `folder` is where it keeps its files. */
export function outlayOf(pid: number, folder: string): Outlay {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return {
    residentMb: megabytes('VmRSS'),
    residentMostMb: megabytes('VmHWM'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    children: childrenOf(pid).length,
    files: readdirSync(folder, { recursive: true }).length,
  };
}

/**
 * Whenever it does something, it has more for a moment: as little as it has at any time within the
 * limit, at best what is expected.
 */
export function restingOutlay(pid: number, folder: string, children: number): Outlay {
  let least = outlayOf(pid, folder);
  const isAtRest = (): boolean => {
    const now = outlayOf(pid, folder);
    if (now.children === children) least = least.children === children ? lesser(least, now) : now;
    looks += now.children === children ? 1 : 0;
    return looks >= looksMin;
  };
  let looks = 0;
  waitUntil(`it has ${children} children again`, isAtRest, restMs);
  return least;
}

const looksMin = 10;
const restMs = 60_000;

function lesser(one: Outlay, other: Outlay): Outlay {
  return one.descriptors <= other.descriptors ? one : other;
}

/** Process ids. */
export function childrenOf(pid: number): readonly string[] {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid);
}

/** As in `12 (a name (with) brackets) S 7 …`; it may have ended meanwhile. */
function parentOf(process: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2]);
  } catch {
    return undefined;
  }
}

/** What processes cost, as /proc tells. */

import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ is 100 on all that Linux runs on nowadays (proc_pid_stat(5)). */
const tickMs = 10;

/** utime and stime of it and of all its children, those that ended as well. */
export function processorMs(processId: number): number {
  return tickMs * sum(descendants(processId).map(ticksOf));
}

function ticksOf(processId: number): number {
  return sum(statOf(processId).slice(11, 15).map(Number));
}

/** With itself. */
export function descendants(processId: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ child: Number(name), parent: Number(statOf(Number(name))[1]) }));
  const found = [processId];
  for (const one of found) {
    found.push(...parents.filter(({ parent }) => parent === one).map(({ child }) => child));
  }
  return found;
}

/** From the third field on: the second may hold anything. Empty once the process is gone. */
function statOf(processId: number): readonly string[] {
  return read(processId, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
}

export function memoryMb(processId: number, file: string, member: string): number {
  const text = read(processId, file);
  return Number(new RegExp(`^${member}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) / 1024;
}

function read(processId: number, file: string): string {
  try {
    return readFileSync(`/proc/${processId}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

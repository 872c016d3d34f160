/** What the service tells others: a file in the run directory, and whether who wrote it still runs. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { decodeStatus } from '../live/decode-status.ts';
import type { Status } from '../model/status.ts';
import type { FileOutcome } from './files.ts';
import { readTextFile, writeFileAtomically } from './files.ts';
import type { Host } from './host.ts';
import { createHost } from './host.ts';
import { runDirectory, runDirectoryPath } from './run-directory.ts';

const fileName = 'watch.json';

export function writeStatus(host: Host, status: Status): FileOutcome {
  const run = runDirectory(host);
  if (!run.ok) return run;
  return writeFileAtomically(createHost(), join(run.path, fileName), `${JSON.stringify(status)}\n`);
}

/** Undefined while nobody watches. */
export function readStatus(host: Host): Status | undefined {
  const status = readLastStatus(host);
  if (status === undefined) return undefined;
  const { id, start_time } = status.process;
  return startTimeOf(id) === start_time ? status : undefined;
}

/** Whoever wrote it may have ended long ago. */
export function readLastStatus(host: Host): Status | undefined {
  const read = readTextFile(join(runDirectoryPath(host), fileName));
  return read.ok ? decodeStatus(read.text) : undefined;
}

/** Of this process. */
export function ownProcess(): Status['process'] {
  return { id: process.pid, start_time: startTimeOf(process.pid) ?? '' };
}

/** Whether it is there to be asked. */
export function askToReload({ id, start_time }: Status['process']): boolean {
  if (startTimeOf(id) !== start_time) return false;
  try {
    return process.kill(id, 'SIGHUP');
  } catch {
    return false;
  }
}

/** Whether it is what systemd runs as the unit that we install: by its control group (cgroups(7)). */
export function isOfOurUnit({ id }: Status['process']): boolean {
  try {
    const lines = readFileSync(`/proc/${id}/cgroup`, 'utf8').split('\n');
    return isInOurUnit(lines);
  } catch {
    return false;
  }
}

/** Lines are `0::/path` for version 2, and `1:name=systemd:/path` for version 1. */
export function isInOurUnit(lines: readonly string[]): boolean {
  return lines.some((line) => /^\d+:(?:name=systemd)?:.*\/multihome-watch\.service$/.test(line));
}

/** Field 22 of its stat, after its name, which may hold anything (proc(5)); undefined where it is gone. */
function startTimeOf(id: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

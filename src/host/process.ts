/** A program that runs beside us, with all it starts. */

import type { ChildProcess, IOType, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

import { codeOf, reasonOf } from './file-errors.ts';
import { searchPath } from './run.ts';
import { startTimer } from './timers.ts';

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** It did not start. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string };

export type ProcessOptions = {
  /** Beside those of our own environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Without these, what it writes is discarded. */
  readonly output?: (chunk: string) => void;
  readonly error?: (chunk: string) => void;
  /** It has ended, and what it wrote has been read. Later than `startProcess` returns. */
  readonly ended: (end: ProcessEnd) => void;
};

export type RunningProcess = {
  /** By SIGQUIT, if it listens for that: it would end it else. */
  readonly askStatus: () => void;
  /** With its children. */
  readonly kill: () => void;
};

/** Between the service manager and us: a program that spoke there would speak for us (sd_notify(3)). */
const ours = { NOTIFY_SOCKET: undefined, WATCHDOG_PID: undefined, WATCHDOG_USEC: undefined };

/** What it writes can be held open by a child that has left its group. */
const drainMs = 100;

/** In a process group of its own: what a terminal sends to us does not end it. */
export function startProcess(
  [program, ...words]: readonly [string, ...string[]],
  options: ProcessOptions,
): RunningProcess {
  const { variables, output, error: complaints, ended } = options;
  const env = { ...process.env, ...ours, PATH: searchPath(process.env['PATH']), ...variables };
  const stream = (reader: unknown): IOType => (reader === undefined ? 'ignore' : 'pipe');
  const stdio: StdioOptions = ['ignore', stream(output), stream(complaints)];
  let child: ChildProcess;
  try {
    child = spawn(program, words, { stdio, env, cwd: '/', detached: true });
  } catch (error) {
    // Some errors are thrown, others are events (ChildProcess.spawn).
    setImmediate(() => ended(notStarted(error)));
    return { askStatus: () => undefined, kill: () => undefined };
  }
  if (output !== undefined) child.stdout?.setEncoding('utf8').on('data', output);
  if (complaints !== undefined) child.stderr?.setEncoding('utf8').on('data', complaints);
  whenEnded(child, ended);
  return {
    askStatus: () => {
      if (catchesQuit(child.pid)) child.kill('SIGQUIT');
    },
    kill: () => {
      killGroup(child);
      closeOutput(child);
    },
  };
}

function whenEnded(child: ChildProcess, ended: (end: ProcessEnd) => void): void {
  child.on('error', (error) => {
    if (child.pid === undefined) ended(notStarted(error));
  });
  child.once('exit', (exitCode, signal) => {
    const end: ProcessEnd =
      exitCode === null
        ? { kind: 'killed', signal: signal ?? 'a signal' }
        : { kind: 'exited', exitCode };
    let isTold = false;
    const tell = (): void => {
      if (isTold) return;
      isTold = true;
      callOff();
      closeOutput(child);
      ended(end);
    };
    const callOff = startTimer(drainMs, tell);
    child.once('close', tell);
  });
}

function notStarted(error: unknown): ProcessEnd {
  const isMissing = ['ENOENT', 'EACCES'].includes(codeOf(error) ?? '');
  return isMissing ? { kind: 'missing' } : { kind: 'failed', reason: reasonOf(error) };
}

/** Not once it has ended: the number can belong to another. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** The mask of the signals it catches is in hexadecimal (proc_pid_status(5)). */
function catchesQuit(processId: number | undefined): boolean {
  try {
    const text = readFileSync(`/proc/${processId}/status`, 'utf8');
    const mask = BigInt(`0x${/^SigCgt:\s*([0-9a-f]+)$/m.exec(text)?.[1] ?? '0'}`);
    return (mask & (1n << BigInt(constants.signals.SIGQUIT - 1))) !== 0n;
  } catch {
    return false;
  }
}

function closeOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/**
 * What systemd is told of us, where it has started us: sd_notify(3). Its socket is one for datagrams,
 * which node cannot open: the program `systemd-notify` speaks for us.
 */

import { environmentVariable } from './host.ts';
import type { JobEnd } from './process-queue.ts';
import { createProcessQueue } from './process-queue.ts';

export type ServiceManager = {
  /** All is in place, be it after a reload. */
  readonly ready: (status: string) => void;
  readonly status: (status: string) => void;
  readonly reloading: () => void;
  readonly stopping: () => void;
  /**
   * Tells that whoever calls this lives, where it is time for that. Returns in how many milliseconds
   * it has to be called again.
   */
  readonly beat: () => number;
  readonly finish: () => Promise<void>;
};

const limitMs = 10_000;
const waitingMax = 64;

/** `failed` is told of every word that did not get through. */
export function createServiceManager(failed: (end: JobEnd) => void): ServiceManager {
  const socket = environmentVariable('NOTIFY_SOCKET');
  if (socket === undefined) return nobody;
  const queue = createProcessQueue(waitingMax);
  const tell = (...words: readonly string[]): void => {
    const command = ['systemd-notify', ...words] as const;
    const ended = (end: JobEnd): void => {
      if (end.kind !== 'exited' || end.exitCode !== 0) failed(end);
    };
    queue.add({ command, variables: { NOTIFY_SOCKET: socket }, timeoutMs: limitMs, ended });
  };
  return {
    ready: (status) => tell('--ready', `--status=${status}`),
    status: (status) => tell(`--status=${status}`),
    reloading: () => tell('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`),
    stopping: () => tell('STOPPING=1'),
    beat: createBeat(() => tell('WATCHDOG=1')),
    finish: () => queue.drain(limitMs),
  };
}

const nobody: ServiceManager = {
  ...{ ready: () => undefined, status: () => undefined },
  ...{ reloading: () => undefined, stopping: () => undefined },
  ...{ beat: () => Infinity, finish: () => Promise.resolve() },
};

/** Twice in the time after which it would be missed (sd_watchdog_enabled(3)). */
function createBeat(tell: () => void): ServiceManager['beat'] {
  const intervalMs = watchdogMs() / 2;
  if (Number.isNaN(intervalMs)) return () => Infinity;
  let dueMs = -Infinity;
  return () => {
    const nowMs = performance.now();
    if (nowMs >= dueMs) {
      dueMs = nowMs + intervalMs;
      tell();
    }
    return dueMs - nowMs;
  };
}

/** NaN where nobody listens for it, or it is meant for another process. */
function watchdogMs(): number {
  const processId = environmentVariable('WATCHDOG_PID');
  if (processId !== undefined && Number(processId) !== process.pid) return Number.NaN;
  const microseconds = Number(environmentVariable('WATCHDOG_USEC'));
  return microseconds > 0 ? microseconds / 1_000 : Number.NaN;
}

/** The status for others: at every change, and every few seconds, because latencies change. */

import type { Host } from '../host/host.ts';
import { ownProcess, writeStatus } from '../host/watch-status.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { Status } from '../model/status.ts';
import { starting, statusFormat, statusVersion } from '../model/status.ts';
import type { Watched } from '../watch/watched.ts';
import type { Log } from './watch-log.ts';
import type { LoopState } from './watch-state.ts';
import { statusOf } from './watch-status.ts';

export type StatusTeller = {
  readonly changed: (now: LoopState) => void;
  /** `text` says from where to where, and why. */
  readonly switched: (text: string) => void;
  readonly stop: () => void;
};

const everyMs = 2_000;
const switchesMax = 10;

type Telling = {
  readonly host: Host;
  /** Its path. */
  readonly topology: string;
  readonly watched: Watched;
  readonly log: Log;
  readonly allow: readonly AllowableGuard[];
};

/**
 * That there is one at all, before anything is read: whoever applies beside it has to know. What was known
 * before stays, with its time: should this one be killed as well, the next goes on with that.
 */
export function tellStarting(host: Host, topology: string, before: Status | undefined): void {
  const now = new Date().toISOString();
  writeStatus(host, {
    ...{ format: statusFormat, format_version: statusVersion, process: ownProcess(), topology },
    ...{ started: now, written: before?.written ?? now, paths: before?.paths ?? [] },
    ...{ active: [], switches: before?.switches ?? [] },
    read: before?.read ?? { transaction: 0, refused: null },
    remarks: [{ event: starting, text: startingText }],
  });
}

const startingText =
  'it starts, or waits for interfaces: nothing has been changed yet, and uplinks are as an earlier one left them';

export function tellStatus({ host, topology, watched, log, allow }: Telling): StatusTeller {
  const own = ownProcess();
  const started = new Date().toISOString();
  let switches: Status['switches'] = [];
  let state: LoopState | undefined;
  let saidFailed = false;
  const write = (): void => {
    if (state === undefined) return;
    const times = { allow, nowMs: performance.now(), epochMs: Date.now() };
    const witness = { process: own, topology, started, switches, ...times };
    const written = writeStatus(host, statusOf(state, watched.all(), witness));
    const text = `the status cannot be written: ${written.ok ? '' : written.reason}`;
    if (!written.ok && !saidFailed) log('warning', text, { event: 'status' });
    saidFailed = !written.ok;
  };
  const timer = setInterval(write, everyMs);
  return {
    changed: (now) => {
      state = now;
      write();
    },
    switched: (text) => {
      switches = [{ at: new Date().toISOString(), text }, ...switches].slice(0, switchesMax);
    },
    stop: () => clearInterval(timer),
  };
}

/** The status for others: at every change, and every few seconds, because latencies change. */

import type { Host } from '../host/host.ts';
import { ownProcess, writeStatus } from '../host/watch-status.ts';
import type { Status } from '../model/status.ts';
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

export function tellStatus(host: Host, topology: string, watched: Watched, log: Log): StatusTeller {
  const own = ownProcess();
  const started = new Date().toISOString();
  let switches: Status['switches'] = [];
  let state: LoopState | undefined;
  let saidFailed = false;
  const write = (): void => {
    if (state === undefined) return;
    const times = { nowMs: performance.now(), epochMs: Date.now() };
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

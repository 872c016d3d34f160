/** What the kernel tells of changes, as they happen: `ip monitor`, kept running. */

import type { MonitorEvent } from '../live/decode-monitor.ts';
import { decodeMonitorLine } from '../live/decode-monitor.ts';
import type { Host } from './host.ts';
import { createLineSplitter } from './lines.ts';
import type { ProcessEnd } from './process.ts';
import { startProcess } from './process.ts';
import { createTimer } from './timers.ts';

export type Monitor = { readonly stop: () => void };

export type MonitorListener = {
  readonly event: (event: MonitorEvent) => void;
  /** Something may have been missed: all is to be read again. */
  readonly gap: (reason: string) => void;
};

const restartFirstMs = 100;
const restartMaxMs = 30_000;
const objects = ['link', 'address', 'route', 'rule'] as const;

/** When it ends, it is started again. */
export function startMonitor({ ip }: Host, on: MonitorListener): Monitor {
  let isStopped = false;
  let restartMs = restartFirstMs;
  const start = () =>
    startProcess([...ip, '-o', 'monitor', 'label', ...objects], {
      variables: { LC_ALL: 'C' },
      output: createLineSplitter((line) => {
        restartMs = restartFirstMs;
        const event = decodeMonitorLine(line);
        if (event !== undefined && !isStopped) on.event(event);
      }),
      // After an overrun it says so, and goes on with what comes later (rtnl_listen, ENOBUFS).
      error: () => {
        if (!isStopped) on.gap('ip monitor has lost events');
      },
      ended: (end) => {
        if (isStopped) return;
        on.gap(`ip monitor ${endText(end)}`);
        restart.start(restartMs);
        restartMs = Math.min(restartMaxMs, restartMs * 2);
      },
    });
  const restart = createTimer(() => {
    current = start();
  });
  let current = start();
  return {
    stop: () => {
      isStopped = true;
      restart.callOff();
      current.kill();
    },
  };
}

function endText(end: ProcessEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.exitCode}`;
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'missing':
      return 'was not found';
    case 'failed':
      return `could not be started: ${end.reason}`;
  }
}

/** What the kernel tells of changes, as they happen: `ip monitor`, kept running. */

import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';

import type { MonitorEvent } from '../live/decode-monitor.ts';
import { decodeMonitorLine } from '../live/decode-monitor.ts';
import type { Host } from './host.ts';

export type Monitor = { readonly stop: () => void };

export type MonitorListener = {
  readonly event: (event: MonitorEvent) => void;
  /** Something may have been missed: all is to be read again. */
  readonly gap: (reason: string) => void;
};

const restartFirstMs = 100;
const restartMaxMs = 30_000;

/** When it ends, it is started again. */
export function startMonitor({ ip }: Host, on: MonitorListener): Monitor {
  const [program, ...words] = [...ip, '-o', 'monitor', 'label', 'link', 'address', 'route', 'rule'];
  let stopped = false;
  let restartMs = restartFirstMs;
  let timer: NodeJS.Timeout | undefined;
  let stopCurrent = (): void => undefined;
  const start = (): void => {
    const child = spawn(program ?? 'ip', words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let isOver = false;
    const over = (reason: string): void => {
      if (isOver || stopped) return;
      isOver = true;
      on.gap(`ip monitor ${reason}`);
      timer = setTimeout(start, restartMs);
      restartMs = Math.min(restartMaxMs, restartMs * 2);
    };
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      restartMs = restartFirstMs;
      const event = decodeMonitorLine(line);
      if (event !== undefined && !stopped) on.event(event);
    });
    // After an overrun it says so, and goes on with what comes later (rtnl_listen, ENOBUFS).
    child.stderr.on('data', () => on.gap('ip monitor has lost events'));
    child.on('error', (error) => over(`could not be started: ${error.message}`));
    child.on('exit', (exitCode, signal) => over(`ended (${signal ?? `exit code ${exitCode}`})`));
    stopCurrent = () => void child.kill('SIGKILL');
  };
  start();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      stopCurrent();
    },
  };
}

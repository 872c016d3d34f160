/** Who starts services on this host. */

import { existsSync } from 'node:fs';

import type { Host } from './host.ts';
import { run } from './run.ts';

export type InitSystem = 'systemd' | 'ifupdown';

/** Undefined where neither is there. */
export function initSystemOf({ root }: Host): InitSystem | undefined {
  const systemdIsThere = ['/run/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system'];
  if (systemdIsThere.some((path) => existsSync(`${root}${path}`))) return 'systemd';
  return existsSync(`${root}/etc/network/if-up.d`) ? 'ifupdown' : undefined;
}

/** Whether it runs as the first process here, and takes orders (sd_booted(3)). */
export function isSystemdRunning({ root }: Host): boolean {
  return root === '' && existsSync('/run/systemd/system');
}

/** Longer than a unit may take to start, or to stop: systemctl waits for it. */
const timeoutMs = 330_000;

/** Undefined where it did what it was told. */
export async function systemctl(
  { root }: Host,
  ...words: readonly string[]
): Promise<string | undefined> {
  const where = root === '' ? [] : [`--root=${root}`];
  const ran = await run(['systemctl', ...where, ...words], { timeoutMs });
  switch (ran.kind) {
    case 'exited':
      return ran.exitCode === 0 ? undefined : ran.stderr.trim() || `exit code ${ran.exitCode}`;
    case 'missing':
      return 'the program systemctl was not found';
    case 'timeout':
      return `it took longer than ${ran.timeoutMs} ms`;
    case 'killed':
      return `it was ended by ${ran.signal}`;
    case 'failed':
      return ran.reason;
  }
}

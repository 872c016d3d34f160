/** Whether this process may change routing. Reading needs no privilege. */

import { readFileSync } from 'node:fs';

import type { Host } from './host.ts';

/** CAP_NET_ADMIN in linux/capability.h. */
const netAdmin = 12n;

/**
 * Root of a user namespace counts: `unshare -rn` is root there. Of the capabilities only ambient
 * ones are inherited by the `ip` we start (capabilities(7)).
 */
export function mayChangeRouting(host: Host): boolean {
  return process.geteuid?.() === 0 || hasAmbientNetAdmin(host);
}

function hasAmbientNetAdmin(host: Host): boolean {
  const ambient = /^CapAmb:\s*([0-9a-f]+)$/m.exec(readStatus(host))?.[1];
  return ambient !== undefined && ((BigInt(`0x${ambient}`) >> netAdmin) & 1n) === 1n;
}

function readStatus(host: Host): string {
  try {
    return readFileSync(`${host.proc}/self/status`, 'utf8');
  } catch {
    return '';
  }
}

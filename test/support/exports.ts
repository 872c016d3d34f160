/** Exports of the program, and what becomes of them on a host. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { KernelObject } from './kernel.ts';
import { inOrder, readKernel } from './kernel.ts';
import type { Finished, TestHost } from './multihome.ts';
import { runProgram } from './multihome.ts';
import { inNamespace, ip } from './namespace.ts';

/** The script for `ip` that the program writes on this host. */
export function exportedScript(host: TestHost, topology: string): string {
  const path = join(host.root, 'routing.sh');
  writeFileSync(path, host.succeed('export', 'ip', topology));
  return path;
}

export function runScript(host: TestHost, script: string, ...words: readonly string[]): Finished {
  const env = { MULTIHOME_ROOT: host.root };
  return runProgram([...inNamespace(host.namespace, 'sh', script, ...words)], { env });
}

/** Rules and routes of one protocol number, or of all that `isWanted`, in the kernel's order. */
export function objectsOf(
  namespace: string,
  isWanted: (object: KernelObject) => boolean = isOurs,
): string {
  const { ipv4, ipv6 } = readKernel(namespace);
  const own = ({ rules, routes }: typeof ipv4) => ({
    rules: rules.filter(isWanted),
    routes: routes.filter(isWanted),
  });
  return inOrder({ ipv4: own(ipv4), ipv6: own(ipv6) });
}

function isOurs({ protocol }: KernelObject): boolean {
  return protocol === '157';
}

const options = ['initcwnd', '70', 'initrwnd', '70', 'quickack', '1'];

/** What exports to programs that keep routes by interface add behind a balanced route. */
const fallbacks: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'load-balancing': [
    ['default', 'via', '23.206.132.1', 'dev', 'eth1', 'metric', '11', ...options],
    ['default', 'via', '95.173.136.1', 'dev', 'eth2', 'metric', '12', ...options],
  ],
  'policy-by-port-and-network': [
    ['default', 'via', '198.51.100.1', 'dev', 'eth2', 'table', '15702', 'metric', '1'],
    ['default', 'via', '203.0.113.1', 'dev', 'eth1', 'table', '15702', 'metric', '2'],
  ],
};

export function addFallbacks(namespace: string, example: string): void {
  for (const words of fallbacks[example] ?? []) {
    ip(namespace, 'route', 'add', ...words, 'proto', '157');
  }
}

/** Settings of the kernel for the network namespace that we are in. */

import { readFileSync, writeFileSync } from 'node:fs';

import type { Family } from '../model/address.ts';
import type { SysctlPath, Sysctls } from '../model/sysctl.ts';
import { interfaceSysctl, redirectsPath, settablePath } from '../model/sysctl.ts';
import { reasonOf } from './file-errors.ts';
import type { FileOutcome } from './files.ts';
import { namesIn } from './files.ts';

const interfaceNames: Readonly<Record<Family, readonly string[]>> = {
  ipv4: [
    'rp_filter',
    'src_valid_mark',
    'arp_ignore',
    'arp_announce',
    'arp_filter',
    'ignore_routes_with_linkdown',
    'forwarding',
  ],
  ipv6: ['ignore_routes_with_linkdown', 'forwarding', 'accept_ra', 'keep_addr_on_down'],
};

const commonPaths: readonly SysctlPath[] = [
  'net/ipv4/ip_forward',
  'net/ipv4/fib_multipath_hash_policy',
  'net/ipv4/fib_multipath_use_neigh',
  'net/ipv6/fib_multipath_hash_policy',
];

/** Those that matter to routing, of these interfaces and of `all`; without what cannot be read. */
export function readSysctls(devices: readonly string[]): Sysctls {
  const scopes = ['all', ...new Set(devices)];
  const paths = scopes.flatMap((device) => [
    ...interfaceNames.ipv4.map((name) => interfaceSysctl('ipv4', device, name)),
    ...interfaceNames.ipv6.map((name) => interfaceSysctl('ipv6', device, name)),
  ]);
  return valuesOf([...commonPaths, ...paths]);
}

/** All that the kernel writes by itself when forwarding of this family is switched. */
export function readSwitched(family: Family): Sysctls {
  const devices = namesIn(`/proc/sys/net/${family}/conf`).filter((name) => name !== 'all');
  const paths = devices.map((device) => interfaceSysctl(family, device, 'forwarding'));
  const all = family === 'ipv4' ? [redirectsPath, ...paths] : paths;
  return valuesOf(all.filter((path) => settablePath(path) !== undefined));
}

function valuesOf(paths: readonly SysctlPath[]): Sysctls {
  return new Map(
    paths.flatMap((path) => {
      const value = readSysctl(path);
      return value === undefined ? [] : [[path, value] as const];
    }),
  );
}

/** Undefined where there is none. */
export function readSysctl(path: SysctlPath): number | undefined {
  try {
    const text = readFileSync(`/proc/sys/${path}`, 'utf8').trim();
    return /^-?\d+$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

export function writeSysctl(path: SysctlPath, value: number): FileOutcome {
  try {
    writeFileSync(`/proc/sys/${path}`, `${value}\n`);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

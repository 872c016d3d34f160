/** Settings of the kernel below /proc/sys/net, all of them whole numbers. */

import type { Family } from './address.ts';

/** Below /proc/sys, as in `net/ipv4/conf/eth0.7/rp_filter`: names of interfaces may have dots. */
export type SysctlPath = `net/${Family}/${string}`;

export type SysctlSetting = { readonly path: SysctlPath; readonly value: number };

/** As they were read; one that is missing is unknown to this kernel. */
export type Sysctls = ReadonlyMap<SysctlPath, number>;

export function interfaceSysctl(family: Family, device: string, name: string): SysctlPath {
  return `net/${family}/conf/${device}/${name}`;
}

/** With dots where that is clear; sysctl(8) and sysctl.d(5) take both. */
export function sysctlKey(path: SysctlPath): string {
  return path.includes('.') ? path : path.replaceAll('/', '.');
}

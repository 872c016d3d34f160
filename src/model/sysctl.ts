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

/** What is set to be so, and what it was before we ever set it. */
export type OwnSetting = SysctlSetting & { readonly before: number };

/** A live value that changes. */
export type SettingChange = {
  readonly path: SysctlPath;
  readonly before: number;
  readonly after: number;
};

/** From a key, or a path below /proc/sys; undefined for all that we never set. */
export function settablePath(text: string): SysctlPath | undefined {
  const path = text.includes('/') ? text : text.replaceAll('.', '/');
  const [, family, name = ''] = settable.exec(path) ?? [];
  if ((family !== 'ipv4' && family !== 'ipv6') || /^conf\/\.{1,2}\//.test(name)) return undefined;
  return `net/${family}/${name}`;
}

const settable =
  /^net\/(ipv[46])\/((?:ip_forward|fib_multipath_hash_policy|fib_multipath_use_neigh|conf\/[\w.+@-]{1,15}\/(?:rp_filter|arp_ignore|arp_announce|ignore_routes_with_linkdown|forwarding|accept_ra|keep_addr_on_down)))$/;

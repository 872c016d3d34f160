/** Settings of the kernel below /proc/sys/net, all of them whole numbers. */

import type { Family } from './address.ts';
import { families } from './address.ts';
import { shellWord } from './shell-word.ts';

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

/** For a shell. */
export function sysctlCommand(settings: readonly SysctlSetting[]): string {
  const words = settings.map(({ path, value }) => `${shellWord(sysctlKey(path))}=${value}`);
  return ['sysctl', '-w', ...words].join(' ');
}

/** Writing one of these, the kernel writes others, too (inet_forward_change, addrconf_fixup_forwarding). */
export const forwardingSwitches = {
  ipv4: 'net/ipv4/ip_forward',
  ipv6: 'net/ipv6/conf/all/forwarding',
} as const satisfies Readonly<Record<Family, SysctlPath>>;

/** Undefined for all but the two. */
export function switchedFamily(path: SysctlPath): Family | undefined {
  return families.find((family) => forwardingSwitches[family] === path);
}

/** What the kernel writes there when forwarding of this family is switched; undefined where nothing. */
export function givenBySwitch(family: Family, value: number, path: SysctlPath): number | undefined {
  if (path === redirectsPath) return family === 'ipv4' ? 1 - value : undefined;
  const isOwn = path.startsWith(`net/${family}/conf/`) && path.endsWith('/forwarding');
  return isOwn && !path.startsWith(`net/${family}/conf/all/`) ? value : undefined;
}

/** A host that forwards takes no redirects, unless it is told to afterwards. */
export const redirectsPath: SysctlPath = 'net/ipv4/conf/all/accept_redirects';

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
  /^net\/(ipv[46])\/((?:ip_forward|fib_multipath_hash_policy|fib_multipath_use_neigh|conf\/[\w.+@-]{1,15}\/(?:rp_filter|arp_ignore|arp_announce|ignore_routes_with_linkdown|forwarding|accept_ra|accept_redirects|keep_addr_on_down)))$/;

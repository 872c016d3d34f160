/** How the kernel reads a setting of an interface beside that of `all` (linux/inetdevice.h). */

import type { Family } from '../model/address.ts';
import type { SysctlPath, Sysctls } from '../model/sysctl.ts';
import { interfaceSysctl } from '../model/sysctl.ts';

/** IN_DEV_MAXCONF, and of what is 0 or 1 IN_DEV_ORCONF. */
export function atLeast(sysctls: Sysctls, device: string, name: string): number {
  const own = sysctls.get(interfaceSysctl('ipv4', device, name)) ?? 0;
  return Math.max(own, sysctls.get(interfaceSysctl('ipv4', 'all', name)) ?? 0);
}

/** Undefined where this kernel does not know it. */
export function ownValue(
  sysctls: Sysctls,
  family: Family,
  device: string,
  name: string,
): number | undefined {
  return sysctls.get(interfaceSysctl(family, device, name));
}

/** Whether it is there, and 0. */
export function isOff(sysctls: Sysctls, path: SysctlPath): boolean {
  return sysctls.get(path) === 0;
}

/**
 * `ip -N -j netconf show` -> which interfaces' routes the kernel passes over without carrier
 * (iproute2, ip/ipnetconf.c; Linux 4.2 has the sysctl ignore_routes_with_linkdown).
 *
 * It only serves a notice: whatever cannot be read is no information, never a failure.
 */

import type { LinkdownSetting } from '../model/live.ts';
import type { DumpedObject } from './dump.ts';
import { parseDump } from './dump.ts';

export function decodeLinkdown(text: string): readonly LinkdownSetting[] {
  const dump = parseDump('ip netconf show', text);
  return dump.ok ? dump.value.flatMap(decodeSetting) : [];
}

function decodeSetting(object: DumpedObject): readonly LinkdownSetting[] {
  const { family, interface: name, ignore_routes_with_linkdown: ignores } = object;
  if (typeof name !== 'string' || typeof ignores !== 'boolean') return [];
  if (family === 'inet') return [{ family: 'ipv4', interface: name, ignores }];
  return family === 'inet6' ? [{ family: 'ipv6', interface: name, ignores }] : [];
}

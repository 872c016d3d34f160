/**
 * `ip -N -j netconf show` -> settings of interfaces (iproute2, ip/ipnetconf.c; Linux 4.2 has the
 * sysctl ignore_routes_with_linkdown).
 *
 * They only serve notices: whatever cannot be read is no information, never a failure.
 */

import type { Family } from '../model/address.ts';
import type { InterfaceSettings } from '../model/live.ts';
import type { DumpedObject } from './dump.ts';
import { parseDump } from './dump.ts';

export function decodeSettings(text: string): readonly InterfaceSettings[] {
  const dump = parseDump('ip netconf show', text);
  return dump.ok ? dump.value.flatMap(decodeOne) : [];
}

const familyWords: ReadonlyMap<unknown, Family> = new Map([
  ['inet', 'ipv4'],
  ['inet6', 'ipv6'],
] as const);

const filterWords: ReadonlyMap<unknown, InterfaceSettings['reversePathFilter']> = new Map([
  ['strict', 'strict'],
  ['loose', 'loose'],
] as const);

function decodeOne(object: DumpedObject): readonly InterfaceSettings[] {
  const { interface: name, ignore_routes_with_linkdown: ignoresLinkdown, forwarding } = object;
  const family = familyWords.get(object['family']);
  if (family === undefined || typeof name !== 'string') return [];
  if (typeof ignoresLinkdown !== 'boolean' || typeof forwarding !== 'boolean') return [];
  const reversePathFilter = filterWords.get(object['rp_filter']) ?? 'off';
  return [{ family, interface: name, ignoresLinkdown, forwards: forwarding, reversePathFilter }];
}

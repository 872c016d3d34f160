/**
 * Leases of systemd-networkd (sd-dhcp-lease.c, dhcp_lease_save), a NAME=VALUE a line. Those of
 * NetworkManager's own client come from the same source; since 1.22 they hold the address alone.
 */

import type { WrittenLease } from '../model/lease.ts';
import type { ClasslessRoute } from './lease-gateways.ts';
import { leaseGateways, parseIpv4 } from './lease-gateways.ts';

/** Undefined where the text is none. Its LIFETIME has no beginning: the kernel keeps the time. */
export function decodeLeaseVariables(text: string): WrittenLease | undefined {
  const values = variablesIn(text.split('\n'));
  const address = parseIpv4(values.get('ADDRESS') ?? '');
  if (address === undefined) return undefined;
  const routers = wordsOf(values.get('ROUTER'));
  const classless = routesOf(values.get('CLASSLESS_ROUTES') ?? values.get('ROUTES'));
  return { address, gateways: leaseGateways(routers, classless) };
}

/** The first of each name; quotes around a value are none of it. */
export function variablesIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([A-Za-z0-9_-]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined || values.has(name)) continue;
    values.set(name, value.replace(/^(["'])(.*)\1$/, '$2').trim());
  }
  return values;
}

export function wordsOf(value: string | undefined): readonly string[] {
  return (value ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

/** `0.0.0.0/0,192.0.2.1 10.0.0.0/8,192.0.2.2` */
function routesOf(value: string | undefined): readonly ClasslessRoute[] {
  const pairs = (value ?? '').split(/\s+/).map((pair) => pair.split(','));
  return pairs.flatMap(([to, gateway]) =>
    to === undefined || gateway === undefined ? [] : [{ to, gateway }],
  );
}

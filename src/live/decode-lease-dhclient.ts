/** Leases of ISC dhclient (dhclient.leases(5)): appended one after the other, so the last one counts. */

import type { WrittenLease } from '../model/lease.ts';
import type { ClasslessRoute } from './lease-gateways.ts';
import { classlessRoutes, leaseGateways, parseIpv4 } from './lease-gateways.ts';

/** The latest first; one that is being written has no end yet, and is left out. */
export function decodeDhclientLeases(text: string): readonly WrittenLease[] {
  const leases: WrittenLease[] = [];
  let open: string[] | undefined;
  for (const line of text.split('\n')) {
    if (/^lease\s*\{\s*$/.test(line)) open = [];
    else if (/^\}\s*$/.test(line)) {
      const lease = open === undefined ? undefined : leaseOf(open);
      if (lease !== undefined) leases.unshift(lease);
      open = undefined;
    } else open?.push(line);
  }
  return leases;
}

function leaseOf(lines: readonly string[]): WrittenLease | undefined {
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^\s*(?:option )?([a-z0-9.-]+) (.*?);/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values.set(name, value);
  }
  const address = parseIpv4(values.get('fixed-address') ?? '');
  if (address === undefined) return undefined;
  const device = /^"([^"]+)"$/.exec(values.get('interface') ?? '')?.[1];
  const expiresMs = timeOf(values.get('expire') ?? '');
  return {
    address,
    gateways: leaseGateways((values.get('routers') ?? '').split(/,\s*/), classlessIn(values)),
    ...(device === undefined ? {} : { interface: device }),
    ...(expiresMs === undefined ? {} : { expiresMs }),
  };
}

/** In decimal where dhclient.conf declares the option, as Debian's does; else the bytes in hexadecimal. */
function classlessIn(values: ReadonlyMap<string, string>): readonly ClasslessRoute[] {
  const declared = values.get('rfc3442-classless-static-routes');
  const unknown = values.get('unknown-121');
  if (declared !== undefined) return classlessRoutes(declared.split(',').map(Number));
  if (unknown === undefined) return [];
  return classlessRoutes(unknown.split(':').map((octet) => Number.parseInt(octet, 16)));
}

/** `6 2026/11/21 20:50:11` in UTC after the day of the week, `epoch 1795290611`, or `never`. */
function timeOf(text: string): number | undefined {
  const [, epoch] = /^epoch (\d+)/.exec(text) ?? [];
  if (epoch !== undefined) return Number(epoch) * 1_000;
  const found = /^\d (\d+)\/(\d+)\/(\d+) (\d+):(\d+):(\d+)/.exec(text)?.slice(1).map(Number);
  if (found === undefined) return undefined;
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = found;
  return Date.UTC(year, month - 1, day, hours, minutes, seconds);
}

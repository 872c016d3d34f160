/** Leases of dhcpcd: the message of the server as it came (RFC 2131, 2; options: RFC 2132). */

import type { WrittenLease } from '../model/lease.ts';
import { classlessRoutes, leaseGateways, parseIpv4 } from './lease-gateways.ts';

const addressAt = 16;
const cookieAt = 236;
const cookie = [0x63, 0x82, 0x53, 0x63];

const options = { pad: 0, routers: 3, leaseTime: 51, classless: 121, end: 255 };

/** Undefined where it is no such message. */
export function decodeDhcpcdLease(message: Uint8Array): WrittenLease | undefined {
  if (cookie.some((octet, index) => message[cookieAt + index] !== octet)) return undefined;
  const found = optionsIn(message.subarray(cookieAt + cookie.length));
  const address = parseIpv4(message.subarray(addressAt, addressAt + 4).join('.'));
  if (found === undefined || address === undefined || address === '0.0.0.0') return undefined;
  const lifetimeMs = lifetimeOf(found.get(options.leaseTime) ?? []);
  return {
    address,
    gateways: leaseGateways(
      addressesIn(found.get(options.routers) ?? []),
      classlessRoutes(found.get(options.classless) ?? []),
    ),
    ...(lifetimeMs === undefined ? {} : { lifetimeMs }),
  };
}

/** What is said in parts belongs together (RFC 3396). Undefined where the message ends too soon. */
function optionsIn(octets: Uint8Array): ReadonlyMap<number, readonly number[]> | undefined {
  const found = new Map<number, readonly number[]>();
  for (let at = 0; at < octets.length;) {
    const code = octets[at];
    if (code === undefined || code === options.end) return found;
    if (code === options.pad) {
      at += 1;
      continue;
    }
    const from = at + 2;
    const end = from + (octets[at + 1] ?? octets.length);
    if (end > octets.length) return undefined;
    found.set(code, [...(found.get(code) ?? []), ...octets.subarray(from, end)]);
    at = end;
  }
  return found;
}

function addressesIn(octets: readonly number[]): readonly string[] {
  const count = Math.floor(octets.length / 4);
  return Array.from({ length: count }, (_, index) =>
    octets.slice(4 * index, 4 * index + 4).join('.'),
  );
}

/** All ones: for ever. */
const forever = 0xffffffff;

function lifetimeOf(octets: readonly number[]): number | undefined {
  if (octets.length !== 4) return undefined;
  const seconds = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return seconds === forever ? undefined : seconds * 1_000;
}

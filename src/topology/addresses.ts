/** Written addresses and prefixes -> canonical ones, with messages that say what is wrong. */

import type { Address, Family, InterfaceAddress, Prefix } from '../model/address.ts';
import {
  addressBits,
  contains,
  defaultPrefix,
  familyOf,
  networkOf,
  parseAddress,
  parseInterfaceAddress,
  parsePrefix,
} from '../model/address.ts';
import { quote } from './describe.ts';
import type { Flaw } from './problem-at.ts';
import { bad, good } from './read-value.ts';
import type { Read } from './read-value.ts';

const standIns: Readonly<Record<Family, Address | undefined>> = {
  ipv4: parseAddress('192.0.2.1'),
  ipv6: parseAddress('2001:db8::1'),
};

const usualLength: Readonly<Record<Family, number>> = { ipv4: 24, ipv6: 64 };

/** An address of a host: no length, no zone, and one that a host can have. */
export function readAddress(written: string, family?: Family): Read<Address> {
  const standIn = standInFor(family ?? 'ipv4');
  const address = parseAddress(written);
  if (address === undefined) return bad(standIn, addressFlaw(written, family));
  const flaw = familyFlaw(address, family) ?? unusableFlaw(address);
  return flaw === undefined ? good(address) : bad(standIn, flaw);
}

/** The address of an interface: host bits are the point, and the length is required. */
export function readInterfaceAddress(written: string, family: Family): Read<InterfaceAddress> {
  const bits = addressBits(family);
  const standIn = { address: standInFor(family), prefixLength: bits };
  const parsed = parseInterfaceAddress(written);
  if (parsed === undefined) return bad(standIn, prefixFlaw(written, family));
  const flaw = familyFlaw(parsed.address, family) ?? unusableFlaw(parsed.address);
  if (flaw !== undefined) return bad(standIn, flaw);
  if (written.includes('/')) return good(parsed);
  return bad(standIn, {
    code: 'MH105',
    message: `${written} has no prefix length`,
    hint: `write ${written}/${usualLength[family]} for a network, or ${written}/${bits} for a lone address`,
  });
}

/** A destination or source: host bits clear, `default` and its like left to the caller. */
export function readPrefix(written: string, family?: Family): Read<Prefix> {
  const standIn = defaultPrefix[family ?? 'ipv4'];
  const prefix = parsePrefix(written);
  if (prefix === undefined) return bad(standIn, prefixFlaw(written, family));
  const flaw = familyFlaw(prefix, family);
  return flaw === undefined ? good(prefix) : bad(standIn, flaw);
}

/** Also names the line of a prefix list. */
export function prefixFlaw(written: string, family?: Family): Flaw {
  const parsed = parseInterfaceAddress(written);
  if (parsed !== undefined) {
    const message = `${written} has bits set behind its length`;
    return { code: 'MH103', message, hint: `write ${networkOf(parsed)}: host bits are set` };
  }
  const [address = '', length] = written.split('/', 2);
  const known = parseAddress(address);
  if (known === undefined || length === undefined)
    return badPrefix(written, addressFlaw(address, family));
  const bits = addressBits(familyOf(known));
  const message = `${quote(written)} is not a prefix: the length is from 0 to ${bits}`;
  return { code: 'MH102', message, hint: netmaskHint(address, length) ?? lengthHint(known) };
}

/** A zone is told as such; anything else that is no address is no prefix either. */
function badPrefix(written: string, flaw: Flaw): Flaw {
  if (flaw.code !== 'MH101') return flaw;
  const isBare = !written.includes('/');
  const message = isBare ? flaw.message : flaw.message.replace(/^"[^"]*"/, quote(written));
  return { ...flaw, code: isBare ? 'MH101' : 'MH102', message };
}

function lengthHint(address: Address): string {
  const family = familyOf(address);
  return `write /${usualLength[family]} for a network, or /${addressBits(family)} for a lone address`;
}

function netmaskHint(address: string, length: string): string | undefined {
  const mask = parseAddress(length);
  if (mask === undefined || mask.includes(':')) return undefined;
  const bits = mask
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) ? `write ${address}/${bits.lastIndexOf('1') + 1}` : undefined;
}

function addressFlaw(written: string, family?: Family): Flaw {
  const zone = written.indexOf('%');
  if (zone > 0 && parseAddress(written.slice(0, zone)) !== undefined) {
    const message = `${quote(written)} has a zone`;
    return {
      code: 'MH106',
      message,
      hint: `write ${written.slice(0, zone)}: the interface is known`,
    };
  }
  const isIpv4 = /^[0-9.]+$/.test(written);
  const kind = isIpv4 ? 'an IPv4' : written.includes(':') ? 'an IPv6' : anAddress(family);
  const message = `${quote(written)} is not ${kind} address`;
  const ipv4 = isIpv4 ? ipv4Flaw(written) : undefined;
  if (ipv4 === undefined) return { code: 'MH101', message, hint: addressHint(written) };
  return { code: 'MH101', message: `${message}: ${ipv4.reason}`, hint: ipv4.hint };
}

function anAddress(family: Family | undefined): string {
  return family === undefined ? 'an IP' : family === 'ipv4' ? 'an IPv4' : 'an IPv6';
}

function addressHint(written: string): string | undefined {
  const slash = written.indexOf('/');
  const isPrefix = slash > 0 && parseAddress(written.slice(0, slash)) !== undefined;
  return isPrefix ? `write ${written.slice(0, slash)} without a length` : undefined;
}

function ipv4Flaw(written: string): { readonly reason: string; readonly hint: string } | undefined {
  const hint = 'write four numbers from 0 to 255, such as 192.0.2.1';
  const octets = written.split('.');
  const large = octets.find((octet) => Number(octet) > 255);
  if (large !== undefined) return { reason: `${large} is above 255`, hint };
  if (octets.length !== 4) return { reason: `it has ${octets.length} parts, not 4`, hint };
  const zero = octets.find((octet) => /^0[0-9]/.test(octet));
  if (zero === undefined) return undefined;
  const reason = `${zero} has a leading zero, which some read as octal`;
  return { reason, hint: `write ${Number(zero)} instead of ${zero}` };
}

function familyFlaw(value: Address | Prefix, family: Family | undefined): Flaw | undefined {
  if (family === undefined || familyOf(value) === family) return undefined;
  const [wanted, other] = family === 'ipv4' ? ['IPv4', 'IPv6'] : ['IPv6', 'IPv4'];
  const hint = `write an ${wanted} address`;
  return { code: 'MH104', message: `${value} is ${other}, but this is about ${wanted}`, hint };
}

/** Ranges that no host can be reached at (RFC 6890). */
const unusable = [
  ['0.0.0.0/8', 'unspecified'],
  ['127.0.0.0/8', 'loopback'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['ff00::/8', 'multicast'],
  ['::ffff:0:0/96', 'IPv4-mapped'],
] as const;

function unusableFlaw(address: Address): Flaw | undefined {
  for (const [range, kind] of unusable) {
    const prefix = parsePrefix(range);
    if (prefix === undefined || !contains(prefix, address)) continue;
    const message = `${address} cannot be used here: it is ${kind}`;
    return { code: 'MH125', message, hint: 'write the address of a host' };
  }
  return undefined;
}

function standInFor(family: Family): Address {
  const address = standIns[family];
  if (address === undefined) throw new Error('the stand-in address does not parse');
  return address;
}

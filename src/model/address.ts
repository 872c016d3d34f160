/**
 * IP addresses and prefixes as canonical text.
 *
 * An `Address` is spelled exactly as the kernel's tools print it (RFC 5952 for IPv6), so two
 * addresses are equal when their strings are. A `Prefix` always carries its length and never has
 * host bits. Numbers appear only while parsing, containing and comparing.
 */

import type { Words } from './address-words.ts';
import {
  compareWords,
  format,
  hasHostBits,
  mask,
  parseLength,
  parseWords,
} from './address-words.ts';

export type Family = 'ipv4' | 'ipv6';

export const families: readonly Family[] = ['ipv4', 'ipv6'];

/** As people write them. */
export const familyNames: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

declare const addressBrand: unique symbol;
declare const prefixBrand: unique symbol;

/** Canonical text of one address, such as `203.0.113.10` or `2001:db8::1`. */
export type Address = string & { readonly [addressBrand]: true };

/** Canonical text of a prefix, length always written: `203.0.113.0/24`, `::/0`. */
export type Prefix = string & { readonly [prefixBrand]: true };

/** An address together with the length of its network: `203.0.113.10/24`. */
export type InterfaceAddress = {
  readonly address: Address;
  readonly prefixLength: number;
};

export const defaultPrefix: Readonly<Record<Family, Prefix>> = {
  ipv4: '0.0.0.0/0' as Prefix,
  ipv6: '::/0' as Prefix,
};

export function addressBits(family: Family): 32 | 128 {
  return family === 'ipv4' ? 32 : 128;
}

export function familyOf(text: Address | Prefix): Family {
  return text.includes(':') ? 'ipv6' : 'ipv4';
}

export function parseAddress(text: string): Address | undefined {
  const words = parseWords(text, text.length);
  return words === undefined ? undefined : (format(words) as Address);
}

/** Reads `ADDRESS/LENGTH`; host bits may be set. A bare address gets its full length. */
export function parseInterfaceAddress(text: string): InterfaceAddress | undefined {
  const parsed = parseNetwork(text);
  if (parsed === undefined) return undefined;
  return { address: format(parsed.words) as Address, prefixLength: parsed.length };
}

/** Reads `ADDRESS/LENGTH` or a bare address; undefined when it is not one or host bits are set. */
export function parsePrefix(text: string): Prefix | undefined {
  const parsed = parseNetwork(text);
  if (parsed === undefined || hasHostBits(parsed.words, parsed.length)) return undefined;
  // IPv4 that parses with a length is canonical as it stands: leading zeros have been refused.
  if (parsed.words.length === 1 && parsed.written) return text as Prefix;
  const prefix = `${format(parsed.words)}/${parsed.length}`;
  // Equal, but the text is one piece, while V8 keeps every part a concatenation was made of.
  return (prefix === text ? text : prefix) as Prefix;
}

/** The network an interface address lies in, host bits cleared. */
export function networkOf({ address, prefixLength }: InterfaceAddress): Prefix {
  const network = mask(wordsOf(address), prefixLength);
  return `${format(network)}/${prefixLength}` as Prefix;
}

export function hostPrefix(address: Address): Prefix {
  return `${address}/${addressBits(familyOf(address))}` as Prefix;
}

export function prefixLengthOf(prefix: Prefix): number {
  return Number(prefix.slice(prefix.indexOf('/') + 1));
}

export function addressOfPrefix(prefix: Prefix): Address {
  return prefix.slice(0, prefix.indexOf('/')) as Address;
}

export function isDefault(prefix: Prefix): boolean {
  return prefix === defaultPrefix.ipv4 || prefix === defaultPrefix.ipv6;
}

export function contains(outer: Prefix, inner: Prefix | Address): boolean {
  const innerPrefix = inner.includes('/') ? (inner as Prefix) : hostPrefix(inner as Address);
  if (familyOf(outer) !== familyOf(innerPrefix)) return false;
  const length = prefixLengthOf(outer);
  if (prefixLengthOf(innerPrefix) < length) return false;
  const innerNetwork = mask(wordsOf(addressOfPrefix(innerPrefix)), length);
  return compareWords(innerNetwork, wordsOf(addressOfPrefix(outer))) === 0;
}

export function overlaps(one: Prefix, other: Prefix): boolean {
  return contains(one, other) || contains(other, one);
}

export const ipv6LinkLocal = 'fe80::/10' as Prefix;

/** Link-local unicast: only meaningful together with a device (RFC 3927, RFC 4291). */
export function isLinkLocal(address: Address): boolean {
  return contains(ipv6LinkLocal, address) || contains('169.254.0.0/16' as Prefix, address);
}

/** Numeric order, IPv4 before IPv6. */
export function compareAddresses(one: Address, other: Address): number {
  const family = familyOf(one);
  if (family !== familyOf(other)) return family === 'ipv4' ? -1 : 1;
  return compareWords(wordsOf(one), wordsOf(other));
}

/** By network address, then shorter prefixes first. */
export function comparePrefixes(one: Prefix, other: Prefix): number {
  return (
    compareAddresses(addressOfPrefix(one), addressOfPrefix(other)) ||
    prefixLengthOf(one) - prefixLengthOf(other)
  );
}

/** As iproute2 writes it: `default`, no length on a host, the prefix otherwise. */
export function showPrefix(prefix: Prefix): string {
  if (isDefault(prefix)) return 'default';
  const full = addressBits(familyOf(prefix));
  return prefixLengthOf(prefix) === full ? addressOfPrefix(prefix) : prefix;
}

/** An address and the length behind it; `written` is false where the length is only implied. */
type Network = { readonly words: Words; readonly length: number; readonly written: boolean };

function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const words = parseWords(text, slash < 0 ? text.length : slash);
  if (words === undefined) return undefined;
  const bits = words.length * 32;
  if (slash < 0) return { words, length: bits, written: false };
  const length = parseLength(text, slash + 1, bits);
  return length === undefined ? undefined : { words, length, written: true };
}

/** Its number, for whoever compares many. */
export function wordsOf(address: Address): Words {
  const words = parseWords(address, address.length);
  if (words === undefined) throw new Error(`not a canonical address: ${address}`);
  return words;
}

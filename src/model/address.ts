/**
 * IP addresses and prefixes as canonical text.
 *
 * An `Address` is spelled exactly as the kernel's tools print it (RFC 5952 for IPv6), so two
 * addresses are equal when their strings are. A `Prefix` always carries its length and never has
 * host bits. Numbers appear only while parsing, containing and comparing.
 */

export type Family = 'ipv4' | 'ipv6';

export const families: readonly Family[] = ['ipv4', 'ipv6'];

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

/** 32-bit groups, most significant first: one for IPv4, four for IPv6. */
type Words = readonly number[];

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
  const words = parseWords(text);
  return words === undefined ? undefined : format(words);
}

/** Reads `ADDRESS/LENGTH`; host bits may be set. A bare address gets its full length. */
export function parseInterfaceAddress(text: string): InterfaceAddress | undefined {
  const slash = text.indexOf('/');
  const words = parseWords(slash < 0 ? text : text.slice(0, slash));
  if (words === undefined) return undefined;
  const bits = words.length * 32;
  const prefixLength = slash < 0 ? bits : parseLength(text.slice(slash + 1), bits);
  if (prefixLength === undefined) return undefined;
  return { address: format(words), prefixLength };
}

/** Reads `ADDRESS/LENGTH` or a bare address; undefined when it is not one or host bits are set. */
export function parsePrefix(text: string): Prefix | undefined {
  const parsed = parseInterfaceAddress(text);
  if (parsed === undefined) return undefined;
  const prefix = networkOf(parsed);
  return addressOfPrefix(prefix) === parsed.address ? prefix : undefined;
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

/** Link-local unicast: only meaningful together with a device (RFC 3927, RFC 4291). */
export function isLinkLocal(address: Address): boolean {
  return contains('fe80::/10' as Prefix, address) || contains('169.254.0.0/16' as Prefix, address);
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

function parseLength(text: string, bits: number): number | undefined {
  if (!/^(0|[1-9][0-9]{0,2})$/.test(text)) return undefined;
  const length = Number(text);
  return length <= bits ? length : undefined;
}

function wordsOf(address: Address): Words {
  const words = parseWords(address);
  if (words === undefined) throw new Error(`not a canonical address: ${address}`);
  return words;
}

function parseWords(text: string): Words | undefined {
  if (text.includes(':')) return parseIpv6(text);
  const word = parseIpv4(text);
  return word === undefined ? undefined : [word];
}

/** Dotted quad without leading zeros, character by character: dumps hold 100 000 of them. */
function parseIpv4(text: string): number | undefined {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      if (octet < 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = -1;
    } else {
      if (code < 48 || code > 57 || octet === 0) return undefined;
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : undefined;
}

function parseIpv6(text: string): Words | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return [0, 2, 4, 6].map((at) => (groups[at] ?? 0) * 65536 + (groups[at + 1] ?? 0));
}

/** Colon-separated 16-bit groups; the last may be a dotted quad where `quadAllowed`. */
function parseGroups(text: string, quadAllowed: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const quad = quadAllowed && index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (quad === undefined) return undefined;
      groups.push(Math.floor(quad / 65536), quad % 65536);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

function format(words: Words): Address {
  return (words.length === 1 ? formatIpv4(words[0] ?? 0) : formatIpv6(words)) as Address;
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/** RFC 5952, and a dotted quad at the end where glibc's inet_ntop(3) writes one. */
function formatIpv6(words: Words): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const { start, length } = longestZeroRun(groups);
  const mapped = start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  if (mapped) return `${length === 6 ? '::' : '::ffff:'}${formatIpv4(words[3] ?? 0)}`;
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

function mask(words: Words, length: number): Words {
  return words.map((word, index) => {
    const kept = Math.min(32, Math.max(0, length - index * 32));
    return kept === 0 ? 0 : (word & (0xffffffff << (32 - kept))) >>> 0;
  });
}

function compareWords(one: Words, other: Words): number {
  for (const [index, word] of one.entries()) {
    const difference = word - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

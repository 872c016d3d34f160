/**
 * IP addresses and prefixes as canonical text.
 *
 * An `Address` is spelled exactly as the kernel's tools print it (RFC 5952 for IPv6), so two
 * addresses are equal when their strings are. A `Prefix` always carries its length and never has
 * host bits. Numbers appear only while parsing, containing and comparing.
 */

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
  const words = parseWords(text, text.length);
  return words === undefined ? undefined : format(words);
}

/** Reads `ADDRESS/LENGTH`; host bits may be set. A bare address gets its full length. */
export function parseInterfaceAddress(text: string): InterfaceAddress | undefined {
  const parsed = parseNetwork(text);
  if (parsed === undefined) return undefined;
  return { address: format(parsed.words), prefixLength: parsed.length };
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

/** A number up to `bits` from `start` to the end of the text, without leading zeros. */
function parseLength(text: string, start: number, bits: number): number | undefined {
  const digits = text.length - start;
  if (digits < 1 || (digits > 1 && text.charCodeAt(start) === zero)) return undefined;
  let length = 0;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < zero || code > nine) return undefined;
    length = length * 10 + code - zero;
    if (length > bits) return undefined;
  }
  return length;
}

function wordsOf(address: Address): Words {
  const words = parseWords(address, address.length);
  if (words === undefined) throw new Error(`not a canonical address: ${address}`);
  return words;
}

/*
 * The parsers below go through the text character by character, up to `end`, and allocate no
 * pieces: a dump of the kernel's tables holds some 100 000 addresses, and every one passes here.
 */

const zero = 48; // '0'
const nine = 57; // '9'
const dot = 46;
const colon = 58;

function parseWords(text: string, end: number): Words | undefined {
  if (text.includes(':')) return parseIpv6(text, end);
  const word = parseIpv4(text, 0, end);
  return word === undefined ? undefined : [word];
}

/** Dotted quad without leading zeros. */
function parseIpv4(text: string, start: number, end: number): number | undefined {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === dot) {
      if (octet < 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = -1;
    } else {
      if (code < zero || code > nine || octet === 0) return undefined;
      octet = (octet < 0 ? 0 : octet * 10) + code - zero;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : undefined;
}

/** RFC 4291 §2.2: eight groups, one `::` for at least one of them, perhaps a quad at the end. */
function parseIpv6(text: string, end: number): Words | undefined {
  const groups: number[] = [];
  let gap = text.startsWith('::') ? 0 : undefined;
  let index = gap === undefined ? 0 : 2;
  while (index < end) {
    const start = index;
    let group = 0;
    for (; index < end && text.charCodeAt(index) !== colon; index++) {
      const digit = hexDigit(text.charCodeAt(index));
      if (digit === undefined) return appendQuad(groups, parseIpv4(text, start, end), gap);
      group = group * 16 + digit;
    }
    if (index === start || index - start > 4) return undefined;
    groups.push(group);
    if (index === end) break;
    index++;
    if (index === end) return undefined;
    if (text.charCodeAt(index) === colon) {
      if (gap !== undefined) return undefined;
      gap = groups.length;
      index++;
    }
  }
  return fillGap(groups, gap);
}

function hexDigit(code: number): number | undefined {
  if (code >= zero && code <= nine) return code - zero;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : undefined;
}

function appendQuad(
  groups: readonly number[],
  quad: number | undefined,
  gap: number | undefined,
): Words | undefined {
  return quad === undefined ? undefined : fillGap([...groups, quad >>> 16, quad & 0xffff], gap);
}

/** Four words of eight groups; the groups that `::` at `gap` stands for are 0. */
function fillGap(groups: readonly number[], gap: number | undefined): Words | undefined {
  const missing = 8 - groups.length;
  if (gap === undefined ? missing !== 0 : missing < 1) return undefined;
  const word = (at: number): number =>
    groupAt(groups, gap, at) * 65536 + groupAt(groups, gap, at + 1);
  return [word(0), word(2), word(4), word(6)];
}

function groupAt(groups: readonly number[], gap: number | undefined, at: number): number {
  if (gap === undefined || at < gap) return groups[at] ?? 0;
  const behind = at - (8 - groups.length);
  return behind < gap ? 0 : (groups[behind] ?? 0);
}

function format(words: Words): Address {
  return (words.length === 1 ? formatIpv4(words[0] ?? 0) : formatIpv6(words)) as Address;
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/** RFC 5952, and a dotted quad at the end where glibc's inet_ntop(3) writes one. */
function formatIpv6(words: Words): string {
  const groups = groupsOf(words);
  const { start, length } = longestZeroRun(groups);
  const mapped = start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  if (mapped) return `${length === 6 ? '::' : '::ffff:'}${formatIpv4(words[3] ?? 0)}`;
  if (length < 2) return joinGroups(groups, 0, 8);
  return `${joinGroups(groups, 0, start)}::${joinGroups(groups, start + length, 8)}`;
}

function groupsOf(words: Words): readonly number[] {
  const groups: number[] = [];
  for (const word of words) groups.push(word >>> 16, word & 0xffff);
  return groups;
}

function joinGroups(groups: readonly number[], start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    text += at > start ? `:${(groups[at] ?? 0).toString(16)}` : (groups[at] ?? 0).toString(16);
  }
  return text;
}

/** The first of the longest runs of zero groups. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
    start = end;
  }
  return best;
}

function hasHostBits(words: Words, length: number): boolean {
  const first = length >>> 5;
  for (let index = first; index < words.length; index++) {
    const kept = index === first ? length & 31 : 0;
    if ((words[index] ?? 0) << kept !== 0) return true;
  }
  return false;
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

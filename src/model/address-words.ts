/**
 * Addresses as numbers, from text and back.
 *
 * The parsers go through the text character by character, up to `end`, and allocate no pieces: a
 * dump of the kernel's tables holds some 100 000 addresses, and every one passes here.
 */

/** 32-bit groups, most significant first: one for IPv4, four for IPv6. */
export type Words = readonly number[];

/** `0` and `9`. */
const zero = 48;
const nine = 57;
const dot = 46;
const colon = 58;

export function parseWords(text: string, end: number): Words | undefined {
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

export function format(words: Words): string {
  return words.length === 1 ? formatIpv4(words[0] ?? 0) : formatIpv6(words);
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

export function hasHostBits(words: Words, length: number): boolean {
  const first = length >>> 5;
  for (let index = first; index < words.length; index++) {
    const kept = index === first ? length & 31 : 0;
    if ((words[index] ?? 0) << kept !== 0) return true;
  }
  return false;
}

export function mask(words: Words, length: number): Words {
  return words.map((word, index) => {
    const kept = Math.min(32, Math.max(0, length - index * 32));
    return kept === 0 ? 0 : (word & (0xffffffff << (32 - kept))) >>> 0;
  });
}

export function compareWords(one: Words, other: Words): number {
  for (const [index, word] of one.entries()) {
    const difference = word - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A number up to `bits` from `start` to the end of the text, without leading zeros. */
export function parseLength(text: string, start: number, bits: number): number | undefined {
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

/** Addresses that routing treats apart, before or beside its tables. */

import type { Prefix } from '../model/address.ts';
import { parsePrefix } from '../model/address.ts';
import type { Point } from './prefix-test.ts';

export function isZeronet({ first }: Point): boolean {
  return first >>> 24 === 0;
}

export function isLoopback({ first }: Point): boolean {
  return first >>> 24 === 127;
}

/** Multicast, and the broadcast of every network. */
export function isToMany({ first }: Point): boolean {
  return first >>> 28 === 14 || first === -1;
}

/** Destinations that IPv6 looks for on one device, or nowhere (rt6_need_strict). */
export function needsDevice({ words, first }: Point): boolean {
  return first >>> 24 === 255 || first >>> 22 === 0x3fa || isLoopbackOrNone(words);
}

function isLoopbackOrNone(words: Point['words']): boolean {
  return words.every((word, at) => word === 0 || (at === 3 && word === 1));
}

/** What is no address of one host, or of one on this link or host alone: not modelled. */
export const hostless: readonly Prefix[] = prefixes(
  ...['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32'],
  ...['::/127', 'fe80::/10', 'ff00::/8'],
);

/** What is no address of the internet: also what nobody was given, and what everybody may use. */
export const reserved: readonly Prefix[] = prefixes(
  ...['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3'],
  ...['::/3', 'fc00::/6'],
);

function prefixes(...texts: readonly string[]): readonly Prefix[] {
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}

/** Of a unicast address (ipv6_addr_type); the greater, the farther it reaches. */
export const ipv6Scopes = { link: 2, site: 5, global: 14 } as const;

export function scopeOf({ words, first }: Point): number {
  if (first >>> 22 === 0x3fa || isLoopbackOrNone(words)) return ipv6Scopes.link;
  return first >>> 22 === 0x3fb ? ipv6Scopes.site : ipv6Scopes.global;
}

/** 2001:10::/28 (RFC 4843). */
export function isOrchid({ first }: Point): boolean {
  return first >>> 4 === 0x2001001;
}

/** Addresses that routing treats apart, before or beside its tables. */

import type { Address, Prefix } from '../model/address.ts';
import { contains, parsePrefix } from '../model/address.ts';

const special: readonly Prefix[] = [
  ...['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '255.255.255.255'],
  ...['::', '::1', 'ff00::/8', 'fe80::/10'],
].flatMap((text) => parsePrefix(text) ?? []);

/** Multicast, broadcast, loopback, unspecified; in IPv6 link-local too, which needs a device. */
export function isSpecial(address: Address): boolean {
  return special.some((prefix) => contains(prefix, address));
}

/** A link-local address of IPv6 means something on its link only (RFC 4007, section 11). */

import type { Address } from '../../model/address.ts';
import { familyOf, isLinkLocal } from '../../model/address.ts';

export function scopedAddress(address: Address, device: string): string {
  const needsScope = familyOf(address) === 'ipv6' && isLinkLocal(address);
  return needsScope ? `${address}%${device}` : address;
}

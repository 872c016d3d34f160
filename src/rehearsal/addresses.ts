/** Addresses for those who take part in a rehearsal and have none of their own. */

import { format, mask } from '../model/address-words.ts';
import type { Address, InterfaceAddress, Prefix } from '../model/address.ts';
import {
  addressBits,
  addressOfPrefix,
  contains,
  familyOf,
  hostPrefix,
  networkOf,
  parseAddress,
  prefixLengthOf,
  wordsOf,
} from '../model/address.ts';

const triedMax = 300;

/** Another one in the same network; undefined where it has no room. */
export function neighbourOf(
  one: InterfaceAddress,
  taken: readonly Address[],
): InterfaceAddress | undefined {
  const network = networkOf(one);
  const { prefixLength } = one;
  const isPair = prefixLength === addressBits(familyOf(one.address)) - 1;
  // A pair has no address of the network itself (RFC 3021, RFC 6164).
  for (let number = isPair ? 0 : 1; number <= triedMax; number++) {
    const address = numbered(network, number);
    if (address === undefined || !contains(network, address)) return undefined;
    if (address !== one.address && !taken.includes(address)) return { address, prefixLength };
  }
  return undefined;
}

/** The first address behind its own, where it has one: what a packet to that prefix is sent to. */
export function hostIn(prefix: Prefix): Address {
  const next = numbered(prefix, 1);
  return next !== undefined && contains(prefix, next) ? next : addressOfPrefix(prefix);
}

/** It, and those that follow. */
export function addressesFrom(first: Address, count: number): readonly Address[] {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return numbers.flatMap((number) => numbered(hostPrefix(first), number) ?? []);
}

function numbered(prefix: Prefix, number: number): Address | undefined {
  const words = mask(wordsOf(addressOfPrefix(prefix)), prefixLengthOf(prefix));
  const last = (words.at(-1) ?? 0) + number;
  return last > 0xffff_ffff ? undefined : parseAddress(format([...words.slice(0, -1), last]));
}

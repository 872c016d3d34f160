/** Which of its own addresses a host sends from in IPv4 (inet_select_addr). */

import type { Address } from '../model/address.ts';
import { contains, familyOf, networkOf } from '../model/address.ts';
import type { LiveAddress } from '../model/live.ts';
import { scopes } from '../model/route.ts';
import type { RoutingIndex } from './state.ts';

/**
 * The first primary address of the device whose scope is wide enough, rather one in the gateway's
 * network; else one of another device, in their order.
 */
export function selectAddress(
  { interfaces }: RoutingIndex,
  device: string,
  gateway: Address | undefined,
  scope: number,
): Address | undefined {
  const own = interfaces.find(({ name }) => name === device);
  const usable = primary(own?.addresses ?? []).filter(
    // An address of scope host counts as one of scope link on its own device.
    (address) => Math.min(address.scope, scopes.host) <= scope,
  );
  const near = usable.find((address) => isNear(address, gateway));
  const chosen = near ?? usable[0];
  if (chosen !== undefined) return chosen.address;
  return interfaces
    .toSorted((one, other) => one.index - other.index)
    .flatMap(({ addresses }) => primary(addresses))
    .find((address) => address.scope !== scopes.link && address.scope <= scope)?.address;
}

function primary(addresses: readonly LiveAddress[]): readonly LiveAddress[] {
  return addresses.filter(({ family, secondary }) => family === 'ipv4' && !secondary);
}

function isNear(address: LiveAddress, gateway: Address | undefined): boolean {
  if (gateway === undefined || familyOf(gateway) !== 'ipv4') return false;
  const { peer, prefixLength } = address;
  return contains(networkOf({ address: peer ?? address.address, prefixLength }), gateway);
}

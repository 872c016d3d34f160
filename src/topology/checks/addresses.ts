/** Addresses of this host, and gateways beside them. */

import type { Address, InterfaceAddress } from '../../model/address.ts';
import { contains, familyOf, isLinkLocal, networkOf } from '../../model/address.ts';
import { problemAt } from '../problem-at.ts';
import type { UplinkFamily } from '../topology.ts';
import type { Check } from './check.ts';
import type { DeclaredAddress } from './facts.ts';
import { addressesOf, declaredAddresses, isOwnAddress, uplinkFamilies } from './facts.ts';

export const addressesOnce: Check = (topology, places) => {
  const seen = new Map<Address, DeclaredAddress>();
  return declaredAddresses(topology).flatMap((declared) => {
    const { address, at, path } = declared;
    const first = seen.get(address);
    if (first === undefined) seen.set(address, declared);
    if (first === undefined || isSameInterface(first, declared)) return [];
    return [
      problemAt(places.under(at, path), {
        code: 'MH210',
        message: `${address} is declared twice`,
        hint: 'an address belongs to one interface',
        related: [{ message: 'first declared here', at: places.under(first.at, first.path) }],
      }),
    ];
  });
};

/** That an uplink's interface is a network as well is told by another check. */
function isSameInterface(one: DeclaredAddress, other: DeclaredAddress): boolean {
  return one.kind !== other.kind && one.owner.interface === other.owner.interface;
}

export const addressesAreHosts: Check = (topology, places) =>
  declaredAddresses(topology).flatMap((declared) => {
    const { address, prefixLength, at, path } = declared;
    const kind = specialInNetwork(address, declared);
    if (kind === undefined) return [];
    const message = `${address} is the ${kind} address of ${networkOf({ address, prefixLength })}`;
    return [
      problemAt(places.under(at, path), {
        code: 'MH303',
        message,
        hint: 'write the address of this host',
      }),
    ];
  });

export const gatewaysAreHosts: Check = (topology, places) =>
  uplinkFamilies(topology).flatMap(({ uplink, family, settings }) => {
    const gateway = gatewayAddress(settings);
    if (gateway === undefined) return [];
    for (const own of addressesOf(settings)) {
      const kind = specialInNetwork(gateway, own);
      if (kind === undefined) continue;
      const message = `${gateway} is the ${kind} address of ${networkOf(own)}`;
      const at = places.under(uplink.at, [family, 'gateway']);
      return [problemAt(at, { code: 'MH303', message, hint: 'write the address of the router' })];
    }
    return [];
  });

export const gatewaysAreOthers: Check = (topology, places) =>
  uplinkFamilies(topology).flatMap(({ uplink, family, settings }) => {
    const gateway = gatewayAddress(settings);
    if (gateway === undefined || !isOwnAddress(topology, gateway)) return [];
    const message = `gateway ${gateway} is an address of this host`;
    const at = places.under(uplink.at, [family, 'gateway']);
    return [
      problemAt(at, { code: 'MH302', message, hint: 'write the address of the next router' }),
    ];
  });

/** Link-local IPv6 gateways are on every link; `auto` addresses are known only on the host. */
export const gatewaysAreNear: Check = (topology, places) =>
  uplinkFamilies(topology).flatMap(({ uplink, family, settings }) => {
    const gateway = gatewayAddress(settings);
    const own = addressesOf(settings);
    if (gateway === undefined || own.length === 0) return [];
    if (family === 'ipv6' && isLinkLocal(gateway)) return [];
    if (settings.gateway.kind === 'address' && settings.gateway.onlink) return [];
    if (own.some((address) => contains(networkOf(address), gateway))) return [];
    const networks = own.map((address) => networkOf(address)).join(', ');
    const message = `gateway ${gateway} is not on ${networks}`;
    const hint = 'correct one of them, or add onlink: true if the gateway is there all the same';
    return [
      problemAt(places.under(uplink.at, [family, 'gateway']), { code: 'MH301', message, hint }),
    ];
  });

function gatewayAddress({ gateway }: UplinkFamily): Address | undefined {
  return gateway.kind === 'address' ? gateway.address : undefined;
}

/** IPv4 networks up to /30 keep their first and last address for themselves (RFC 3021). */
function specialInNetwork(
  address: Address,
  own: InterfaceAddress,
): 'network' | 'broadcast' | undefined {
  const network = networkOf(own);
  if (familyOf(address) === 'ipv6' || own.prefixLength > 30 || !contains(network, address)) {
    return undefined;
  }
  const octets = address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
  const size = 2 ** (32 - own.prefixLength);
  if (octets % size === 0) return 'network';
  return octets % size === size - 1 ? 'broadcast' : undefined;
}

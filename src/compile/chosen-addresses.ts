/** The addresses an uplink works with: as declared, or what the interface has. */

import type { Address, InterfaceAddress, Prefix } from '../model/address.ts';
import { addressBits, contains, hostPrefix, networkOf } from '../model/address.ts';
import type { Unready } from '../model/desired.ts';
import type { LiveAddress } from '../model/live.ts';
import { scopes } from '../model/route.ts';
import type { Uplink, UplinkFamily } from '../topology/topology.ts';

/** A network attached to the uplink, and the address to use in it. */
export type Connected = { readonly network: Prefix; readonly source: Address | undefined };

/** The addresses an uplink works with, or why it has none. */
export type Chosen = {
  readonly addresses: readonly LocalAddress[];
  readonly sources: readonly Prefix[];
  readonly hosts: readonly Prefix[];
  /** The kernel picks the source itself. */
  readonly kernelChooses: boolean;
  readonly problem: Unready | undefined;
};

/** `present` are the addresses of the interface; `neighbours` the other uplinks on it. */
export function chooseAddresses(
  { addresses }: UplinkFamily,
  present: readonly LiveAddress[],
  neighbours: readonly Uplink[],
): Chosen {
  return addresses === 'auto'
    ? choose(notDeclaredBy(neighbours, present))
    : declared(addresses, present);
}

export type LocalAddress = InterfaceAddress & { readonly peer?: Address };

function declared(
  wanted: readonly [InterfaceAddress, ...InterfaceAddress[]],
  present: readonly LiveAddress[],
): Chosen {
  const found = wanted.map(({ address }) => present.find((live) => live.address === address));
  const addresses = wanted.map((address, index) => asPresent(address, found[index]));
  const hosts = wanted.map(({ address }) => hostPrefix(address));
  return {
    addresses,
    sources: hosts,
    hosts,
    kernelChooses: false,
    problem: firstProblem(wanted, found, present),
  };
}

/** What is attached is what the interface says, whatever length the topology has. */
function asPresent(address: InterfaceAddress, live: LiveAddress | undefined): LocalAddress {
  if (live === undefined) return address;
  const { prefixLength, peer } = live;
  return { ...address, prefixLength, ...(peer === undefined ? {} : { peer }) };
}

function firstProblem(
  wanted: readonly InterfaceAddress[],
  found: readonly (LiveAddress | undefined)[],
  present: readonly LiveAddress[],
): Unready | undefined {
  for (const [index, one] of wanted.entries()) {
    const live = found[index];
    if (live === undefined) {
      const others = present.filter(({ scope }) => scope === scopes.global).map(showAddress);
      return { kind: 'address-missing', address: showAddress(one), present: others };
    }
    if (live.tentative) return { kind: 'address-tentative', address: showAddress(one) };
    if (live.duplicate) return { kind: 'address-duplicate', address: showAddress(one) };
  }
  return undefined;
}

/** What another uplink on the interface calls its own is not there for `auto` to take. */
function notDeclaredBy(
  neighbours: readonly Uplink[],
  present: readonly LiveAddress[],
): readonly LiveAddress[] {
  const theirs = neighbours.flatMap(({ ipv4, ipv6 }) =>
    [ipv4, ipv6].flatMap((part) =>
      part === undefined || part.addresses === 'auto' ? [] : part.addresses,
    ),
  );
  return present.filter(({ address }) => !theirs.some((their) => their.address === address));
}

/**
 * `auto`: every global address that works. One that is deprecated is not used for anything new while
 * there are others, but what it has begun goes on, so its replies still belong to this uplink (RFC
 * 4862, 5.5.4). In IPv6 the networks stand for the addresses, because temporary ones (RFC 8981) come
 * and go by the hour.
 */
function choose(present: readonly LiveAddress[]): Chosen {
  const global = present.filter(({ scope }) => scope === scopes.global);
  const working = global.filter(({ tentative, duplicate }) => !tentative && !duplicate);
  const preferred = working.filter(({ deprecated }) => !deprecated);
  const lasting = preferred.filter(({ temporary }) => !temporary);
  const best = [lasting, preferred, working].find((some) => some.length > 0) ?? [];
  const addresses = best.toSorted(primaryFirst);
  const all = [...addresses, ...working.filter((one) => !addresses.includes(one))];
  const ipv6 = all.some(({ family }) => family === 'ipv6');
  const hosts = all.map(({ address }) => hostPrefix(address));
  return {
    addresses,
    sources: ipv6 ? [...new Set(all.map((address) => networkOf(address)))] : hosts,
    hosts,
    kernelChooses: ipv6,
    problem: addresses.length === 0 ? whyNone(global) : undefined,
  };
}

/** Of several, the one in the network of the gateway is sent from. */
export function towards(gateway: Address | undefined, chosen: Chosen): Chosen {
  if (gateway === undefined) return chosen;
  const isNear = (address: LocalAddress): boolean => {
    const network = attachedNetwork(address);
    return network !== undefined && contains(network, gateway);
  };
  const { addresses } = chosen;
  const near = addresses.filter(isNear);
  return { ...chosen, addresses: [...near, ...addresses.filter((one) => !isNear(one))] };
}

function whyNone(global: readonly LiveAddress[]): Unready {
  const checking = global.find(({ tentative }) => tentative);
  if (checking !== undefined) {
    return { kind: 'address-tentative', address: showAddress(checking) };
  }
  const failed = global.find(({ duplicate }) => duplicate);
  return failed === undefined
    ? { kind: 'no-address' }
    : { kind: 'address-duplicate', address: showAddress(failed) };
}

function primaryFirst(one: LiveAddress, other: LiveAddress): number {
  return Number(one.secondary) - Number(other.secondary);
}

/** One per network: with two addresses in one network, the first is the source. */
export function connectedNetworks(chosen: Chosen): readonly Connected[] {
  const byNetwork = new Map<Prefix, Connected>();
  for (const address of chosen.addresses) {
    const network = attachedNetwork(address);
    if (network === undefined || byNetwork.has(network)) continue;
    const source = chosen.kernelChooses ? undefined : address.address;
    byNetwork.set(network, { network, source });
  }
  return [...byNetwork.values()];
}

/** A lone host address attaches no network, but the peer of a point-to-point link is one. */
export function attachedNetwork({ address, prefixLength, peer }: LocalAddress): Prefix | undefined {
  if (peer !== undefined) return networkOf({ address: peer, prefixLength });
  const full = address.includes(':') ? addressBits('ipv6') : addressBits('ipv4');
  return prefixLength === full ? undefined : networkOf({ address, prefixLength });
}

export function showAddress({ address, prefixLength }: InterfaceAddress): string {
  return `${address}/${prefixLength}`;
}

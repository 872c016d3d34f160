/** Uplinks x facts -> what each uplink is in each family: its addresses, its way out, its state. */

import type { Address, Family, InterfaceAddress, Prefix } from '../model/address.ts';
import { addressBits, families, hostPrefix, networkOf, overlaps } from '../model/address.ts';
import type { Unready, UplinkStatus } from '../model/desired.ts';
import type { Facts, Interface, LiveAddress } from '../model/live.ts';
import type { Hop } from '../model/route.ts';
import { scopes } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import type { Uplink, UplinkFamily } from '../topology/topology.ts';
import type { WayOut } from './way-out.ts';
import { wayOut } from './way-out.ts';

/** A network attached to the uplink, and the address to use in it. */
export type Connected = { readonly network: Prefix; readonly source: Address | undefined };

/** How packets leave by an uplink. */
export type Path = {
  readonly hop: Hop;
  /** Undefined where the kernel shall choose (IPv6 privacy addresses). */
  readonly source: Address | undefined;
  readonly connected: readonly Connected[];
};

export type ResolvedUplink = {
  readonly uplink: Uplink;
  readonly family: Family;
  readonly table: TableId;
  /** Sources whose replies belong to this uplink; known also while its interface is down. */
  readonly sources: readonly Prefix[];
  /** The same, address by address, where `sources` are networks. */
  readonly hosts: readonly Prefix[];
  /** Undefined while the uplink cannot carry packets. */
  readonly path: Path | undefined;
  readonly status: UplinkStatus;
};

export function resolveUplinks(
  uplinks: readonly Uplink[],
  tableOf: (uplink: Uplink) => TableId,
  facts: Facts,
): readonly ResolvedUplink[] {
  const resolved = uplinks.flatMap((uplink) =>
    families.flatMap((family) => {
      const part = uplink[family];
      if (part === undefined) return [];
      const others = uplinks.filter((other) => other !== uplink && isNeighbour(other, uplink));
      return [resolve(uplink, family, part, tableOf(uplink), others, facts)];
    }),
  );
  return resolved.map((one) =>
    sharesSources(one, resolved) ? { ...one, sources: one.hosts } : one,
  );
}

function isNeighbour(one: Uplink, other: Uplink): boolean {
  return one.interface === other.interface;
}

/** Two uplinks in one network cannot be told apart by it, only by their addresses. */
function sharesSources(one: ResolvedUplink, all: readonly ResolvedUplink[]): boolean {
  return all.some(
    (other) =>
      other !== one &&
      other.family === one.family &&
      other.sources.some((theirs) => one.sources.some((ours) => overlaps(ours, theirs))),
  );
}

function resolve(
  uplink: Uplink,
  family: Family,
  part: UplinkFamily,
  table: TableId,
  /** The other uplinks on its interface. */
  neighbours: readonly Uplink[],
  facts: Facts,
): ResolvedUplink {
  const link = facts.interfaces.find(({ name }) => name === uplink.interface);
  const present = (link?.addresses ?? []).filter((address) => address.family === family);
  const chosen =
    part.addresses === 'auto'
      ? choose(notDeclaredBy(neighbours, present))
      : declared(part.addresses, present);
  const gateways = facts.gateways.filter(
    (entry) =>
      entry.interface === uplink.interface &&
      entry.family === family &&
      (entry.ownTable ?? table) === table,
  );
  const networks = connectedNetworks(chosen).map(({ network }) => network);
  const isShared = neighbours.length > 0;
  const gateway = wayOut(part.gateway, { link, networks, gateways, isShared });
  const unready = link === undefined ? missing(uplink, facts) : whyUnready(link, chosen, gateway);
  const status: UplinkStatus = {
    name: uplink.name,
    family,
    interface: uplink.interface,
    table,
    origin: part.at,
    state: unready ?? {
      kind: 'ready',
      address: showAddress(chosen.addresses[0]),
      gateway: gateway?.address,
    },
    learned: learnedFrom(part, chosen, gateway),
  };
  const path = unready === undefined ? pathOf(uplink, chosen, gateway) : undefined;
  const { sources, hosts } = chosen;
  return { uplink, family, table, sources, hosts, path, status };
}

/** The addresses an uplink works with, or why it has none. */
type Chosen = {
  readonly addresses: readonly LocalAddress[];
  readonly sources: readonly Prefix[];
  readonly hosts: readonly Prefix[];
  /** The kernel picks the source itself. */
  readonly kernelChooses: boolean;
  readonly problem: Unready | undefined;
};

type LocalAddress = InterfaceAddress & { readonly peer?: Address };

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
    problem: firstProblem(wanted, found),
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
): Unready | undefined {
  for (const [index, one] of wanted.entries()) {
    const live = found[index];
    if (live === undefined) return { kind: 'address-missing', address: showAddress(one) };
    if (live.tentative) return { kind: 'address-tentative', address: showAddress(one) };
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
 * `auto`: every usable global address. In IPv6 the networks stand for the addresses, because
 * temporary addresses (RFC 8981) come and go by the hour.
 */
function choose(present: readonly LiveAddress[]): Chosen {
  const usable = present.filter(
    (address) => address.scope === scopes.global && !address.deprecated && !address.tentative,
  );
  const lasting = usable.filter((address) => !address.temporary);
  const addresses = (lasting.length > 0 ? lasting : usable).toSorted(primaryFirst);
  const ipv6 = addresses.some(({ family }) => family === 'ipv6');
  const hosts = (ipv6 ? usable : addresses).map(({ address }) => hostPrefix(address));
  return {
    addresses,
    sources: ipv6 ? [...new Set(usable.map((address) => networkOf(address)))] : hosts,
    hosts,
    kernelChooses: ipv6,
    problem: addresses.length === 0 ? { kind: 'no-address' } : undefined,
  };
}

function primaryFirst(one: LiveAddress, other: LiveAddress): number {
  return Number(one.secondary) - Number(other.secondary);
}

const noGateway: Unready = { kind: 'no-gateway' };

function missing({ interface: wanted }: Uplink, { interfaces }: Facts): Unready {
  const known = interfaces.find(({ otherNames }) => otherNames?.includes(wanted));
  return { kind: 'interface-missing', ...(known === undefined ? {} : { knownAs: known.name }) };
}

function whyUnready(
  link: Interface,
  chosen: Chosen,
  gateway: WayOut | undefined,
): Unready | undefined {
  if (!link.up) return { kind: 'interface-down' };
  const problem = chosen.problem ?? (gateway === undefined ? noGateway : undefined);
  if (problem === undefined || link.carrier || problem.kind === 'address-missing') return problem;
  // Without carrier there is no lease, no advertisement and no end of duplicate address detection.
  return { kind: 'no-carrier' };
}

function pathOf(uplink: Uplink, chosen: Chosen, gateway: WayOut | undefined): Path | undefined {
  const [first] = chosen.addresses;
  if (first === undefined || gateway === undefined) return undefined;
  const connected = connectedNetworks(chosen);
  const hop = {
    ...(gateway.address === undefined ? {} : { gateway: gateway.address }),
    device: uplink.interface,
    weight: 1,
    onlink: gateway.onlink,
  };
  return { hop, source: chosen.kernelChooses ? undefined : first.address, connected };
}

/** One per network: with two addresses in one network, the first is the source. */
function connectedNetworks(chosen: Chosen): readonly Connected[] {
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
function attachedNetwork({ address, prefixLength, peer }: LocalAddress): Prefix | undefined {
  if (peer !== undefined) return networkOf({ address: peer, prefixLength });
  const full = address.includes(':') ? addressBits('ipv6') : addressBits('ipv4');
  return prefixLength === full ? undefined : networkOf({ address, prefixLength });
}

function learnedFrom(
  part: UplinkFamily,
  chosen: Chosen,
  gateway: WayOut | undefined,
): readonly string[] {
  const [first] = chosen.addresses;
  return [
    ...lengthDiffers(part, chosen),
    ...(part.addresses === 'auto' && first !== undefined
      ? [`address ${showAddress(first)} from the interface`]
      : []),
    ...(gateway?.learned === undefined
      ? []
      : [
          gateway.address === undefined
            ? gateway.learned
            : `gateway ${gateway.address} from ${gateway.learned}`,
        ]),
  ];
}

function lengthDiffers({ addresses }: UplinkFamily, chosen: Chosen): readonly string[] {
  if (addresses === 'auto') return [];
  return addresses.flatMap((declaredOne, index) => {
    const present = chosen.addresses[index];
    if (present === undefined || present.prefixLength === declaredOne.prefixLength) return [];
    return [
      `${showAddress(declaredOne)} is ${showAddress(present)} on the interface, and that counts`,
    ];
  });
}

function showAddress(address: InterfaceAddress | undefined): string {
  return address === undefined ? '' : `${address.address}/${address.prefixLength}`;
}

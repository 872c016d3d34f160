/** Topology -> its uplinks as they are rehearsed: what is `auto` has become something. */

import type { Address, Family, InterfaceAddress } from '../model/address.ts';
import {
  families,
  familyOf,
  isLinkLocal,
  networkOf,
  parseInterfaceAddress,
} from '../model/address.ts';
import type { Topology, UplinkFamily } from '../topology/topology.ts';
import { neighbourOf } from './addresses.ts';

/** An uplink in one family. */
export type Leg = {
  readonly family: Family;
  readonly addresses: readonly InterfaceAddress[];
  /** Undefined where the link needs none. */
  readonly gateway: Address | undefined;
  /** The gateway is known from somebody else's default route. */
  readonly learned: boolean;
};

export type StagedUplink = {
  readonly name: string;
  readonly interface: string;
  readonly legs: readonly Leg[];
  /** It has no gateway in any family. */
  readonly isPointToPoint: boolean;
};

export function stagedUplinks({ uplinks }: Topology): readonly StagedUplink[] {
  const parts = uplinks.flatMap((uplink) => families.flatMap((family) => uplink[family] ?? []));
  const taken = parts.flatMap(writtenIn);
  return uplinks.map((uplink, index) => {
    const legs = families.flatMap((family) => {
      const part = uplink[family];
      return part === undefined ? [] : [legOf(part, family, index, taken)];
    });
    const isPointToPoint = legs.every(({ gateway }) => gateway === undefined);
    return { name: uplink.name, interface: uplink.interface, legs, isPointToPoint };
  });
}

function writtenIn({ addresses, gateway, assume }: UplinkFamily): readonly Address[] {
  return [
    ...(addresses === 'auto' ? [] : addresses.map(({ address }) => address)),
    ...(gateway.kind === 'address' ? [gateway.address] : []),
    ...[assume.address?.address, assume.gateway].flatMap((one) => one ?? []),
  ];
}

function legOf(part: UplinkFamily, family: Family, index: number, taken: readonly Address[]): Leg {
  const addresses = addressesOf(part, family, index, taken);
  const own = addresses.map(({ address }) => address);
  const { gateway, assume } = part;
  switch (gateway.kind) {
    case 'none':
      return { family, addresses, gateway: undefined, learned: false };
    case 'address':
      return { family, addresses, gateway: gateway.address, learned: false };
    case 'auto': {
      const [first] = addresses;
      const invented = first === undefined ? undefined : neighbourOf(first, own)?.address;
      return { family, addresses, gateway: assume.gateway ?? invented, learned: true };
    }
  }
}

function addressesOf(
  { addresses, assume, gateway }: UplinkFamily,
  family: Family,
  index: number,
  taken: readonly Address[],
): readonly InterfaceAddress[] {
  if (addresses !== 'auto') return addresses;
  if (assume.address !== undefined) return [assume.address];
  const known = gateway.kind === 'address' ? gateway.address : assume.gateway;
  const beside =
    known === undefined || isLinkLocal(known) ? undefined : besideGateway(known, index, taken);
  return [beside ?? inventedAddress(family, index)].filter((one) => one !== undefined);
}

/** Another one for each uplink: some may have the same gateway. */
function besideGateway(
  address: Address,
  index: number,
  taken: readonly Address[],
): InterfaceAddress | undefined {
  const gateway = { address, prefixLength: familyOf(address) === 'ipv4' ? 24 : 64 };
  const first = neighbourOf(gateway, taken);
  if (first === undefined || index === 0) return first;
  return besideGateway(address, index - 1, [...taken, first.address]) ?? first;
}

/** As a carrier gives them to its customers (RFC 6598), or documentation does (RFC 3849). */
export function inventedAddress(family: Family, index: number): InterfaceAddress | undefined {
  return parseInterfaceAddress(
    family === 'ipv4'
      ? `100.64.${100 + (index % 100)}.2/24`
      : `2001:db8:ff${index.toString(16).padStart(2, '0')}::2/64`,
  );
}

/** Those on one interface, or in the same network, have one provider. */
export function groupsOf(staged: readonly StagedUplink[]): readonly (readonly StagedUplink[])[] {
  let groups: readonly (readonly StagedUplink[])[] = [];
  for (const uplink of staged) {
    const near = groups.filter((group) => group.some((other) => isNear(uplink, other)));
    const others = groups.filter((group) => !near.includes(group));
    groups = [...others, [...near.flat(), uplink]];
  }
  return groups;
}

function isNear(one: StagedUplink, other: StagedUplink): boolean {
  if (one.interface === other.interface) return true;
  if (one.isPointToPoint || other.isPointToPoint) return false;
  const networks = networksOf(other);
  return networksOf(one).some((network) => networks.includes(network));
}

function networksOf({ legs }: StagedUplink) {
  return legs.flatMap(({ addresses }) => addresses.map(networkOf));
}

export function gatewaysOf(staged: readonly StagedUplink[]): readonly Address[] {
  return staged.flatMap(({ legs }) => legs.flatMap(({ gateway }) => gateway ?? []));
}

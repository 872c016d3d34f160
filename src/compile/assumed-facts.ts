/** What offline commands take for the host: all that the topology declares, present and up. */

import type { Address, Family, InterfaceAddress } from '../model/address.ts';
import { families, familyOf } from '../model/address.ts';
import type { Facts, Interface, LearnedGateway, LiveAddress } from '../model/live.ts';
import { scopes } from '../model/route.ts';
import type { Network, Topology, Uplink, UplinkFamily } from '../topology/topology.ts';

export function assumedFacts(topology: Topology): Facts {
  return {
    interfaces: assumedInterfaces(topology),
    gateways: topology.uplinks.flatMap(assumedGateways),
    tableNames: [],
    ownTableNames: [],
  };
}

type Declared = {
  readonly interface: string;
  readonly addresses: readonly InterfaceAddress[];
  readonly withoutNeighbours: boolean;
};

function assumedInterfaces(topology: Topology): readonly Interface[] {
  const declared = [
    ...topology.uplinks.map(declaredByUplink),
    ...topology.networks.map(declaredByNetwork),
    ...rawDevices(topology).map((name) => bare(name)),
  ];
  const names = [...new Set(declared.map((entry) => entry.interface))];
  return names.map((name, index) => {
    const parts = declared.filter((entry) => entry.interface === name);
    return {
      index: index + 2,
      name,
      up: true,
      carrier: true,
      withoutNeighbours: parts.some((part) => part.withoutNeighbours),
      group: 0,
      addresses: parts.flatMap((part) => part.addresses).map(assumedAddress),
    };
  });
}

function declaredByUplink(uplink: Uplink): Declared {
  const parts = familiesOf(uplink);
  return {
    interface: uplink.interface,
    addresses: parts.flatMap(assumedAddresses),
    withoutNeighbours: parts.some((part) => part.gateway.kind === 'none'),
  };
}

function declaredByNetwork(network: Network): Declared {
  const addresses = [network.ipv4, network.ipv6].filter(
    (address) => address !== undefined && address !== 'auto',
  );
  return { ...bare(network.interface), addresses };
}

function bare(name: string): Declared {
  return { interface: name, addresses: [], withoutNeighbours: false };
}

function rawDevices({ routes, rules, policies }: Topology): readonly string[] {
  return [
    ...routes.flatMap(({ target }) =>
      'hops' in target ? target.hops.flatMap(({ device }) => device ?? []) : [],
    ),
    ...[...rules, ...policies].flatMap(({ selector: { iif, oif } }) =>
      [iif, oif].flatMap((name) => name ?? []),
    ),
  ].filter((name) => name !== 'lo');
}

function assumedAddresses(part: UplinkFamily): readonly InterfaceAddress[] {
  if (part.addresses !== 'auto') return part.addresses;
  return part.assume.address === undefined ? [] : [part.assume.address];
}

function assumedAddress(declared: InterfaceAddress): LiveAddress {
  return {
    ...declared,
    family: familyOf(declared.address),
    scope: scopes.global,
    secondary: false,
    dynamic: false,
    temporary: false,
    deprecated: false,
    tentative: false,
    duplicate: false,
  };
}

function assumedGateways(uplink: Uplink): readonly LearnedGateway[] {
  return families.flatMap((family) => {
    const gateway = uplink[family]?.assume.gateway;
    return gateway === undefined ? [] : [assumedGateway(uplink.interface, family, gateway)];
  });
}

function assumedGateway(device: string, family: Family, gateway: Address): LearnedGateway {
  return { interface: device, family, gateway, onlink: false, source: 'assumed by the topology' };
}

function familiesOf(uplink: Uplink): readonly UplinkFamily[] {
  return [uplink.ipv4, uplink.ipv6].filter((part) => part !== undefined);
}

/** Topology -> a host in each of its networks. */

import type { Address, Family, InterfaceAddress, Prefix } from '../model/address.ts';
import { families, familyOf, networkOf } from '../model/address.ts';
import type { Network, Topology } from '../topology/topology.ts';
import { neighbourOf } from './addresses.ts';
import type { Lines } from './batch.ts';
import { linesOf } from './batch.ts';
import { inventedAddress } from './stage.ts';

export type Lan = {
  readonly name: string;
  readonly interface: string;
  readonly namespace: string;
  /** Of the router. */
  readonly addresses: readonly InterfaceAddress[];
  /** Addresses of its host. */
  readonly hosts: readonly Address[];
  /** In which its host has an address. */
  readonly families: readonly Family[];
  readonly lines: Lines;
};

/** Numbers of invented networks, behind those of uplinks. */
const firstInvented = 50;

const nearDevice = 'eth0';

export function lansOf({ networks, uplinks }: Topology): readonly Lan[] {
  const free = networks.filter((network) => !isUplink(network));
  const names = [...new Set(free.map((network) => network.interface))];
  return names.map((name, index) => {
    const members = free.filter((network) => network.interface === name);
    const addresses = members.flatMap((network) => addressesOf(network, index));
    const hosts = addresses.flatMap((router) => hostOf(router, addresses) ?? []);
    return {
      ...{ interface: name, namespace: `lan${index + 1}`, addresses },
      name: members.map((network) => network.name).join('+'),
      hosts: hosts.map(({ address }) => address),
      families: families.filter((family) => hosts.some((host) => host.family === family)),
      lines: linesOf(
        'link set lo up',
        `link set ${nearDevice} addrgenmode none up`,
        `address add fe80::1:${index + 1}/64 dev ${nearDevice} nodad`,
        ...hosts.flatMap(({ text, family, router }) => [
          `address add ${text} dev ${nearDevice}${family === 'ipv6' ? ' nodad' : ''}`,
          `route replace default via ${router} dev ${nearDevice}`,
        ]),
      ),
    };
  });

  function isUplink(network: Network): boolean {
    return uplinks.some((uplink) => uplink.interface === network.interface);
  }
}

/** A host in a network whose interface is that of an uplink would be one of the provider. */
export function lanNotes({ networks, uplinks }: Topology, lans: readonly Lan[]): readonly string[] {
  const attached = networks.flatMap((network) => {
    const uplink = uplinks.find((one) => one.interface === network.interface);
    if (uplink === undefined) return [];
    return [`${network.name} has the interface of ${uplink.name}: no host is simulated in it`];
  });
  const empty = lans.filter((lan) => lan.families.length === 0);
  return [
    ...attached,
    ...empty.map(({ name }) => `${name} has no room for a host: none is simulated`),
  ];
}

export function lanPrefixes(lans: readonly Lan[]): readonly Prefix[] {
  return lans.flatMap(({ addresses }) => addresses.map(networkOf));
}

function addressesOf(network: Network, index: number): readonly InterfaceAddress[] {
  return families.flatMap((family) => {
    const written = network[family];
    if (written === undefined) return [];
    const invented = inventedAddress(family, firstInvented + index);
    return written === 'auto' ? (invented ?? []) : [written];
  });
}

type LanHost = {
  readonly family: Family;
  readonly address: Address;
  readonly text: string;
  readonly router: Address;
};

function hostOf(router: InterfaceAddress, all: readonly InterfaceAddress[]): LanHost | undefined {
  const taken = all.map(({ address }) => address);
  const host = neighbourOf(router, taken);
  if (host === undefined) return undefined;
  const family = familyOf(router.address);
  const { address, prefixLength } = host;
  return { family, address, text: `${address}/${prefixLength}`, router: router.address };
}

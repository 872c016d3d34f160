/** The names that flows may use for their ends: uplinks, then networks, then interfaces. */

import type { Prefix } from '../model/address.ts';
import { hostPrefix, networkOf } from '../model/address.ts';
import type { FlowNames, NamedEnd } from '../model/flow-pattern.ts';
import type { Facts, Interface } from '../model/live.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { Network, Topology, Uplink } from '../topology/topology.ts';

export function flowNames(topology: Topology, facts: Facts): FlowNames {
  const interfaces = facts.interfaces.map((link) => [link.name, interfaceEnd(link)] as const);
  const networks = topology.networks.map((one) => [one.name, networkEnd(one, facts)] as const);
  const uplinks = topology.uplinks.map((one) => [one.name, uplinkEnd(one, facts)] as const);
  return new Map([...interfaces, ...networks, ...uplinks]);
}

function interfaceEnd(link: Interface): NamedEnd {
  return { kind: 'interface', interface: link.name, prefixes: ownAddresses(link) };
}

function uplinkEnd(uplink: Uplink, { interfaces }: Facts): NamedEnd {
  const declared = [uplink.ipv4, uplink.ipv6].flatMap((part) =>
    part === undefined || part.addresses === 'auto' ? [] : part.addresses,
  );
  const prefixes =
    declared.length > 0
      ? declared.map(({ address }) => hostPrefix(address))
      : ownAddresses(interfaces.find(({ name }) => name === uplink.interface));
  return { kind: 'uplink', interface: uplink.interface, prefixes };
}

function networkEnd(network: Network, { interfaces }: Facts): NamedEnd {
  const link = interfaces.find(({ name }) => name === network.interface);
  const prefixes = [network.ipv4, network.ipv6].flatMap((declared) =>
    declared === undefined || declared === 'auto' ? [] : [networkOf(declared)],
  );
  const attached = globalAddresses(link === undefined ? [] : [link]).map((address) =>
    networkOf(address),
  );
  return {
    kind: 'network',
    interface: network.interface,
    prefixes: prefixes.length > 0 ? prefixes : attached,
  };
}

function ownAddresses(link: Interface | undefined): readonly Prefix[] {
  return globalAddresses(link === undefined ? [] : [link]).map(({ address }) =>
    hostPrefix(address),
  );
}

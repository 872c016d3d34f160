/** Networks x facts -> the prefixes of policies and of masquerading, or why there are none. */

import type { Family, InterfaceAddress, Prefix } from '../model/address.ts';
import { families, networkOf } from '../model/address.ts';
import type { NetworkStatus } from '../model/desired.ts';
import type { Facts, Interface } from '../model/live.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import { attachedNetwork } from './chosen-addresses.ts';
import type { Network, Topology } from '../topology/topology.ts';

/** Those that policies steer or uplinks masquerade, in each family they are declared in. */
export function resolveNetworks(topology: Topology, facts: Facts): readonly NetworkStatus[] {
  return topology.networks.flatMap((network) =>
    families
      .filter((family) => network[family] !== undefined && isUsed(network, family, topology))
      .map((family) => resolve(network, family, facts)),
  );
}

function isUsed(network: Network, family: Family, topology: Topology): boolean {
  const masquerades = topology.uplinks.some(({ masquerade }) => masquerade.includes(family));
  return masquerades || isSteered(network, family, topology);
}

function isSteered({ name }: Network, family: Family, { policies, uplinks }: Topology): boolean {
  const reachable = uplinks.filter((uplink) => uplink[family] !== undefined);
  return policies.some(
    (policy) =>
      policy.families.includes(family) &&
      policy.from.some((source) => source.kind === 'network' && source.name === name) &&
      policy.uplinks.some((chosen) => reachable.some((uplink) => uplink.name === chosen)),
  );
}

function resolve(network: Network, family: Family, facts: Facts): NetworkStatus {
  const { name, interface: device, at: origin } = network;
  const link = facts.interfaces.find((candidate) => candidate.name === device);
  const attached = attachedNetworks(family, link);
  const declared = network[family];
  const wanted = declared === undefined || declared === 'auto' ? undefined : declared;
  const prefixes = wanted === undefined ? attached : [networkOf(wanted)];
  const state = stateOf(link, attached, wanted);
  return { name, family, interface: device, origin, prefixes, state };
}

export function attachedNetworks(family: Family, link: Interface | undefined): readonly Prefix[] {
  const usable = globalAddresses(link === undefined ? [] : [link], family);
  return [...new Set(usable.map((address) => attachedNetwork(address) ?? networkOf(address)))];
}

function stateOf(
  link: Interface | undefined,
  attached: readonly Prefix[],
  wanted: InterfaceAddress | undefined,
): NetworkStatus['state'] {
  if (link === undefined) return { kind: 'interface-missing', present: [] };
  const isThere = wanted === undefined ? attached.length > 0 : attached.includes(networkOf(wanted));
  if (isThere) return { kind: 'ready' };
  if (!link.up) return { kind: 'interface-down' };
  if (!link.carrier) return { kind: 'no-carrier' };
  return wanted === undefined
    ? { kind: 'no-address' }
    : { kind: 'address-missing', address: networkOf(wanted), present: attached };
}

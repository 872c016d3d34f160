/** Networks x facts -> the prefixes policies take their sources from, or why there are none. */

import type { Family, Prefix } from '../model/address.ts';
import { families, networkOf } from '../model/address.ts';
import type { NetworkStatus } from '../model/desired.ts';
import type { Facts, Interface } from '../model/live.ts';
import { scopes } from '../model/route.ts';
import type { Network, Topology } from '../topology/topology.ts';

/** Those that policies steer, in each family they are declared in. */
export function resolveNetworks(topology: Topology, facts: Facts): readonly NetworkStatus[] {
  return topology.networks.flatMap((network) =>
    families
      .filter((family) => network[family] !== undefined && isSteered(network, family, topology))
      .map((family) => resolve(network, family, facts)),
  );
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
  const prefixes = prefixesOf(network, family, link);
  const state: NetworkStatus['state'] =
    prefixes.length > 0 ? { kind: 'ready', prefixes } : { kind: whyNone(link) };
  return { name, family, interface: device, origin, state };
}

function prefixesOf(
  network: Network,
  family: Family,
  link: Interface | undefined,
): readonly Prefix[] {
  const declared = network[family];
  if (declared === undefined) return [];
  if (declared !== 'auto') return [networkOf(declared)];
  const usable = (link?.addresses ?? []).filter(
    (address) => address.family === family && address.scope === scopes.global,
  );
  return [...new Set(usable.map((address) => networkOf(address)))];
}

function whyNone(
  link: Interface | undefined,
): 'interface-missing' | 'interface-down' | 'no-carrier' | 'no-address' {
  if (link === undefined) return 'interface-missing';
  if (!link.up) return 'interface-down';
  return link.carrier ? 'no-address' : 'no-carrier';
}

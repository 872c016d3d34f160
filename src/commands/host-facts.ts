/** What a host tells of itself that a topology leaves to it: gateways written as `auto`. */

import type { Host } from '../host/host.ts';
import { readLeases } from '../host/leases.ts';
import { knownGateways } from '../live/known-gateways.ts';
import type { Facts, Live } from '../model/live.ts';
import type { TableName } from '../model/table.ts';
import type { Topology } from '../topology/topology.ts';

export type HostFacts = {
  readonly facts: Facts;
  /** Why nothing is known, where that can be said. */
  readonly remarks: readonly string[];
};

export function hostFacts(
  live: Live,
  ownTableNames: readonly TableName[],
  { uplinks, protocol }: Topology,
  host: Host,
): HostFacts {
  const { interfaces, routes, tableNames } = live;
  const asking = new Set(
    uplinks.flatMap(({ interface: name, ipv4 }) => (ipv4?.gateway.kind === 'auto' ? [name] : [])),
  );
  const links = interfaces.filter(({ name }) => asking.has(name));
  const { leases, unused } = readLeases(host, links);
  const learning = { routes, ownProtocol: protocol, tableNames };
  const gateways = knownGateways(learning, leases, interfaces);
  const isKnown = (device: string): boolean =>
    gateways.some((one) => one.interface === device && one.family === 'ipv4');
  // One folder or file may hold the leases of every interface.
  const remarks = new Set(unused.filter((one) => !isKnown(one.interface)).map(({ text }) => text));
  return {
    facts: { interfaces, gateways, tableNames, ownTableNames },
    remarks: [...remarks],
  };
}

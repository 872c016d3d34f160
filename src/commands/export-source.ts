/** A topology, and the values that it leaves to the host -> what an export has to say. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import { attachedNetworks } from '../compile/resolve-networks.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import type { Prefix } from '../model/address.ts';
import { families, networkOf } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { ExportSource } from '../model/export.ts';
import type { Facts, Interface } from '../model/live.ts';
import { itemsFromNothing } from '../plan/from-nothing.ts';
import { unreadyText } from '../render/uplink-text.ts';
import type { Topology } from '../topology/topology.ts';
import { autoPlaces, lastingLosses } from './export-losses.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { survey } from './survey.ts';

type Found = { readonly desired: Desired; readonly interfaces: readonly Interface[] };

/** The host is looked at only where the topology leaves values to it. */
export async function exportSource(topology: Topology, host: Host): Promise<Outcome<ExportSource>> {
  const [auto] = autoPlaces(topology);
  const found = auto === undefined ? declared(topology) : await asOnHost(topology, host);
  return found.ok ? { ok: true, value: sourceOf(topology, found.value) } : found;
}

export function sourceOf(topology: Topology, { desired, interfaces }: Found): ExportSource {
  return {
    topology: topology.file,
    protocol: desired.protocol,
    items: itemsFromNothing(desired),
    tableNames: desired.tableNames.map(({ item }) => item),
    uplinks: desired.uplinks,
    networks: networksOf(topology, interfaces),
    losses: lastingLosses(topology, desired),
  };
}

/** Compiling leaves out those that no policy is about. */
function networksOf({ networks }: Topology, interfaces: readonly Interface[]): readonly Prefix[] {
  return networks.flatMap((network) =>
    families.flatMap((family) => {
      const address = network[family];
      if (address === undefined) return [];
      if (address !== 'auto') return [networkOf(address)];
      return attachedNetworks(
        family,
        interfaces.find(({ name }) => name === network.interface),
      );
    }),
  );
}

export function declared(topology: Topology): Outcome<Found> {
  const facts = assumedFacts(topology);
  const compiled = compile(topology, facts);
  if (compiled.ok) {
    return { ok: true, value: { desired: compiled.value, interfaces: facts.interfaces } };
  }
  return failed({ exitCode: exitCodes.topologyInvalid, problems: compiled.problems });
}

/** What is kept for good must not depend on which cable was out when it was made. */
async function asOnHost(topology: Topology, host: Host): Promise<Outcome<Found>> {
  let interfaces: readonly Interface[] = [];
  const compileFor = (facts: Facts) => {
    interfaces = facts.interfaces.map((link) => ({ ...link, carrier: true }));
    return compile(topology, { ...facts, interfaces, standings: [] });
  };
  const surveyed = await survey(topology, compileFor, readLive(host), host);
  if (!surveyed.ok) return surveyed;
  const { desired } = surveyed.value;
  const reasons = unreadyText(desired);
  if (reasons.length === 0) return { ok: true, value: { desired, interfaces } };
  return failed({
    exitCode: exitCodes.refused,
    message: [
      `${topology.file} leaves values to the host, and this one has not all of them:`,
      ...reasons,
    ].join('\n'),
    hint: 'export it on the host that it describes, or write the values down instead of auto',
  });
}

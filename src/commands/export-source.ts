/** A topology, and the values that it leaves to the host -> what an export has to say. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import type { Desired } from '../model/desired.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { ExportSource } from '../model/export.ts';
import type { Facts } from '../model/live.ts';
import { itemsFromNothing } from '../plan/from-nothing.ts';
import { unreadyText } from '../render/uplink-text.ts';
import type { Topology } from '../topology/topology.ts';
import { autoPlaces, lastingLosses } from './export-losses.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { survey } from './survey.ts';

/** The host is looked at only where the topology leaves values to it. */
export async function exportSource(topology: Topology, host: Host): Promise<Outcome<ExportSource>> {
  const [auto] = autoPlaces(topology);
  const desired = auto === undefined ? declared(topology) : await asOnHost(topology, host);
  return desired.ok ? { ok: true, value: sourceOf(topology, desired.value) } : desired;
}

export function sourceOf(topology: Topology, desired: Desired): ExportSource {
  return {
    topology: topology.file,
    protocol: desired.protocol,
    items: itemsFromNothing(desired),
    tableNames: desired.tableNames.map(({ item }) => item),
    uplinks: desired.uplinks,
    losses: lastingLosses(topology, desired),
  };
}

function declared(topology: Topology): Outcome<Desired> {
  const compiled = compile(topology, assumedFacts(topology));
  if (compiled.ok) return { ok: true, value: compiled.value };
  return failed({ exitCode: exitCodes.topologyInvalid, problems: compiled.problems });
}

/** What is kept for good must not depend on which cable was out when it was made. */
async function asOnHost(topology: Topology, host: Host): Promise<Outcome<Desired>> {
  const compileFor = (facts: Facts) => {
    const interfaces = facts.interfaces.map((link) => ({ ...link, carrier: true }));
    return compile(topology, { ...facts, interfaces, standings: [] });
  };
  const surveyed = await survey(topology, compileFor, readLive(host), host);
  if (!surveyed.ok) return surveyed;
  const { desired } = surveyed.value;
  const reasons = unreadyText(desired);
  if (reasons.length === 0) return { ok: true, value: desired };
  return failed({
    exitCode: exitCodes.refused,
    message: [
      `${topology.file} leaves values to the host, and this one has not all of them:`,
      ...reasons,
    ].join('\n'),
    hint: 'export it on the host that it describes, or write the values down instead of auto',
  });
}

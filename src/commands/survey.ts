/** A host as it is, and what a topology makes of it. */

import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { ownProcess, readStatus } from '../host/watch-status.ts';
import type { LiveReading } from '../host/read-live.ts';
import { readTableNames } from '../host/table-names.ts';
import type { IpVersion } from '../live/ip-version.ts';
import { hasFeature, showIpVersion } from '../live/ip-version.ts';
import type { Desired } from '../model/desired.ts';
import { exitCodes } from '../model/exit-code.ts';
import { familyNames } from '../model/address.ts';
import type { PathStatus } from '../model/status.ts';
import type { Facts, Live } from '../model/live.ts';
import { dropInPaths } from '../model/ownership.ts';
import type { Checked } from '../model/problem.ts';
import type { TableName } from '../model/table.ts';
import type { TableNamer } from '../render/describe.ts';
import { namerFrom } from '../render/plan-text.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { hostFacts } from './host-facts.ts';

export type Surveyed = {
  readonly live: Live;
  readonly facts: Facts;
  readonly desired: Desired;
  readonly ownTableNames: readonly TableName[];
  /** About files with names of tables and leases, and what watching has found. */
  readonly remarks: readonly string[];
};

export async function survey(
  topology: Topology,
  compileFor: CompileFor,
  reading: Promise<LiveReading>,
  host: Host,
): Promise<Outcome<Surveyed>> {
  const names = readTableNames(host, dropInPaths(topology.protocol).tables);
  const read = await reading;
  if (!read.ok) return failed(unavailable(read));
  const live: Live = { ...read.live, tableNames: names.others };
  const watched = watchedUplinks(topology, host);
  const standings = watched.map(({ uplink, family, rank }) => ({ uplink, family, rank }));
  const told = hostFacts(live, names.own, topology, host);
  const facts = { ...told.facts, standings };
  const compiled = compileFor(facts);
  if (!compiled.ok) {
    return failed({ exitCode: exitCodes.topologyInvalid, problems: compiled.problems });
  }
  const desired = compiled.value;
  const lacking = missingFeature(desired, read.version);
  if (lacking !== undefined) return failed(lacking);
  const { own: ownTableNames } = names;
  const remarks = [...names.remarks, ...told.remarks, ...watched.flatMap(remarkOf)];
  return { ok: true, value: { live, facts, desired, ownTableNames, remarks } };
}

/** What a service that runs here has found of the uplinks of this topology. */
function watchedUplinks({ uplinks }: Topology, host: Host): readonly PathStatus[] {
  const status = readStatus(host);
  const counts = status !== undefined && status.process.id !== ownProcess().id;
  const paths = counts && Date.now() - Date.parse(status.written) < freshMs ? status.paths : [];
  return paths.filter((path) =>
    uplinks.some(
      ({ name, interface: device }) => name === path.uplink && device === path.interface,
    ),
  );
}

/** It is written every two seconds; a service that hangs says nothing of now. */
const freshMs = 10_000;

function remarkOf({ uplink, family, reason, rank }: PathStatus): readonly string[] {
  if (rank === 0) return [];
  return [
    `${uplink} (${familyNames[family]}) ${reason}, says watch: what can choose uses others meanwhile`,
  ];
}

export type CompileFor = (facts: Facts) => Checked<Desired>;

/** The proof after an apply compiles for the same facts again, and that is the same result. */
export function rememberLast(topology: Topology): CompileFor {
  let last: { readonly facts: string; readonly result: Checked<Desired> } | undefined;
  return (facts) => {
    const key = JSON.stringify(facts);
    if (last?.facts !== key) last = { facts: key, result: compile(topology, facts) };
    return last.result;
  };
}

export function namer(
  live: Live,
  own: readonly TableName[],
  desired: Desired | undefined,
): TableNamer {
  const wanted = desired?.tableNames.map(({ item }) => item) ?? [];
  return namerFrom([...live.tableNames, ...own, ...wanted]);
}

export function unavailable(read: Extract<LiveReading, { ok: false }>): Failure {
  return { exitCode: exitCodes.unavailable, message: read.message, hint: read.hint };
}

/** An `ip` that does not know an attribute neither sets nor shows it. */
function missingFeature(desired: Desired, version: IpVersion): Failure | undefined {
  const rule = desired.rules.find(({ item }) => item.selector.dscp !== undefined);
  if (rule === undefined || hasFeature(version, 'dscp')) return undefined;
  return {
    exitCode: exitCodes.unavailable,
    message: `${rule.origin.file}:${rule.origin.line}: dscp needs iproute2 6.13 or later; this is ${showIpVersion(version)}`,
    hint: 'tos matches the same bits in IPv6, and three of them in IPv4',
  };
}

/** `doctor`: what of this host keeps a topology from working, and what to do about it. */

import { compile } from '../compile/compile.ts';
import { diagnose, bySeverity } from '../doctor/diagnose.ts';
import { neighbourFindings } from '../doctor/neighbours.ts';
import type { Situation } from '../doctor/situation.ts';
import { situationOf, situationWithout } from '../doctor/situation.ts';
import { readNeighbourMarks } from '../host/neighbour-marks.ts';
import { readLive } from '../host/read-live.ts';
import { readSysctls } from '../host/sysctls.ts';
import { readStatus } from '../host/watch-status.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Finding } from '../model/finding.ts';
import type { Live } from '../model/live.ts';
import { doctorJson } from '../render/doctor-json.ts';
import { doctorText } from '../render/doctor-text.ts';
import { styleOf } from '../render/style.ts';
import type { Topology } from '../topology/topology.ts';
import type { Environment } from './environment.ts';
import type { Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { statesToCome } from './states-to-come.ts';
import { survey, unavailable } from './survey.ts';
import { loadTopology, loadTopologyIfPresent } from './topology-file.ts';

export type DoctorOptions = { readonly file: string | undefined; readonly json: boolean };

export async function doctor(options: DoctorOptions, environment: Environment): Promise<ExitCode> {
  const { terminal } = environment;
  const seen = await situationFor(options, environment);
  if (!seen.ok) return reportFailure(seen.failure, terminal, options.json);
  const { situation, topology } = seen.value;
  const marks = readNeighbourMarks(environment.host);
  const findings = bySeverity([...diagnose(situation), ...neighbourFindings(situation, marks)]);
  const head = { hostname: situation.live.hostname, topology: topology?.file };
  terminal.print(
    options.json
      ? `${JSON.stringify(doctorJson(head, findings), undefined, 2)}\n`
      : doctorText(head, findings, styleOf(terminal.colourOut)),
  );
  return exitCodeFor(findings);
}

/** A script may go on where there is nothing but information. */
function exitCodeFor(findings: readonly Finding[]): ExitCode {
  return findings.every(({ severity }) => severity === 'information')
    ? exitCodes.success
    : exitCodes.expectationFailed;
}

type Seen = { readonly situation: Situation; readonly topology: Topology | undefined };

async function situationFor(
  { file }: DoctorOptions,
  environment: Environment,
): Promise<Outcome<Seen>> {
  const { host, defaultTopology } = environment;
  const loaded = file === undefined ? loadTopologyIfPresent(defaultTopology) : loadTopology(file);
  if (!loaded.ok) return loaded;
  const topology = loaded.value?.topology;
  const isWatched = readStatus(host) !== undefined;
  if (topology === undefined) {
    const read = await readLive(host);
    if (!read.ok) return failed(unavailable(read));
    const situation = situationWithout(hostOf(read.live, isWatched));
    return { ok: true, value: { situation, topology } };
  }
  const compileFor = (facts: Parameters<typeof compile>[1]) => compile(topology, facts);
  const surveyed = await survey(topology, compileFor, readLive(host), host);
  if (!surveyed.ok) return surveyed;
  const { live, facts, desired } = surveyed.value;
  const states = () => statesToCome(topology, facts);
  const situation = situationOf(hostOf(live, isWatched), topology, { desired, states });
  return { ok: true, value: { situation, topology } };
}

function hostOf(live: Live, isWatched: boolean) {
  const sysctls = readSysctls(live.interfaces.map(({ name }) => name));
  return { live, sysctls, isWatched };
}

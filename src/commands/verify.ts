/** `verify`: do packets on this host go where the topology says they must? Asks the kernel itself. */

import { flowNames } from '../compile/flow-names.ts';
import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import { indexState } from '../lookup/state.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Live } from '../model/live.ts';
import type { FileReport, ReportTarget, Tally } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Topology } from '../topology/topology.ts';
import { uplinkNamer } from '../topology/uplink-namer.ts';
import { version } from '../version.ts';
import { exitCodeFor } from './check.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { judgeLive } from './judge-live.ts';
import { counted, writeReports } from './report.ts';
import type { Surveyed } from './survey.ts';
import { namer, survey } from './survey.ts';
import { loadTopology } from './topology-file.ts';
import type { Stage } from './verdicts.ts';

export type VerifyOptions = {
  readonly file: string | undefined;
  readonly reports: readonly ReportTarget[];
};

export async function verify(options: VerifyOptions, environment: Environment): Promise<ExitCode> {
  const fail = (failure: Failure) =>
    reportFailure(failure, environment.terminal, printsJson(options));
  const file = options.file ?? environment.defaultTopology;
  const loaded = loadTopology(file);
  if (!loaded.ok) return fail(loaded.failure);
  const { topology, warnings: problems } = loaded.value;
  if (topology.expectations.length === 0) return fail(nothingToVerify(topology));
  const judged = await judgeSettled(topology, environment.host);
  if (!judged.ok) return fail(judged.failure);
  const { verdicts, tally } = judged.value;
  const exitCode = exitCodeFor(verdicts);
  const remark = `${topology.file}: ${summary(verdicts)}; ${tallyText(tally)}`;
  const report: FileReport = { file, exitCode, problems, verdicts, tally, remark };
  return writeReports(
    { command: 'verify', version, files: [report] },
    options.reports,
    environment,
  );
}

function printsJson({ reports }: VerifyOptions): boolean {
  return reports.some(({ format, file }) => format === 'json' && file === undefined);
}

/** What cannot fail proves nothing. */
function nothingToVerify({ file }: Topology): Failure {
  return {
    exitCode: exitCodes.topologyInvalid,
    message: `${file} expects nothing`,
    hint: 'write what must be true of packets: expect: [any -> 8.8.8.8 => uplink NAME]',
  };
}

type Judged = { readonly verdicts: readonly Verdict[]; readonly tally: Tally };

const attemptsMax = 3;

/** Answers count only where the host was the same before and after. */
async function judgeSettled(topology: Topology, host: Host): Promise<Outcome<Judged>> {
  const compileFor: Parameters<typeof survey>[1] = (facts) => compile(topology, facts);
  let before = await survey(topology, compileFor, readLive(host), host);
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (!before.ok) return before;
    const judged = await judgeLive(topology, stageOf(topology, before.value), host);
    if (!judged.ok) return failed({ exitCode: exitCodes.unavailable, message: judged.reason });
    const after = await survey(topology, compileFor, readLive(host), host);
    if (after.ok && isSame(before.value.live, after.value.live)) return judged;
    before = after;
  }
  return failed({
    exitCode: exitCodes.unavailable,
    message: 'rules, routes or interfaces of this host change faster than it can be asked',
    hint: 'try again, or see who changes them: ip monitor',
  });
}

function isSame(one: Live, other: Live): boolean {
  return stateText(one) === stateText(other);
}

/** The seconds left differ at every look. */
function stateText({ rules, routes, opaque, interfaces, settings }: Live): string {
  const lasting = routes.map(({ expiresSeconds, ...route }) => ({
    ...route,
    expires: expiresSeconds !== undefined,
  }));
  return JSON.stringify([rules, lasting, opaque, interfaces, settings]);
}

function stageOf(topology: Topology, { live, facts, desired, ownTableNames }: Surveyed): Stage {
  const { interfaces } = live;
  const names = flowNames(topology, facts);
  const scene = {
    state: live,
    index: indexState(live),
    names,
    uplinks: desired.uplinks,
    interfaces,
  };
  return { scene, nameOf: namer(live, ownTableNames, desired), uplinkOf: uplinkNamer(topology) };
}

function summary(verdicts: readonly Verdict[]): string {
  const count = (...kinds: readonly Verdict['result']['kind'][]) =>
    verdicts.filter(({ result }) => kinds.includes(result.kind)).length;
  const holding = count('holds');
  const others = [
    [count('fails', 'mistaken'), 'failed'],
    [count('skipped'), 'skipped'],
  ] as const;
  return [
    `${counted(holding, 'expectation')} ${holding === 1 ? 'holds' : 'hold'}`,
    ...others.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])),
  ].join(', ');
}

function tallyText({ agree, differ, uncertain, unanswered }: Tally): string {
  return [
    `model and kernel agree ${agree}, differ ${differ}`,
    ...(uncertain === 0 ? [] : [`uncertain ${uncertain}`]),
    ...(unanswered === 0 ? [] : [`not answered ${unanswered}`]),
  ].join(', ');
}

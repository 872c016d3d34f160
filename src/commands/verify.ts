/** `verify`: do packets on this host go where the topology says they must? Asks the kernel itself. */

import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { FileReport, ReportTarget, Tally } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Topology } from '../topology/topology.ts';
import { version } from '../version.ts';
import { exitCodeFor } from './check.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { judgeHost } from './judge-host.ts';
import { counted, writeReports } from './report.ts';
import { loadTopology } from './topology-file.ts';

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
  const judged = await judgeHost(topology, environment.host);
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

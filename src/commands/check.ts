/** `check`: is this topology sound? Offline: no root, no network, no `ip`. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import type { Desired } from '../model/desired.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import { shownFile } from '../model/origin.ts';
import type { FileReport, ReportTarget } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { problemsOf } from '../model/verdict.ts';
import type { Topology } from '../topology/topology.ts';
import { version } from '../version.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { counted, writeReports } from './report.ts';
import { loadTopology } from './topology-file.ts';

export type CheckOptions = {
  readonly files: readonly string[];
  readonly reports: readonly ReportTarget[];
  /** Warnings fail the check as errors do. */
  readonly strict: boolean;
};

export async function check(options: CheckOptions, environment: Environment): Promise<ExitCode> {
  const names = options.files.length === 0 ? [environment.defaultTopology] : options.files;
  const files = await Promise.all(names.map((file) => checkFile(file, options.strict)));
  return writeReports({ command: 'check', version, files }, options.reports, environment);
}

async function checkFile(file: string, strict: boolean): Promise<FileReport> {
  const loaded = loadTopology(file);
  if (!loaded.ok) return unloaded(file, loaded.failure);
  const { topology, warnings } = loaded.value;
  const compiled = compile(topology, assumedFacts(topology));
  const problems = compiled.ok ? warnings : [...warnings, ...compiled.problems];
  if (!compiled.ok || problems.some(({ severity }) => severity === 'error' || strict)) {
    const exitCode = exitCodes.topologyInvalid;
    return { file, exitCode, problems, verdicts: [], remark: `${topology.file}: not valid` };
  }
  const verdicts = await judged(topology);
  const failed = verdicts.filter((verdict) => problemsOf(verdict).length > 0).length;
  const verdict =
    failed === 0
      ? `ok (${countsOf(topology, compiled.value)})`
      : `${failed} of ${counted(verdicts.length, 'expectation')} failed`;
  const remark = `${topology.file}: ${verdict}`;
  return { file, exitCode: exitCodeFor(verdicts), problems, verdicts, remark };
}

/** One that asks about what is not there is a mistake, whatever the packets do. */
export function exitCodeFor(verdicts: readonly Verdict[]): ExitCode {
  const has = (kind: Verdict['result']['kind']) =>
    verdicts.some(({ result }) => result.kind === kind);
  if (has('mistaken')) return exitCodes.topologyInvalid;
  return has('fails') ? exitCodes.expectationFailed : exitCodes.success;
}

/** Loaded where there are some: most topologies are checked without. */
async function judged(topology: Topology): Promise<readonly Verdict[]> {
  if (topology.expectations.length === 0) return [];
  const { judgeOffline } = await import('./expectations.ts');
  return judgeOffline(topology);
}

function countsOf({ uplinks, expectations }: Topology, { rules, routes }: Desired): string {
  return [
    counted(uplinks.length, 'uplink'),
    counted(rules.length, 'rule'),
    counted(routes.length, 'route'),
    ...(expectations.length === 0 ? [] : [counted(expectations.length, 'expectation')]),
  ].join(', ');
}

function unloaded(file: string, { exitCode, message, problems }: Failure): FileReport {
  const remark = message ?? `${shownFile(file)}: not valid`;
  return { file, exitCode, problems: problems ?? [], verdicts: [], remark };
}

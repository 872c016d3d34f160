/** `check`: is this topology sound? Offline: no root, no network, no `ip`. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Problem } from '../model/problem.ts';
import { problemJson, problemsText } from '../render/problems.ts';
import type { Topology } from '../topology/topology.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { loadTopology } from './topology-file.ts';

export type CheckOptions = {
  readonly files: readonly string[];
  readonly json: boolean;
  /** Warnings fail the check as errors do. */
  readonly strict: boolean;
};

type FileResult = {
  readonly file: string;
  readonly exitCode: ExitCode;
  readonly problems: readonly Problem[];
  /** What a person reads: the counts of a sound file, the reason for an unreadable one. */
  readonly remark: string;
};

export async function check(options: CheckOptions, environment: Environment): Promise<ExitCode> {
  const { terminal, defaultTopology } = environment;
  const files = options.files.length === 0 ? [defaultTopology] : options.files;
  const results = await Promise.all(files.map((file) => checkFile(file, options.strict)));
  if (options.json) terminal.print(`${JSON.stringify(checkJson(results), undefined, 2)}\n`);
  else for (const result of results) printResult(result, environment);
  return (
    results.find(({ exitCode }) => exitCode !== exitCodes.success)?.exitCode ?? exitCodes.success
  );
}

async function checkFile(file: string, strict: boolean): Promise<FileResult> {
  const loaded = loadTopology(file);
  if (!loaded.ok) return failedFile(file, loaded.failure);
  const { topology, warnings } = loaded.value;
  const compiled = compile(topology, assumedFacts(topology));
  const found = compiled.ok ? warnings : [...warnings, ...compiled.problems];
  const isUnsound = found.some(({ severity }) => severity === 'error' || strict);
  const failures = isUnsound ? [] : await expectations(topology);
  const problems = [...found, ...failures];
  const counts = compiled.ok
    ? [
        counted(topology.uplinks.length, 'uplink'),
        counted(compiled.value.rules.length, 'rule'),
        counted(compiled.value.routes.length, 'route'),
        ...(topology.expectations.length === 0
          ? []
          : [counted(topology.expectations.length, 'expectation')]),
      ].join(', ')
    : '';
  const failed = `${failures.length} of ${counted(topology.expectations.length, 'expectation')} failed`;
  const verdict = isUnsound ? 'not valid' : failures.length > 0 ? failed : `ok (${counts})`;
  const remark = `${topology.file}: ${verdict}`;
  return { file, exitCode: exitCodeFor(isUnsound, failures), problems, remark };
}

function exitCodeFor(isUnsound: boolean, failures: readonly Problem[]): ExitCode {
  // One that asks about what is not there is a mistake, whatever the packets do.
  const isMistaken = failures.some(({ code }) => code !== 'MH704');
  if (isUnsound || isMistaken) return exitCodes.topologyInvalid;
  return failures.length > 0 ? exitCodes.expectationFailed : exitCodes.success;
}

/** Loaded where there are some: most topologies are checked without. */
async function expectations(topology: Topology): Promise<readonly Problem[]> {
  if (topology.expectations.length === 0) return [];
  const { failedExpectations } = await import('./expectations.ts');
  return failedExpectations(topology);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function failedFile(file: string, { exitCode, message, problems }: Failure): FileResult {
  return { file, exitCode, problems: problems ?? [], remark: message ?? `${file}: not valid` };
}

function printResult({ exitCode, problems, remark }: FileResult, { terminal }: Environment): void {
  if (problems.length > 0) {
    terminal.remark(
      `${problemsText(problems, { colour: terminal.colourRemarks, columns: terminal.columnsRemarks })}\n`,
    );
  }
  if (exitCode === exitCodes.success) terminal.print(`${remark}\n`);
  else terminal.remark(`${remark}\n`);
}

function checkJson(results: readonly FileResult[]): object {
  return {
    format: 'multihome-check',
    format_version: '1.0',
    files: results.map(({ file, exitCode, problems, remark }) => ({
      file,
      valid: exitCode === exitCodes.success,
      ...(exitCode === exitCodes.noInput ? { message: remark } : {}),
      problems: problems.map(problemJson),
    })),
  };
}

/** `check`: is this topology sound? Offline: no root, no network, no `ip`. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Problem } from '../model/problem.ts';
import { problemJson, problemsText } from '../render/problems.ts';
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

export function check(options: CheckOptions, environment: Environment): ExitCode {
  const { terminal, defaultTopology } = environment;
  const files = options.files.length === 0 ? [defaultTopology] : options.files;
  const results = files.map((file) => checkFile(file, options.strict));
  if (options.json) terminal.print(`${JSON.stringify(checkJson(results), undefined, 2)}\n`);
  else for (const result of results) printResult(result, environment);
  return (
    results.find(({ exitCode }) => exitCode !== exitCodes.success)?.exitCode ?? exitCodes.success
  );
}

function checkFile(file: string, strict: boolean): FileResult {
  const loaded = loadTopology(file);
  if (!loaded.ok) return failedFile(file, loaded.failure);
  const { topology, warnings } = loaded.value;
  const compiled = compile(topology, assumedFacts(topology));
  const problems = compiled.ok ? warnings : [...warnings, ...compiled.problems];
  const bad = problems.some(({ severity }) => severity === 'error' || strict);
  const counts = compiled.ok
    ? [
        counted(topology.uplinks.length, 'uplink'),
        counted(compiled.value.rules.length, 'rule'),
        counted(compiled.value.routes.length, 'route'),
      ].join(', ')
    : '';
  const verdict = bad ? 'not valid' : `ok (${counts})`;
  const remark = `${topology.file}: ${verdict}`;
  return { file, exitCode: bad ? exitCodes.topologyInvalid : exitCodes.success, problems, remark };
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

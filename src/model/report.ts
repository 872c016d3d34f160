/** What `check` and `verify` found, for people and for programs of many kinds. */

import type { ExitCode } from './exit-code.ts';
import { exitCodes } from './exit-code.ts';
import type { Problem } from './problem.ts';
import { comparePlaces } from './problem.ts';
import type { Verdict } from './verdict.ts';
import { problemsOf } from './verdict.ts';

/** How many questions the kernel answered as the model did. */
export type Tally = {
  readonly agree: number;
  readonly differ: number;
  /** The model does not say. */
  readonly uncertain: number;
  /** What `ip route get` cannot be asked. */
  readonly unanswered: number;
};

/** One topology. */
export type FileReport = {
  /** As typed. */
  readonly file: string;
  readonly exitCode: ExitCode;
  /** What is wrong with the topology itself. */
  readonly problems: readonly Problem[];
  readonly verdicts: readonly Verdict[];
  /** Of `verify`. */
  readonly tally?: Tally;
  /** In a line: the counts of a sound file, the reason for an unreadable one. */
  readonly remark: string;
};

export type Report = {
  readonly command: 'check' | 'verify';
  readonly version: string;
  readonly files: readonly FileReport[];
};

/** The first exit code that is not 0. */
export function exitCodeOf({ files }: Report): ExitCode {
  const failed = files.find(({ exitCode }) => exitCode !== exitCodes.success);
  return failed?.exitCode ?? exitCodes.success;
}

/** Of the topology and of what is expected of it, sorted by position. */
export function allProblems({ problems, verdicts }: FileReport): readonly Problem[] {
  return [...problems, ...verdicts.flatMap(problemsOf)].toSorted(comparePlaces);
}

/** With any other exit code nobody got as far as judging the topology. */
export function isJudged({ exitCode }: FileReport): boolean {
  return (
    exitCode === exitCodes.success ||
    exitCode === exitCodes.topologyInvalid ||
    exitCode === exitCodes.expectationFailed
  );
}

/** Whether the topology itself, not what is expected of it, is why this did not succeed. */
export function isTopologyAtFault(report: FileReport): boolean {
  const { exitCode, problems, verdicts } = report;
  if (!isJudged(report) || problems.some(({ severity }) => severity === 'error')) return true;
  // An expectation that is mistaken has this code, too.
  const isInvalid = exitCode === exitCodes.topologyInvalid;
  return isInvalid && verdicts.every(({ result }) => result.kind !== 'mistaken');
}

export const reportFormats = ['text', 'json', 'github', 'sarif', 'junit', 'tap'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** Where a report goes; undefined is standard output. */
export type ReportTarget = { readonly format: ReportFormat; readonly file: string | undefined };

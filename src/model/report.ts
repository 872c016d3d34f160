/** What `check` and `verify` found, for people and for programs of many kinds. */

import type { ExitCode } from './exit-code.ts';
import type { Problem } from './problem.ts';
import type { Verdict } from './verdict.ts';

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

export const reportFormats = ['text', 'json', 'github', 'sarif', 'junit', 'tap'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** Where a report goes; undefined is standard output. */
export type ReportTarget = { readonly format: ReportFormat; readonly file: string | undefined };

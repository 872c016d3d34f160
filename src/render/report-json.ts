/** The versioned form of a report: schemas/check.schema.json. */

import { exitCodes } from '../model/exit-code.ts';
import type { FileReport, Report } from '../model/report.ts';
import { allProblems } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { expectationTitle } from './expectation-text.ts';
import { problemJson } from './problems.ts';

export function reportJson({ command, files }: Report): string {
  const document = {
    format: `multihome-${command}`,
    format_version: '1.0',
    files: files.map(fileJson),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function fileJson(report: FileReport): object {
  const { file, exitCode, verdicts, tally, remark } = report;
  return {
    file,
    valid: exitCode === exitCodes.success,
    ...(exitCode === exitCodes.noInput ? { message: remark } : {}),
    problems: allProblems(report).map(problemJson),
    expectations: verdicts.map(verdictJson),
    ...(tally === undefined ? {} : { model_and_kernel: tally }),
  };
}

function verdictJson({ expectation, result, packets }: Verdict): object {
  const { line, column } = expectation.at;
  return {
    title: expectationTitle(expectation),
    line,
    column,
    result: result.kind,
    packets,
    ...(result.kind === 'skipped' ? { reason: result.reason } : {}),
  };
}

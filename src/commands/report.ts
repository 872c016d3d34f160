/** A report -> standard output and files, in the formats that were asked for. */

import { writeUserFile } from '../host/user-file.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { FileReport, Report, ReportTarget } from '../model/report.ts';
import { allProblems, exitCodeOf } from '../model/report.ts';
import { skippedLines } from '../render/expectation-text.ts';
import { problemsText } from '../render/problems.ts';
import { visible } from '../render/terminal-text.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';

/** What people read comes unless something else goes to standard output. */
export async function writeReports(
  report: Report,
  targets: readonly ReportTarget[],
  environment: Environment,
): Promise<ExitCode> {
  const { terminal } = environment;
  const printed = targets.find(({ file }) => file === undefined)?.format ?? 'text';
  if (printed === 'text') for (const file of report.files) printText(file, environment);
  else terminal.print(await rendered(report, printed));
  const failures: Failure[] = [];
  for (const { format, file } of targets) {
    if (file === undefined) continue;
    const written = writeUserFile(file, await rendered(report, format));
    if (written.ok) continue;
    const message = `cannot write ${file}: ${written.reason}`;
    failures.push({ exitCode: exitCodes.unexpectedError, message });
  }
  for (const failure of failures) reportFailure(failure, terminal, false);
  return failures.length > 0 ? exitCodes.unexpectedError : exitCodeOf(report);
}

/** Loaded when it is asked for: people ask for none of them. */
async function rendered(report: Report, format: ReportTarget['format']): Promise<string> {
  const { renderReport } = await import('../render/report.ts');
  return renderReport(report, format);
}

function printText(file: FileReport, { terminal }: Environment): void {
  const problems = allProblems(file);
  if (problems.length > 0) {
    const look = { colour: terminal.colourRemarks, columns: terminal.columnsRemarks };
    terminal.remark(`${problemsText(problems, look)}\n`);
  }
  const summary = [visible(file.remark), ...skippedLines(file.verdicts), ''].join('\n');
  if (file.exitCode === exitCodes.success) terminal.print(summary);
  else terminal.remark(summary);
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

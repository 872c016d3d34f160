/** Runs test files, each in a process of its own, and prints a report on each as it ends. */

import { once } from 'node:events';
import { run } from 'node:test';

import type { TestFile } from './test-files.ts';
import {
  fail,
  fileWithoutTests,
  newReport,
  pass,
  reportText,
  start,
  sum,
  type Counts,
  type Ended,
  type FileReport,
} from './test-report.ts';

export type Write = (text: string) => void;

const concurrency = 2;
const fileTimeoutMs = 300_000;

/** A file without tests is a failure, and so is a run without files. */
export async function runFiles(files: readonly TestFile[], write: Write): Promise<Counts> {
  if (files.length === 0) return refuseEmpty(write);
  const reports = new Map(files.map((file) => [file.compiled, newReport(file.source)]));
  await gather(reports, write);
  return sum([...reports.values()].map((report) => report.counts));
}

/** Reports of tests come file by file; what files print comes at any time. */
async function gather(reports: Map<string, FileReport>, write: Write): Promise<void> {
  const stream = run({ files: [...reports.keys()], concurrency, timeout: fileTimeoutMs });
  const unprinted = new Map(reports);
  let current: string | undefined;
  const turnTo = (file: string | undefined): FileReport => {
    if (current !== undefined && current !== file) print(unprinted, current, write);
    current = file ?? current ?? '';
    return reportFor(reports, unprinted, current);
  };
  const collect = ({ file, message }: { file?: string; message: string }): void => {
    reportFor(reports, unprinted, file ?? '').output += message;
  };
  stream.on('test:start', (test) => start(turnTo(test.file), test));
  stream.on('test:pass', (test: Ended) => pass(turnTo(test.file), test));
  stream.on('test:fail', (test: Ended) => fail(turnTo(test.file), test));
  stream.on('test:stdout', collect);
  stream.on('test:stderr', collect);
  stream.resume();
  await once(stream, 'end');
  for (const file of [...unprinted.keys()]) print(unprinted, file, write);
}

/** An event that names no file of ours still counts. */
function reportFor(
  reports: Map<string, FileReport>,
  unprinted: Map<string, FileReport>,
  file: string,
): FileReport {
  const report = reports.get(file) ?? newReport(file === '' ? '(no file)' : file);
  if (!reports.has(file)) unprinted.set(file, report);
  reports.set(file, report);
  return report;
}

function print(unprinted: Map<string, FileReport>, file: string, write: Write): void {
  const report = unprinted.get(file);
  if (report === undefined || !unprinted.delete(file)) return;
  const { passed, failed, skipped } = report.counts;
  if (passed + failed + skipped === 0) fileWithoutTests(report);
  write(reportText(report));
}

function refuseEmpty(write: Write): Counts {
  write('No test file matches.');
  return { passed: 0, failed: 1, skipped: 0 };
}

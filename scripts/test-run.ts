/** Runs test files, each in a process of its own, and prints a report on each as it ends. */

import { once } from 'node:events';
import { run } from 'node:test';

import { inRepository } from '../test/support/repository.ts';
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

type Run = {
  /** By the path of the source, and of what it was compiled to: events name either. */
  readonly byPath: Map<string, FileReport>;
  readonly unprinted: Set<FileReport>;
  current: FileReport | undefined;
  readonly write: Write;
};
type Printed = { readonly file?: string | undefined; readonly message: string };

/** More than processors: much of what is tested waits. */
const concurrency = 3;
const fileTimeoutMs = 600_000;

/** A file without tests is a failure, and so is a run without files. */
export async function runFiles(files: readonly TestFile[], write: Write): Promise<Counts> {
  if (files.length === 0) return refuseEmpty(write);
  const state: Run = { byPath: new Map(), unprinted: new Set(), current: undefined, write };
  for (const { source, compiled } of files) {
    const report = addReport(state, compiled, source);
    state.byPath.set(inRepository(source), report);
  }
  await follow(state, files);
  for (const report of state.unprinted) print(state, report);
  return sum([...new Set(state.byPath.values())].map((report) => report.counts));
}

/** Tests come file by file, in order; what files print comes at any time. */
async function follow(state: Run, files: readonly TestFile[]): Promise<void> {
  const paths = files.map(({ compiled }) => compiled);
  const stream = run({ files: paths, concurrency, timeout: fileTimeoutMs });
  stream.on('test:start', (test) => start(turnTo(state, test.file), test));
  stream.on('test:pass', (test: Ended) => pass(turnTo(state, test.file), test));
  stream.on('test:fail', (test: Ended) => fail(turnTo(state, test.file), test));
  stream.on('test:stdout', (printed) => collect(state, printed));
  stream.on('test:stderr', (printed) => collect(state, printed));
  stream.on('test:diagnostic', (printed) => collectWarning(state, printed));
  stream.resume();
  await once(stream, 'end');
}

/** The report for an event; the one before it is printed when another file begins. */
function turnTo(state: Run, file: string | undefined): FileReport {
  const report = reportFor(state, file);
  if (state.current !== undefined && state.current !== report) print(state, state.current);
  state.current = report;
  return report;
}

/** An event that names no file of ours still counts. */
function reportFor(state: Run, file = '(no file)'): FileReport {
  return state.byPath.get(file) ?? addReport(state, file, file);
}

function addReport({ byPath, unprinted }: Run, path: string, source: string): FileReport {
  const report = newReport(source);
  byPath.set(path, report);
  unprinted.add(report);
  return report;
}

function collect(state: Run, { file, message }: Printed): void {
  reportFor(state, file).output += message;
}

/** What node:test says of errors after the end of a test. The rest is statistics. */
function collectWarning(state: Run, { file, message }: Printed): void {
  if (!/^(Error|Warning): /.test(message)) return;
  const report = file === undefined ? state.current : reportFor(state, file);
  if (report !== undefined) report.output += `${message}\n`;
}

function print({ unprinted, write }: Run, report: FileReport): void {
  if (!unprinted.delete(report)) return;
  const { passed, failed, skipped } = report.counts;
  if (passed + failed + skipped === 0) fileWithoutTests(report);
  write(reportText(report));
}

function refuseEmpty(write: Write): Counts {
  write('No test file matches.');
  return { passed: 0, failed: 1, skipped: 0 };
}

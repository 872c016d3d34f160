/** What one test file did, gathered from the events of node:test. Only leaves count: a suite does not. */

import { inspect } from 'node:util';

export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** The part of an event we read; suites and whole files come as tests, too. */
export type Ended = {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: {
    readonly type?: string | undefined;
    readonly error?: Error | undefined;
    readonly duration_ms?: number | undefined;
  };
};

export type FileReport = {
  readonly source: string;
  counts: Counts;
  tookMs: number;
  /** The tests we are in, outermost first. */
  names: readonly string[];
  /** For each level, how many tests ended there since one ended on the level above. */
  endedAt: readonly number[];
  /** Skips and failures, ready to print. */
  readonly details: string[];
  /** What the file printed. */
  output: string;
};

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

export function newReport(source: string): FileReport {
  return { source, counts: noCounts, tookMs: 0, names: [], endedAt: [], details: [], output: '' };
}

export function start(
  report: FileReport,
  { name, nesting }: Pick<Ended, 'name' | 'nesting'>,
): void {
  report.names = [...report.names.slice(0, nesting), name];
}

export function pass(report: FileReport, test: Ended): void {
  const isLeaf = end(report, test);
  const reason = skipReason(test);
  if (reason !== undefined) skip(report, test, reason);
  else if (isWholeFile(test)) fileWithoutTests(report);
  else if (isLeaf && test.details.type !== 'suite') count(report, 'passed');
}

export function fail(report: FileReport, test: Ended): void {
  const isLeaf = end(report, test);
  const reason = skipReason(test);
  if (reason !== undefined) return skip(report, test, reason);
  const { error } = test.details;
  const onlyByChildren = !isLeaf && failureType(error) === 'subtestsFailed';
  if (onlyByChildren) return;
  count(report, 'failed');
  report.details.push(`  FAILED   ${title(report, test)}\n${indented(errorText(error))}`);
}

export function fileWithoutTests(report: FileReport): void {
  count(report, 'failed');
  report.details.push('  FAILED   the file has no tests');
}

export function sum(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((total, one) => total + one.passed, 0),
    failed: all.reduce((total, one) => total + one.failed, 0),
    skipped: all.reduce((total, one) => total + one.skipped, 0),
  };
}

export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** One line, then skips and failures; a failed file shows what it printed. */
export function reportText({ source, counts, tookMs, details, output }: FileReport): string {
  const verdict = counts.failed > 0 ? 'FAIL' : 'ok  ';
  const printed = counts.failed > 0 && output !== '' ? [`  printed\n${indented(output)}`] : [];
  const took = `${(tookMs / 1000).toFixed(1)} s`;
  return [`${verdict} ${source}: ${summary(counts)}, ${took}`, ...details, ...printed].join('\n');
}

/** Children end before their parent does. True if this test had none. */
function end(report: FileReport, { nesting, details }: Ended): boolean {
  if (nesting === 0) report.tookMs += details.duration_ms ?? 0;
  const children = report.endedAt[nesting + 1] ?? 0;
  const levels = Array.from({ length: nesting }, (_, level) => report.endedAt[level] ?? 0);
  report.endedAt = [...levels, (report.endedAt[nesting] ?? 0) + 1];
  return children === 0;
}

function count(report: FileReport, verdict: keyof Counts): void {
  report.counts = { ...report.counts, [verdict]: report.counts[verdict] + 1 };
}

function skip(report: FileReport, test: Ended, reason: string): void {
  count(report, 'skipped');
  report.details.push(`  skipped  ${title(report, test)}: ${reason}`);
}

function skipReason({ skip: skipped, todo }: Ended): string | undefined {
  if (skipped !== undefined && skipped !== false) return reasonText(skipped);
  if (todo !== undefined && todo !== false) return `to do: ${reasonText(todo)}`;
  return undefined;
}

function reasonText(reason: string | true): string {
  return reason === true || reason === '' ? 'no reason given' : reason;
}

/** node:test reports a file itself when it has no tests, and when its process fails. */
function isWholeFile({ name, nesting, file }: Ended): boolean {
  return nesting === 0 && file !== undefined && file.endsWith(name) && name.endsWith('.js');
}

function title({ names }: FileReport, test: Ended): string {
  if (isWholeFile(test)) return 'the file itself';
  return [...names.slice(0, test.nesting), test.name].join(' > ');
}

function errorText(error: Error | undefined): string {
  const cause = error?.cause ?? error;
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 4 });
}

function failureType(error: Error | undefined): unknown {
  return error !== undefined && 'failureType' in error ? error.failureType : undefined;
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '    ');
}

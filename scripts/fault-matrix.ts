/**
 * `npm run fault-matrix`: everything that may go wrong with an apply, its confirmation, a rollback or
 * a destroy, at every position where it may. A row is a fault; its cells are counted as they are tried.
 *
 *   -- FILTER…   only files whose path contains one of these
 *   --stride N   every Nth position (1)
 */

import { once } from 'node:events';
import { run } from 'node:test';
import { inspect, parseArgs } from 'node:util';

import { sweepNamespaces } from '../test/support/namespace.ts';
import { inRepository } from '../test/support/repository.ts';
import type { TestFile } from './test-files.ts';
import { testFiles } from './test-files.ts';
import { whereNamespacesCanBeMade } from './test-privileges.ts';
import type { Ended } from './test-report.ts';

/** What has been a test before there was a matrix counts, too: a cell for each. */
const matrix = [
  'netns/fault-',
  'netns/kill-matrix',
  'netns/transactions',
  'netns/unready',
  'netns/way-back',
  'commands/early-end',
  'commands/privileges',
  'host/batch',
  'host/files',
  'host/read-live',
  'render/revert-script',
];

const fileTimeoutMs = 3_600_000;

type Row = { source: string; fault: string; tried: number; passed: number; note: string };

const { values, positionals } = parseArgs({
  options: { stride: { type: 'string', default: '1' } },
  allowPositionals: true,
});

process.exitCode = await whereNamespacesCanBeMade(() => main(values.stride, positionals));

async function main(stride: string, filters: readonly string[]): Promise<number> {
  process.env['MULTIHOME_STRIDE'] = stride;
  const files = testFiles(matrix).filter(
    ({ source }) => filters.length === 0 || filters.some((filter) => source.includes(filter)),
  );
  const rows = await tryAll(files);
  sweepNamespaces();
  printTable(rows);
  const isWhole = rows.length > 0 && rows.every(({ tried, passed }) => tried === passed);
  return isWhole && sum(rows, 'tried') > 0 ? 0 : 1;
}

/** What a test says of its cells follows its end. */
async function tryAll(files: readonly TestFile[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const names: string[] = [];
  const paths = files.map(({ compiled }) => compiled);
  const stream = run({ files: paths, concurrency: 2, timeout: fileTimeoutMs });
  stream.on('test:start', ({ name, nesting }) => {
    names.length = nesting;
    names.push(name);
  });
  const end = (test: Ended, isPassed: boolean): void => {
    if (test.details.type === 'suite' || isWholeFileWithout(test, isPassed)) return;
    const fault = [...names.slice(0, test.nesting), test.name].join(', ');
    const source = files.find((file) => isOf(file, test))?.source ?? '(no file)';
    const skipped = test.skip === undefined || test.skip === false ? '' : `skipped: ${test.skip}`;
    const tried = skipped === '' ? 1 : 0;
    rows.push({ source, fault, tried, passed: isPassed ? tried : 0, note: skipped });
    if (!isPassed) write(`FAILED  ${source}: ${fault}\n${inspect(test.details.error?.cause)}\n`);
  };
  stream.on('test:pass', (test: Ended) => end(test, true));
  stream.on('test:fail', (test: Ended) => end(test, false));
  stream.on('test:diagnostic', ({ message }) => {
    const [, passed, tried] = /^(\d+) of (\d+) cells passed$/.exec(message) ?? [];
    const row = rows.at(-1);
    if (row === undefined || tried === undefined) return;
    // A test may fail after all of its cells passed: that is one more which did not.
    const more = row.passed === 0 && passed === tried ? 1 : 0;
    rows.splice(-1, 1, { ...row, tried: Number(tried) + more, passed: Number(passed) });
  });
  stream.resume();
  await once(stream, 'end');
  return rows;
}

/** With source maps, a test is of its source. */
function isOf({ source, compiled }: TestFile, { file }: Ended): boolean {
  return file === compiled || file === inRepository(source);
}

/** node:test reports files, too; that matters only where one fails as a whole. */
function isWholeFileWithout({ name, nesting, file }: Ended, isPassed: boolean): boolean {
  const isFile = nesting === 0 && file !== undefined && file.endsWith(name) && name.endsWith('.js');
  return isFile && isPassed;
}

function printTable(rows: readonly Row[]): void {
  const width = Math.max(0, ...rows.map(({ fault }) => fault.length)) + 2;
  const line = (fault: string, tried: string, passed: string, note = ''): void =>
    write(`${fault.padEnd(width)}${tried.padStart(6)}${passed.padStart(8)}  ${note}`.trimEnd());
  line('fault', 'cells', 'passed');
  let source = '';
  for (const row of rows.toSorted((one, other) => (one.source < other.source ? -1 : 1))) {
    if (row.source !== source) write(`\n${row.source}`);
    source = row.source;
    const note = row.tried === row.passed ? row.note : 'FAILED';
    line(`  ${row.fault}`, `${row.tried}`, `${row.passed}`, note);
  }
  write('');
  line('all', `${sum(rows, 'tried')}`, `${sum(rows, 'passed')}`);
}

function sum(rows: readonly Row[], key: 'tried' | 'passed'): number {
  return rows.reduce((total, row) => total + row[key], 0);
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * JUnit XML, which CI systems show as tests. There is no standard; this is what readers have in
 * common (https://github.com/testmoapp/junitxml).
 */

import { shownFile } from '../model/origin.ts';
import type { Problem } from '../model/problem.ts';
import type { FileReport, Report } from '../model/report.ts';
import { problemsText } from './problems.ts';
import type { ReportTest, Said } from './report-tests.ts';
import { testsOf } from './report-tests.ts';
import { visible } from './terminal-text.ts';

export function reportJunit({ command, files }: Report): string {
  const suites = files.map((file) => ({ file, tests: testsOf(file) }));
  const all = suites.flatMap(({ tests }) => tests);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: `multihome ${command}`, ...countsOf(all) })}>`,
    ...suites.flatMap(({ file, tests }) => suite(file, tests)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ file }: FileReport, tests: readonly ReportTest[]): readonly string[] {
  const name = shownFile(file);
  return [
    `  <testsuite${attributes({ name, ...countsOf(tests), file: name })}>`,
    ...tests.map((test) => testCase(name, test)),
    '  </testsuite>',
  ];
}

function countsOf(tests: readonly ReportTest[]): Attributes {
  const count = (kind: ReportTest['outcome']['kind']) =>
    tests.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    tests: tests.length,
    failures: count('failed'),
    errors: count('broken'),
    skipped: count('skipped'),
    ...timeless,
  };
}

/** Nothing is measured; some readers show "NaN" where there is no time. */
const timeless = { time: 0 };

function testCase(suiteName: string, { name, at, outcome }: ReportTest): string {
  const file = at?.file ?? suiteName;
  const about = { name, classname: suiteName, file, line: at?.line ?? 1, ...timeless };
  const inside = insideOf(outcome);
  const start = `    <testcase${attributes(about)}`;
  return inside === '' ? `${start}/>` : `${start}>${inside}</testcase>`;
}

function insideOf(outcome: ReportTest['outcome']): string {
  switch (outcome.kind) {
    case 'passed':
      return outcome.warnings.length === 0
        ? ''
        : `<system-out>${escapeXml(textOf(outcome.warnings))}</system-out>`;
    case 'failed':
      return element('failure', outcome.said);
    case 'broken':
      return element('error', outcome.said);
    case 'skipped':
      return `<skipped${attributes({ message: outcome.reason })}/>`;
  }
}

function element(name: 'failure' | 'error', { message, type, problems }: Said): string {
  const text = problems.length === 0 ? message : textOf(problems);
  return `<${name}${attributes({ message, type })}>${escapeXml(text)}</${name}>`;
}

/** Lines of a topology can be long; no reader shows them whole. */
const columns = 120;

function textOf(problems: readonly Problem[]): string {
  return problemsText(problems, { colour: false, columns });
}

type Attributes = Readonly<Record<string, string | number>>;

function attributes(values: Attributes): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(visible(String(value)))}"`)
    .join('');
}

/** For texts of which `visible` has taken what XML forbids. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

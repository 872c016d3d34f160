/** The Test Anything Protocol, version 14: https://testanything.org/tap-version-14-specification.html */

import { shownFile } from '../model/origin.ts';
import type { Place, Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Outcome, Said } from './report-tests.ts';
import { testsOf } from './report-tests.ts';
import { visible } from './terminal-text.ts';

export function reportTap({ files }: Report): string {
  const points = files.flatMap((file) =>
    testsOf(file).map(({ name, outcome }) => ({
      description: files.length === 1 ? name : `${shownFile(file.file)}: ${name}`,
      outcome,
    })),
  );
  return [
    'TAP version 14',
    `1..${points.length}`,
    ...points.flatMap(({ description, outcome }, index) => [
      `${status(outcome)} ${index + 1} - ${escapeTap(description)}${directive(outcome)}`,
      ...diagnostics(outcome),
    ]),
    '',
  ].join('\n');
}

function status({ kind }: Outcome): 'ok' | 'not ok' {
  return kind === 'failed' || kind === 'broken' ? 'not ok' : 'ok';
}

function directive(outcome: Outcome): string {
  return outcome.kind === 'skipped' ? ` # SKIP ${escapeTap(outcome.reason)}` : '';
}

/** What follows a `#` is a directive, unless there is a backslash before it. */
function escapeTap(text: string): string {
  return visible(text).replace(/[\\#]/g, '\\$&');
}

function diagnostics(outcome: Outcome): readonly string[] {
  const said = saidOf(outcome);
  return said === undefined ? [] : ['---', ...yaml(said), '...'].map((line) => `  ${line}`);
}

function saidOf(outcome: Outcome): YamlMapping | undefined {
  switch (outcome.kind) {
    case 'passed':
      return outcome.warnings.length === 0
        ? undefined
        : { warnings: outcome.warnings.map(problemYaml) };
    case 'failed':
    case 'broken':
      return diagnosis(outcome.said);
    case 'skipped':
      return undefined;
  }
}

/** The worst problem speaks for all of them. */
function diagnosis({ message, problems: [worst, ...others] }: Said): YamlMapping {
  if (worst === undefined) return { message };
  return {
    ...problemYaml(worst),
    ...(others.length === 0 ? {} : { others: others.map(problemYaml) }),
  };
}

function problemYaml({ code, severity, message, hint, details, at }: Problem): YamlMapping {
  return {
    message,
    severity,
    code,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at: placeYaml(at) }),
    ...(details === undefined || details.length === 0 ? {} : { details }),
  };
}

function placeYaml({ file, line, column }: Place): YamlMapping {
  return { file, line, column };
}

type Yaml = string | number | YamlMapping | readonly (string | YamlMapping)[];

/** Keys are plain words. */
type YamlMapping = { readonly [key: string]: Yaml };

function yaml(mapping: YamlMapping): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    if (typeof value === 'string' || typeof value === 'number') return [`${key}: ${scalar(value)}`];
    return [`${key}:`, ...(isList(value) ? value.flatMap(yamlItem) : yaml(value).map(indented))];
  });
}

function yamlItem(item: string | YamlMapping): readonly string[] {
  if (typeof item === 'string') return [`  - ${scalar(item)}`];
  return yaml(item).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

function indented(line: string): string {
  return `  ${line}`;
}

/** A string of JSON is one of YAML, too (YAML 1.2.2, 1.3 and 7.3.1). */
function scalar(value: string | number): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(visible(value));
}

function isList(value: Yaml): value is readonly (string | YamlMapping)[] {
  return Array.isArray(value);
}

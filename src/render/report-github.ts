/**
 * Workflow commands: GitHub Actions shows them beside the lines they are about. What the runner takes
 * for a command, and how it reads one, is in actions/runner, src/Runner.Common/ActionCommand.cs.
 */

import { exitCodes } from '../model/exit-code.ts';
import { shownFile, standardInput } from '../model/origin.ts';
import type { Place, Problem } from '../model/problem.ts';
import { problemCodes } from '../model/problem-codes.ts';
import type { FileReport, Report } from '../model/report.ts';
import { allProblems } from '../model/report.ts';
import { tidyPath } from './file-paths.ts';
import { position, problemLines } from './problems.ts';
import { visible } from './terminal-text.ts';

export function reportGithub({ files }: Report): string {
  return files
    .flatMap((file) => [...allProblems(file).map(annotation), lastLine(file)])
    .map((line) => `${line}\n`)
    .join('');
}

type Property = readonly [key: string, value: string | number];

function annotation(problem: Problem): string {
  const { code, severity, at, related = [] } = problem;
  const title: Property = ['title', `${code} ${problemCodes[code].name}`];
  const notes = related.map((note) => `${position(note.at)}: ${visible(note.message)}`);
  const text = [...problemLines(problem), ...notes].join('\n');
  return command(severity, [...(at === undefined ? [] : placeProperties(at)), title], text);
}

function placeProperties({ file, line, column, endColumn }: Place): readonly Property[] {
  return [
    ...fileProperty(file),
    ['line', line],
    ['endLine', line],
    ['col', column],
    ['endColumn', endColumn],
  ];
}

/** Standard input is no file of the repository. */
function fileProperty(file: string): readonly Property[] {
  return file === standardInput ? [] : [['file', visible(tidyPath(file))]];
}

/** A step that fails says why in an annotation, though there be no error to point at. */
function lastLine(report: FileReport): string {
  const { file, exitCode, remark } = report;
  const said =
    exitCode === exitCodes.success ||
    allProblems(report).some(({ severity }) => severity === 'error');
  if (said) return plainLine(visible(remark));
  return command('error', fileProperty(shownFile(file)), visible(remark));
}

function command(name: 'error' | 'warning', properties: readonly Property[], text: string): string {
  const list = properties
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${name}${list === '' ? '' : ` ${list}`}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** No command, whatever the file is called: `::` is one at the start, `##[` anywhere. */
function plainLine(text: string): string {
  return text.replace(/^(\s*):(?=:)/, '$1\\x3a').replaceAll('##[', '#\\x23[');
}

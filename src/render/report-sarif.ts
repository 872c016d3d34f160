/**
 * SARIF 2.1.0, for code scanning. Numbers in comments are sections of the standard:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

import { shownFile, standardInput } from '../model/origin.ts';
import type { Place, Problem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-codes.ts';
import { problemCodes } from '../model/problem-codes.ts';
import type { FileReport, Report } from '../model/report.ts';
import { allProblems, exitCodeOf, isJudged } from '../model/report.ts';
import { uriOf } from './file-paths.ts';
import { problemLines } from './problems.ts';
import { visible } from './terminal-text.ts';

export function reportSarif(report: Report): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run(report)],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function run(report: Report): object {
  const { command, version, files } = report;
  const problems = files.flatMap((file) => allProblems(file).map((problem) => ({ file, problem })));
  const codes = [...new Set(problems.map(({ problem }) => problem.code))].toSorted();
  const rules = codes.map(rule);
  const driver = { name: 'multihome', version, semanticVersion: version, rules };
  return {
    tool: { driver },
    // What precedes the slash is a category of code scanning: `verify` does not replace `check`.
    automationDetails: { id: `multihome-${command}/` },
    invocations: [invocation(report)],
    originalUriBaseIds: { [startFolder]: { description: text('where multihome was started') } },
    // As editors count, and JavaScript.
    columnKind: 'utf16CodeUnits',
    results: problems.map(({ file, problem }) => result(problem, file, codes)),
  };
}

/** The name that everybody uses for what relative paths are relative to. */
const startFolder = '%SRCROOT%';

function rule(code: ProblemCode): object {
  const { name, severity, summary, explanation } = problemCodes[code];
  return {
    id: code,
    name,
    shortDescription: { text: summary },
    fullDescription: { text: explanation },
    defaultConfiguration: { level: severity },
    help: { text: explanation, markdown: explanation },
  };
}

function invocation(report: Report): object {
  const unjudged = report.files.filter((file) => !isJudged(file));
  const notifications = unjudged.map(({ file, remark }) => ({
    level: 'error',
    message: text(visible(remark)),
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(shownFile(file)) } }],
  }));
  return {
    executionSuccessful: notifications.length === 0,
    exitCode: exitCodeOf(report),
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}

function result(problem: Problem, { file }: FileReport, codes: readonly ProblemCode[]): object {
  const { code, severity, at, related = [] } = problem;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: text(paragraphs(problem).join('\n')),
    // Code scanning shows nothing that has no location.
    locations: [
      at === undefined
        ? { physicalLocation: { artifactLocation: artifactLocation(shownFile(file)) } }
        : location(at),
    ],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((note, index) => ({
            id: index + 1,
            message: text(visible(note.message)),
            ...location(note.at),
          })),
        }),
  };
}

/**
 * The first sentence stands for the whole where there is little room, and white space must not make
 * a table (3.11.3).
 */
function paragraphs(problem: Problem): readonly string[] {
  const [message = '', ...more] = problemLines(problem);
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return [sentence, ...more.map(withoutColumns)];
}

/** `10100: from 192.0.2.1 lookup isp-a   matches` -> `10100: from 192.0.2.1 lookup isp-a (matches)` */
function withoutColumns(line: string): string {
  const [first = '', ...more] = line.trim().split(/ {2,}/);
  return more.length === 0 ? first : `${first} (${more.join(', ')})`;
}

/** endColumn is the column after the last one (3.30.8), as ours is. */
function location({ file, line, column, endColumn }: Place): object {
  const region = { startLine: line, startColumn: column, endLine: line, endColumn };
  return { physicalLocation: { artifactLocation: artifactLocation(file), region } };
}

/** 3.4.4: what is relative says to what; standard input is nowhere. */
function artifactLocation(file: string): object {
  const uri = uriOf(file);
  return file.startsWith('/') || file === standardInput ? { uri } : { uri, uriBaseId: startFolder };
}

/** A brace would begin a placeholder (3.11.5), and `](` makes a link of what precedes it (3.11.6). */
function text(plain: string): object {
  const unlinked = plain.replace(/(\\*)\]\(/g, '$1$1\\](');
  return { text: unlinked.replace(/[{}]/g, '$&$&') };
}

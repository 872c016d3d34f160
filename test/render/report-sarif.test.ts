import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { JsonObject } from '../../scripts/json-schema.ts';
import { objectOf } from '../../scripts/json-schema.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { ProblemCode } from '../../src/model/problem-codes.ts';
import { problemCodes } from '../../src/model/problem-codes.ts';
import { uriOf } from '../../src/render/file-paths.ts';
import { reportSarif } from '../../src/render/report-sarif.ts';
import { visible } from '../../src/render/terminal-text.ts';
import {
  checkedAs,
  fileReport,
  hostileName,
  problem,
  report,
  topologies,
  verdict,
} from '../support/reports.ts';
import { listOf, readSarif, shownMessage } from '../support/sarif.ts';

function resultsOf(document: string): readonly JsonObject[] {
  return listOf(readSarif(document), 'results');
}

function invocationOf(document: string): JsonObject {
  return objectOf(listOf(readSarif(document), 'invocations')[0]);
}

function physicalLocation(one: JsonObject | undefined, key = 'locations'): JsonObject {
  return objectOf(objectOf(listOf(objectOf(one), key)[0])['physicalLocation']);
}

function uriFrom(one: JsonObject | undefined): unknown {
  return objectOf(physicalLocation(one)['artifactLocation'])['uri'];
}

test('a failed expectation is a result with its place, the packet and its way', (context) => {
  const { stdout, stderr, exitCode } = checkedAs(context, 'sarif', ['fails.yaml']);
  assert.deepEqual([exitCode, stderr], [4, '']);
  const [result, ...others] = resultsOf(stdout);
  assert.equal(others.length, 0);
  assert.deepEqual([result?.['ruleId'], result?.['level']], ['MH704', 'error']);
  assert.deepEqual(physicalLocation(result), {
    artifactLocation: { uri: 'fails.yaml', uriBaseId: '%SRCROOT%' },
    region: { startLine: 6, startColumn: 10, endLine: 6, endColumn: 40 },
  });
  const [message, hint, ...details] = shownMessage(objectOf(result)).split('\n');
  assert.match(message ?? '', /^any -> 8\.8\.8\.8: expected uplink isp-b, but it leaves .*\.1\.$/);
  assert.equal(hint, "multihome trace fails.yaml 'any -> 8.8.8.8'");
  assert.match(details.join('\n'), /^default via 203\.0\.113\.1 .* \(taken\)$/m);
  assert.deepEqual(invocationOf(stdout), { executionSuccessful: true, exitCode: 4 });
});

test('the rule is the entry of docs/messages.md', (context) => {
  const run = readSarif(checkedAs(context, 'sarif', ['fails.yaml']).stdout);
  const [rule] = listOf(objectOf(objectOf(run['tool'])['driver']), 'rules');
  const { name, summary, explanation } = problemCodes.MH704;
  assert.deepEqual(rule, {
    id: 'MH704',
    name,
    shortDescription: { text: summary },
    fullDescription: { text: explanation },
    defaultConfiguration: { level: 'error' },
    help: { text: explanation, markdown: explanation },
  });
});

test('every code makes a rule that code scanning takes', () => {
  const codes = Object.keys(problemCodes) as ProblemCode[];
  const problems = codes.map((code) => problem({ code }));
  const results = resultsOf(reportSarif(report(fileReport({ exitCode: 3, problems }))));
  assert.equal(results.length, codes.length);
});

test('where nothing is wrong there are results: none', (context) => {
  const { stdout } = checkedAs(context, 'sarif', ['holds.yaml']);
  assert.match(stdout, /"results": \[\]/);
  assert.deepEqual(resultsOf(stdout), []);
  assert.deepEqual(invocationOf(stdout), { executionSuccessful: true, exitCode: 0 });
});

test('a warning is one; other places that have a part in it are related', (context) => {
  const [warning] = resultsOf(checkedAs(context, 'sarif', ['warns.yaml']).stdout);
  assert.deepEqual([warning?.['ruleId'], warning?.['level']], ['MH215', 'warning']);
  const related = physicalLocation(warning, 'relatedLocations');
  assert.deepEqual(objectOf(related['region'])['startLine'], 3);
});

test('a file that cannot be read makes a run that did not succeed, beside the results', (context) => {
  const { stdout } = checkedAs(context, 'sarif', ['fails.yaml', 'none.yaml', 'invalid.yaml']);
  const { executionSuccessful, exitCode, ...more } = invocationOf(stdout);
  assert.deepEqual([executionSuccessful, exitCode], [false, 4]);
  const [notification, ...others] = listOf(more, 'toolExecutionNotifications');
  assert.equal(others.length, 0);
  assert.equal(
    shownMessage(objectOf(notification)),
    'cannot read none.yaml: there is no such file',
  );
  assert.equal(uriFrom(notification), 'none.yaml');
  assert.deepEqual(
    new Set(resultsOf(stdout).map(uriFrom)),
    new Set(['fails.yaml', 'invalid.yaml']),
  );
});

test('standard input has a URI that is valid, and relative to nothing', (context) => {
  const [result] = resultsOf(checkedAs(context, 'sarif', ['-']).stdout);
  assert.deepEqual(physicalLocation(result)['artifactLocation'], { uri: '%3Cstdin%3E' });
});

for (const [name, uri] of [
  ['a b#c?d%41.yaml', 'a%20b%23c%3Fd%2541.yaml'],
  ['./sub//./a:b.yaml', 'sub/a%3Ab.yaml'],
  ['c:d.yaml', 'c%3Ad.yaml'],
  ['é[1]\\.yaml', '%C3%A9%5B1%5D%5C.yaml'],
] as const) {
  test(`a file is named as version control does: ${name}`, (context) => {
    const text = topologies['fails.yaml'];
    const [result] = resultsOf(checkedAs(context, 'sarif', [name], { [name]: text }).stdout);
    assert.equal(uriFrom(result), uri);
  });
}

test('a path from the root is a file URI; what is no path has a URI, too', () => {
  assert.equal(uriOf('/etc//multihome/./top ology.yaml'), 'file:///etc/multihome/top%20ology.yaml');
  assert.equal(uriOf(''), '.');
  assert.equal(uriOf('./'), '.');
  assert.equal(uriOf('\ud800'), '%EF%BF%BD');
});

test('nothing that a topology says is a placeholder or a link', (context) => {
  const [result] = resultsOf(checkedAs(context, 'sarif', ['hostile.yaml']).stdout);
  const shown = shownMessage(objectOf(result)).replaceAll('\\\\', '\\');
  assert.ok(shown.startsWith(`${visible(hostileName).replaceAll('\\\\', '\\')}: any -> `), shown);
});

test('verify has a category of its own; a host that cannot be asked is said', () => {
  const skipped = verdict({ kind: 'skipped', reason: 'it supposes another host' });
  const unasked = fileReport({ exitCode: 69, remark: 'ip is missing' });
  const document = reportSarif(report(fileReport({ verdicts: [skipped] }), unasked));
  const run = readSarif(document);
  assert.deepEqual(run['automationDetails'], { id: 'multihome-verify/' });
  assert.deepEqual(run['results'], []);
  const { executionSuccessful, exitCode } = invocationOf(document);
  assert.deepEqual([executionSuccessful, exitCode], [false, 69]);
});

test('a problem without a place is shown with its file', () => {
  const wide: Problem = { code: 'MH391', severity: 'error', message: 'Too many!' };
  const [result] = resultsOf(reportSarif(report(fileReport({ exitCode: 3, problems: [wide] }))));
  assert.deepEqual(physicalLocation(result), {
    artifactLocation: { uri: 'router.yaml', uriBaseId: '%SRCROOT%' },
  });
  assert.equal(shownMessage(objectOf(result)), 'Too many!');
});

test('columns count UTF-16 units, as the log says: an emoji is two', (context) => {
  const line =
    'expect: [{name: \u{1f600}, flow: any -> any, then: uplink isp-a}, any -> any => uplink isp-b]';
  const text = topologies['fails.yaml'].replace(/^expect: .*$/m, line);
  const { stdout } = checkedAs(context, 'sarif', ['a.yaml'], { 'a.yaml': text });
  assert.equal(readSarif(stdout)['columnKind'], 'utf16CodeUnits');
  const { startColumn, endColumn } = objectOf(physicalLocation(resultsOf(stdout)[0])['region']);
  assert.deepEqual([startColumn, endColumn], [line.indexOf('any -> any =>') + 1, line.length]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Problem } from '../../src/model/problem.ts';
import { reportGithub } from '../../src/render/report-github.ts';
import { visible } from '../../src/render/terminal-text.ts';
import {
  checkedAs,
  fileReport,
  hostileName,
  place,
  problem,
  report,
  topologies,
  verdict,
} from '../support/reports.ts';
import { readCommand } from '../support/workflow-commands.ts';

function lines(text: string): readonly string[] {
  assert.ok(text.endsWith('\n'));
  return text.slice(0, -1).split('\n');
}

test('a failed expectation is shown at its line, with the packet and its way; then the file', (context) => {
  const { stdout, stderr, exitCode } = checkedAs(context, 'github', ['fails.yaml']);
  assert.deepEqual([exitCode, stderr], [4, '']);
  const [first = '', ...others] = lines(stdout);
  const command = readCommand(first);
  assert.equal(command?.name, 'error');
  assert.deepEqual(command.properties, {
    file: 'fails.yaml',
    line: '6',
    endLine: '6',
    col: '10',
    endColumn: '40',
    title: 'MH704 expectation-failed',
  });
  const [message, hint, ...details] = command.data.split('\n');
  assert.match(message ?? '', /^any -> 8\.8\.8\.8: expected uplink isp-b, but it leaves by eth0/);
  assert.equal(hint, "multihome trace fails.yaml 'any -> 8.8.8.8'");
  assert.match(details.join('\n'), /\n +default via 203\.0\.113\.1 .* taken\n/);
  assert.deepEqual(others, ['fails.yaml: 1 of 2 expectations failed']);
});

test('what is sound has its line alone', (context) => {
  const { stdout } = checkedAs(context, 'github', ['holds.yaml']);
  assert.match(stdout, /^holds\.yaml: ok \(.*\)\n$/);
});

test('a warning is one, and other places are named', (context) => {
  const [warning = '', last] = lines(checkedAs(context, 'github', ['warns.yaml']).stdout);
  const command = readCommand(warning);
  assert.equal(command?.name, 'warning');
  assert.match(command.data, /\nwarns\.yaml:3:\d+: first used here$/);
  assert.match(last ?? '', /^warns\.yaml: ok/);
});

test('warnings that fail the check are followed by an error', (context) => {
  const words = ['--strict', 'warns.yaml'];
  const [warning = '', error = ''] = lines(checkedAs(context, 'github', words).stdout);
  assert.equal(readCommand(warning)?.name, 'warning');
  assert.equal(error, '::error file=warns.yaml::warns.yaml: not valid');
});

test('a file that cannot be read is an error of its own', (context) => {
  const { stdout, exitCode } = checkedAs(context, 'github', ['./none.yaml']);
  assert.equal(exitCode, 66);
  assert.equal(stdout, '::error file=none.yaml::cannot read ./none.yaml: there is no such file\n');
});

test('standard input is no file of the repository', (context) => {
  const [first = '', last] = lines(checkedAs(context, 'github', ['-']).stdout);
  const { file, line } = readCommand(first)?.properties ?? {};
  assert.deepEqual([file, line], [undefined, '6']);
  assert.equal(last, '<stdin>: 1 of 2 expectations failed');
});

test('nothing that a topology says becomes a command', (context) => {
  const { stdout } = checkedAs(context, 'github', ['hostile.yaml']);
  const [first = '', ...others] = lines(stdout);
  const command = readCommand(first);
  assert.equal(command?.name, 'error');
  assert.deepEqual(Object.keys(command.properties), [
    ...['file', 'line', 'endLine', 'col', 'endColumn', 'title'],
  ]);
  assert.ok(command.data.startsWith(`${visible(hostileName)}: any -> `), command.data);
  assert.deepEqual(others, ['hostile.yaml: 1 of 1 expectation failed']);
});

for (const name of [
  '::error::a.yaml',
  '\t ::stop-commands::a.yaml',
  'a ##[add-mask]b.yaml',
  'a\n::error::b.yaml',
  'a,line=7:b%0A%.yaml',
]) {
  test(`the name of a file becomes no command: ${JSON.stringify(name)}`, (context) => {
    const sound = { [name]: topologies['holds.yaml'] };
    const plain = lines(checkedAs(context, 'github', [name], sound).stdout);
    assert.equal(plain.length, 1);
    assert.equal(readCommand(plain[0] ?? ''), undefined);

    const failing = { [name]: topologies['fails.yaml'] };
    const [first = '', last = ''] = lines(checkedAs(context, 'github', [name], failing).stdout);
    assert.equal(readCommand(first)?.properties['file'], visible(name));
    assert.equal(readCommand(first)?.properties['line'], '6');
    assert.equal(readCommand(last), undefined);
  });
}

test('a problem without a place, and a host that cannot be asked', () => {
  const wide: Problem = { code: 'MH704', severity: 'error', message: 'a\nb', hint: 'c' };
  const unasked = fileReport({ exitCode: 69, remark: 'ip is missing', problems: [] });
  const invalid = fileReport({ exitCode: 3, problems: [wide], remark: 'router.yaml: not valid' });
  assert.deepEqual(lines(reportGithub(report(unasked, invalid))), [
    '::error file=router.yaml::ip is missing',
    '::error title=MH704 expectation-failed::a\\x0ab%0Ac',
    'router.yaml: not valid',
  ]);
});

test('problems come in the order of the file', () => {
  const early = problem({ at: place(2), severity: 'warning' });
  const fails = verdict({ kind: 'fails', problems: [problem()] });
  const skipped = verdict({ kind: 'skipped', reason: 'it supposes another host' });
  const later = fileReport({ exitCode: 4, problems: [early], verdicts: [fails, skipped] });
  const commands = lines(reportGithub(report(later))).map(readCommand);
  assert.deepEqual(
    commands.map((command) => command?.properties['line']),
    ['2', '7', undefined],
  );
});

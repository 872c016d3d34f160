import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Report } from '../../src/model/report.ts';
import { reportJunit } from '../../src/render/report-junit.ts';
import { visible } from '../../src/render/terminal-text.ts';
import { readJunit, told } from '../support/junit.ts';
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

test('a suite for each topology, a case for it and for each expectation', (context) => {
  const files = ['holds.yaml', 'fails.yaml', 'mistaken.yaml', 'invalid.yaml', 'none.yaml', '-'];
  const { stdout, stderr, exitCode } = checkedAs(context, 'junit', files);
  assert.deepEqual([exitCode, stderr], [4, '']);
  const root = readJunit(stdout);
  assert.equal(root.attributes['name'], 'multihome check');
  assert.deepEqual(
    root.children.map(({ attributes }) => attributes['name']),
    [...files.slice(0, -1), '<stdin>'],
  );
  assert.deepEqual(root.children.map(told), [
    [
      'topology: passed',
      'any -> any => uplink isp-a: passed',
      'isp-b -> any => uplink isp-b: passed',
    ],
    [
      'topology: passed',
      'any -> 8.8.8.8 => uplink isp-b: failure',
      'any -> any => uplink isp-a: passed',
    ],
    ['topology: passed', 'wlan -> any => uplink isp-a: error'],
    ['topology: error'],
    ['topology: error'],
    [
      'topology: passed',
      'any -> 8.8.8.8 => uplink isp-b: failure',
      'any -> any => uplink isp-a: passed',
    ],
  ]);
});

test('a failure says which packet goes where, and why', (context) => {
  const [suite] = readJunit(checkedAs(context, 'junit', ['fails.yaml']).stdout).children;
  const failed = suite?.children[1];
  assert.deepEqual(
    { ...failed?.attributes },
    {
      name: 'any -> 8.8.8.8 => uplink isp-b',
      classname: 'fails.yaml',
      file: 'fails.yaml',
      line: '6',
      time: '0',
    },
  );
  const [failure] = failed?.children ?? [];
  assert.equal(failure?.attributes['type'], 'MH704');
  assert.match(
    failure.attributes['message'] ?? '',
    /^any -> 8\.8\.8\.8: expected uplink isp-b, but it leaves by eth0 via 203\.0\.113\.1$/,
  );
  assert.match(failure.text, /^fails\.yaml:6:10: error: any -> .*\[MH704\]\n/);
  assert.match(failure.text, /\n +default via 203\.0\.113\.1 .* taken\n/);
});

test('what is wrong with the topology itself is an error of its case', (context) => {
  const files = ['invalid.yaml', 'none.yaml'];
  const { children } = readJunit(checkedAs(context, 'junit', files).stdout);
  const [invalid, unread] = children.map((suite) => suite.children[0]);
  assert.equal(invalid?.attributes['line'], '6');
  assert.match(invalid.children[0]?.attributes['type'] ?? '', /^MH\d{3}$/);
  assert.deepEqual(
    { ...unread?.children[0]?.attributes },
    { message: 'cannot read none.yaml: there is no such file', type: 'exit code 66' },
  );
});

test('warnings are output; with --strict they are the error', (context) => {
  const [suite] = readJunit(checkedAs(context, 'junit', ['warns.yaml']).stdout).children;
  assert.deepEqual(told(suite), ['topology: system-out']);
  assert.match(suite?.children[0]?.children[0]?.text ?? '', /warning: .*\[MH215\]/);
  const words = ['--strict', 'warns.yaml'];
  const [strict] = readJunit(checkedAs(context, 'junit', words).stdout).children;
  assert.deepEqual(told(strict), ['topology: error']);
  assert.equal(strict?.children[0]?.children[0]?.attributes['type'], 'MH215');
});

test('cases of one name are told apart by their place', (context) => {
  const [suite] = readJunit(checkedAs(context, 'junit', ['twice.yaml']).stdout).children;
  assert.deepEqual(told(suite), [
    'topology: passed',
    'any -> any => uplink isp-a (6:10): passed',
    'any -> any => uplink isp-a (6:38): passed',
  ]);
});

test('cases of one name and place are, too, and none is called like the topology', () => {
  const holds = { kind: 'holds' } as const;
  const names = ['topology', 'a', 'a', 'a (7:3)'];
  const verdicts = names.map((name) => verdict(holds, name));
  const [suite] = readJunit(reportJunit(report(fileReport({ verdicts })))).children;
  assert.deepEqual(told(suite), [
    'topology: passed',
    'topology (7:3): passed',
    'a (7:3): passed',
    'a (7:3) (2): passed',
    'a (7:3) (3): passed',
  ]);
});

test('hostile text is text', (context) => {
  const { stdout } = checkedAs(context, 'junit', ['hostile.yaml']);
  const failed = readJunit(stdout).children[0]?.children[1];
  assert.equal(failed?.attributes['name'], visible(hostileName));
  const [failure] = failed.children;
  assert.ok(failure?.attributes['message']?.startsWith(`${visible(hostileName)}: any -> `));
  assert.ok(failure?.text.includes(visible(hostileName)));
});

test('the name of a file is text, too', (context) => {
  const name = 'a"<b>&\n.yaml';
  const { stdout } = checkedAs(context, 'junit', [name], { [name]: topologies['holds.yaml'] });
  assert.equal(readJunit(stdout).children[0]?.attributes['name'], visible(name));
});

test('verify: what was skipped says why, and a host that cannot be asked is an error', () => {
  const verdicts = [
    verdict({ kind: 'holds' }, 'a'),
    verdict({ kind: 'skipped', reason: 'it supposes "isp-a" down' }, 'b'),
    verdict({ kind: 'fails', problems: [problem({ at: place(9) })] }, 'c', 9),
  ];
  const judged = fileReport({ exitCode: 4, verdicts });
  const unasked = fileReport({ exitCode: 69, remark: 'ip is missing' });
  const verified: Report = report(judged, unasked);
  const root = readJunit(reportJunit(verified));
  assert.equal(root.attributes['name'], 'multihome verify');
  assert.deepEqual(root.children.map(told), [
    ['topology: passed', 'a: passed', 'b: skipped', 'c: failure'],
    ['topology: error'],
  ]);
  const [judgedSuite, unaskedSuite] = root.children;
  assert.deepEqual(
    { ...judgedSuite?.children[2]?.children[0]?.attributes },
    { message: 'it supposes "isp-a" down' },
  );
  assert.equal(unaskedSuite?.children[0]?.children[0]?.text, 'ip is missing');
});

test('the worst problem of a topology gives the message; the others are told as well', () => {
  const problems = [
    problem({ severity: 'warning', code: 'MH215', message: 'first', at: place(1) }),
    problem({ code: 'MH101', message: 'second', at: place(5) }),
  ];
  const { children } = readJunit(reportJunit(report(fileReport({ exitCode: 3, problems }))));
  const [topology] = children[0]?.children ?? [];
  const [error] = topology?.children ?? [];
  assert.equal(topology?.attributes['line'], '5');
  assert.deepEqual({ ...error?.attributes }, { message: 'second', type: 'MH101' });
  assert.match(error?.text ?? '', /warning: first \[MH215\][^]*error: second \[MH101\]/);
});

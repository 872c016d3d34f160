import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isList, objectOf, stringOf } from '../../scripts/json-schema.ts';
import { reportTap } from '../../src/render/report-tap.ts';
import { visible } from '../../src/render/terminal-text.ts';
import {
  checkedAs,
  fileReport,
  hostileName,
  place,
  problem,
  report,
  verdict,
} from '../support/reports.ts';
import { readTap, told } from '../support/tap.ts';

test('a point for the topology and for each expectation', (context) => {
  const { stdout, stderr, exitCode } = checkedAs(context, 'tap', ['fails.yaml']);
  assert.deepEqual([exitCode, stderr], [4, '']);
  const points = readTap(stdout);
  assert.deepEqual(told(points), [
    'ok topology',
    'not ok any -> 8.8.8.8 => uplink isp-b',
    'ok any -> any => uplink isp-a',
  ]);
  const { message, code, hint, at, details } = points[1]?.diagnostics ?? {};
  assert.match(
    stringOf(message),
    /^any -> 8\.8\.8\.8: expected uplink isp-b, but it leaves by eth0/,
  );
  assert.equal(code, 'MH704');
  assert.equal(hint, "multihome trace fails.yaml 'any -> 8.8.8.8'");
  assert.deepEqual(at, { file: 'fails.yaml', line: 6, column: 10 });
  assert.ok(isList(details));
  assert.ok(details.some((line) => /default via 203\.0\.113\.1 .* taken$/.test(stringOf(line))));
});

test('with several files, each point names its own', (context) => {
  const files = ['holds.yaml', 'mistaken.yaml', 'invalid.yaml', 'none.yaml', 'twice.yaml', '-'];
  const points = readTap(checkedAs(context, 'tap', files).stdout);
  assert.deepEqual(told(points), [
    'ok holds.yaml: topology',
    'ok holds.yaml: any -> any => uplink isp-a',
    'ok holds.yaml: isp-b -> any => uplink isp-b',
    'ok mistaken.yaml: topology',
    'not ok mistaken.yaml: wlan -> any => uplink isp-a',
    'not ok invalid.yaml: topology',
    'not ok none.yaml: topology',
    'ok twice.yaml: topology',
    'ok twice.yaml: any -> any => uplink isp-a (6:10)',
    'ok twice.yaml: any -> any => uplink isp-a (6:38)',
    'ok <stdin>: topology',
    'not ok <stdin>: any -> 8.8.8.8 => uplink isp-b',
    'ok <stdin>: any -> any => uplink isp-a',
  ]);
  assert.deepEqual(points[6]?.diagnostics, {
    message: 'cannot read none.yaml: there is no such file',
  });
});

test('warnings stand below a topology that is sound; with --strict they fail it', (context) => {
  const [sound] = readTap(checkedAs(context, 'tap', ['warns.yaml']).stdout);
  assert.equal(sound?.ok, true);
  const { warnings } = sound.diagnostics ?? {};
  assert.ok(isList(warnings));
  const { code, severity } = objectOf(warnings[0]);
  assert.deepEqual([code, severity], ['MH215', 'warning']);
  const [strict] = readTap(checkedAs(context, 'tap', ['--strict', 'warns.yaml']).stdout);
  assert.deepEqual([strict?.ok, strict?.diagnostics?.['code']], [false, 'MH215']);
});

test('hostile text is text', (context) => {
  const [, point] = readTap(checkedAs(context, 'tap', ['hostile.yaml']).stdout);
  assert.equal(point?.name, visible(hostileName));
  assert.equal(point.skip, false);
  const message = stringOf(point.diagnostics?.['message']);
  assert.ok(message.startsWith(`${visible(hostileName)}: any ->`), message);
});

test('verify: what was skipped says why', () => {
  const skipped = verdict({ kind: 'skipped', reason: 'supposes #1 \\ down\nok 7' }, 'a # SKIP b');
  const fails = verdict({ kind: 'fails', problems: [problem()] }, '1');
  const points = readTap(reportTap(report(fileReport({ verdicts: [skipped, fails] }))));
  assert.deepEqual(told(points), ['ok topology', 'ok a # SKIP b', 'not ok 1']);
  assert.equal(points[1]?.skip, 'supposes #1 \\ down\\x0aok 7');
});

test('of several problems the worst comes first', () => {
  const problems = [
    problem({ severity: 'warning', code: 'MH215', message: 'first', at: place(1) }),
    problem({ code: 'MH101', message: 'second: "x"', at: place(5), details: ['  a', '- b: c'] }),
  ];
  const [topology] = readTap(reportTap(report(fileReport({ exitCode: 3, problems }))));
  assert.deepEqual(topology?.diagnostics, {
    message: 'second: "x"',
    severity: 'error',
    code: 'MH101',
    at: { file: 'router.yaml', line: 5, column: 3 },
    details: ['  a', '- b: c'],
    others: [
      {
        message: 'first',
        severity: 'warning',
        code: 'MH215',
        at: { file: 'router.yaml', line: 1, column: 3 },
      },
    ],
  });
});

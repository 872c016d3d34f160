/** `--help`: all that is needed to use a command, on a terminal of 80 columns. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runHere } from '../support/multihome.ts';

for (const [verb, codes] of [
  ['check', ['0', '1', '3', '4', '64', '66']],
  ['plan', ['0', '1', '2', '3', '5', '64', '66', '69']],
  ['apply', ['0', '1', '3', '5', '6', '7', '64', '66', '69', '75', '77']],
  ['destroy', ['0', '1', '3', '5', '6', '7', '64', '66', '69', '75', '77']],
  ['verify', ['0', '1', '3', '4', '64', '66', '69']],
  ['rehearse', ['0', '1', '3', '4', '64', '66', '69']],
  ['export', ['0', '1', '3', '5', '64', '66', '69']],
  ['init', ['0', '1', '3', '5', '64', '69']],
  ['doctor', ['0', '1', '3', '4', '64', '66', '69']],
  ['trace', ['0', '1', '3', '64', '66', '69']],
  ['import', ['0', '1', '3', '64', '66', '69']],
  ['watch', ['0', '1', '3', '5', '6', '7', '64', '66', '69', '75', '77']],
  ['status', ['0', '1', '64', '69', '77']],
  ['confirm', ['0', '1', '5', '64', '77']],
  ['rollback', ['0', '1', '5', '7', '64', '69', '75', '77']],
  ['install-service', ['0', '1', '3', '5', '64', '66', '69', '77']],
  ['uninstall-service', ['0', '1', '5', '64', '77']],
  ['schema', ['0', '1', '64']],
] as const) {
  test(`the help of ${verb} fits, and names its exit codes and the global options`, () => {
    const { exitCode, stdout } = runHere([verb, '--help']);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.length > 80),
      [],
    );
    const [, list = ''] = stdout.split('Exit codes:');
    assert.deepEqual(
      [...list.matchAll(/^ +(\d+) {2}\S/gm)].map(([, code]) => code),
      codes,
    );
    assert.doesNotMatch(list, /\b(?:doctor|of plan|only of)\b/, 'it says what they mean here');
    assert.match(stdout, /--root <dir>/);
    if (takesTopology(verb)) assert.match(stdout, /default:\s+\$MULTIHOME_TOPOLOGY/);
  });
}

function takesTopology(verb: string): boolean {
  const others = [
    'schema',
    'trace',
    'init',
    'import',
    'status',
    'confirm',
    'rollback',
    'uninstall-service',
  ];
  return !others.includes(verb);
}

test('the help of the program fits', () => {
  const { stdout } = runHere(['--help']);
  assert.deepEqual(
    stdout.split('\n').filter((line) => line.length > 80),
    [],
  );
});

test('the help of destroy says whose objects go', () => {
  const { stdout } = runHere(['destroy', '--help']);
  assert.match(stdout, /else 157/);
  assert.match(stdout, /5 to 255/);
});

test('the help of apply names the guards that --allow takes', () => {
  assert.match(runHere(['apply', '--help']).stdout, /"interface-missing",\s+"uplink-unready"/);
});

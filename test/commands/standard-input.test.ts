/** `-`: whatever standard input is, it is read to its end or refused with a reason. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Finished } from '../support/multihome.ts';
import { runProgram } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile } from '../support/stage.ts';

const sound = exampleFile('symmetric-routing');
const check = `'${process.execPath}' '${inRepository('bin', 'multihome.js')}' check -`;

test('a writer that takes its time is waited for', () => {
  const { exitCode, stdout, stderr } = shell(`(sleep 0.5; cat '${sound}') | ${check}`);
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /: ok \(2 uplinks/);
});

test('a writer that takes its time is waited for also on a pipe that somebody made non-blocking', () => {
  const nonBlocking = `python3 -c 'import os,sys; os.set_blocking(0, False); os.execvp("sh", ["sh", "-c", sys.argv[1]])'`;
  const { exitCode, stdout, stderr } = shell(
    `command -v python3 > /dev/null || exit 0; (sleep 0.5; cat '${sound}') | ${nonBlocking} "${check}"`,
  );
  assert.equal(exitCode, 0, stderr);
  assert.doesNotMatch(stdout, /not valid/);
});

for (const [name, redirection, reason] of [
  ['a directory', '< /tmp', /cannot read standard input: it is a directory/],
  ['a stream without end', '< /dev/zero', /cannot read standard input: .*limit/],
] as const) {
  test(`${name} as standard input exits 66 with a reason and without a stack`, () => {
    const { exitCode, stderr } = shell(`${check} ${redirection}`);
    assert.equal(exitCode, 66, stderr);
    assert.match(stderr, reason);
    assert.doesNotMatch(stderr, /\bat .*\.js:/);
  });
}

test('a file without end exits 66 before memory is full', () => {
  const { exitCode, stderr } = shell(`${check.slice(0, -1)} /dev/zero`);
  assert.equal(exitCode, 66, stderr);
  assert.match(stderr, /limit/);
});

function shell(text: string): Finished {
  return runProgram(['sh', '-c', text]);
}

/** A command that knows its answer does not wait for an `ip`, nor mind that nobody reads on. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { fakeIp } from '../support/fake-ip.ts';
import { runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

/** Longer than the program needs, shorter than `ip` hangs: what waits is ended, and fails. */
const timeoutMs = 20_000;

test('an invalid topology ends with 3 although `ip` hangs', (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  writeFileSync(file, 'version: 2\n');
  const env = fakeIp(context, 'exec sleep 60');
  const { exitCode, stderr } = runHere(['plan', file], { env, timeoutMs });
  assert.equal(exitCode, 3, stderr);
});

test('a missing topology ends with 66 although `ip` hangs', (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  const env = fakeIp(context, 'exec sleep 60');
  assert.equal(runHere(['plan', file], { env, timeoutMs }).exitCode, 66);
});

test('an `ip` that is too old ends with 69 although its dumps hang', (context) => {
  const version = 'case "$1" in -V) echo "ip utility, iproute2-4.9.0"; exit 0;; esac';
  const env = fakeIp(context, `${version}; exec sleep 60`);
  const { exitCode, stderr } = runHere(['plan', '-'], { env, timeoutMs, input: 'version: 1\n' });
  assert.equal(exitCode, 69, stderr);
  assert.match(stderr, /this is 4\.9/);
});

for (const words of [['--help'], ['check', '--help'], ['schema'], ['--version']]) {
  test(`nobody reads what ${words.join(' ')} prints: that is no error`, () => {
    const program = [process.execPath, inRepository('bin', 'multihome.js'), ...words];
    const script = '{ "$@"; echo "exit code $?" >&2; } | true';
    assert.equal(runProgram(['sh', '-c', script, 'sh', ...program]).stderr, 'exit code 0\n');
  });
}

/** A command that knows its answer does not wait for an `ip` it no longer needs. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { fakeIp } from '../support/fake-ip.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';

/** Far longer than the program needs, far shorter than `ip` hangs. */
const waitedMsMax = 30_000;

test('an invalid topology exits 3 at once, although `ip` hangs', (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  writeFileSync(file, 'version: 2\n');
  const startMs = performance.now();
  const { exitCode } = runHere(['plan', file], { env: fakeIp(context, 'exec sleep 60') });
  assert.equal(exitCode, 3);
  assert.ok(performance.now() - startMs < waitedMsMax);
});

test('an `ip` that is too old exits 69 at once, although its lists hang', (context) => {
  const script = 'case "$1" in -V) echo "ip utility, iproute2-4.9.0"; exit 0;; esac; exec sleep 60';
  const startMs = performance.now();
  const { exitCode } = runHere(['plan', '-'], { env: fakeIp(context, script), input: 'version: 1\n' });
  assert.equal(exitCode, 69);
  assert.ok(performance.now() - startMs < waitedMsMax);
});

/** A plan that apply would refuse says so in every form, and gives a shell nothing to run. */

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runHere } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? false;

function hostWithConflict(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  ip(host.namespace, 'rule', 'add', 'from', '10.0.0.0/8', 'pref', '100', 'table', '7');
  return host;
}

test('plan --commands prints no command while a guard stands, and says so', { skip }, (context) => {
  const { stdout, stderr } = hostWithConflict(context).run('plan', '--commands', symmetric);
  assert.equal(stdout, '');
  assert.match(stderr, /\[foreign-conflict\]/);
  assert.match(stderr, /no commands are printed/);
  assert.doesNotMatch(stderr, /shown above/);
});

test('plan as text names the guards on stderr', { skip }, (context) => {
  const { exitCode, stderr } = hostWithConflict(context).run('plan', symmetric);
  assert.equal(exitCode, 0);
  assert.match(stderr, /\[foreign-conflict\]/);
});

test('plan --detailed-exitcode exits 5 while a guard stands', { skip }, (context) => {
  const host = hostWithConflict(context);
  for (const form of [[], ['--json'], ['--commands']]) {
    assert.equal(host.run('plan', '--detailed-exitcode', ...form, symmetric).exitCode, 5);
  }
});

test('the help names the exit code of a guarded plan, and the guards that --allow takes', () => {
  assert.match(runHere(['--help']).stdout, /5 refused[^,]*plan\s+--detailed-exitcode/s);
  const { stdout } = runHere(['apply', '--help']);
  assert.match(stdout, /interface-missing/);
  assert.match(stdout, /uplink-unready/);
});

test('--allow takes no other guard', () => {
  const { exitCode, stderr } = runHere(['apply', '--allow', 'foreign-conflict', symmetric]);
  assert.equal(exitCode, 64);
  assert.match(stderr, /interface-missing, uplink-unready/);
});

/** What a program that reads `--json` is told when things go wrong. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { assertFollows, assertLinesFollow } from '../support/documents.ts';
import { fakeIp } from '../support/fake-ip.ts';
import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runHere, runIn } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? false;

function stage(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

test('where the first file cannot be written, nothing changed', { skip }, (context) => {
  const host = stage(context);
  writeFileSync(join(host.root, 'etc'), 'a file where a folder belongs');
  const { exitCode, stdout } = host.run('apply', '--yes', '--json', symmetric);
  assert.notEqual(exitCode, 0);
  assertLinesFollow(stdout.includes('multihome-error') ? 'error' : 'apply', stdout);
  assert.doesNotMatch(stdout, /"changed":true/);
});

test('where the first step fails and no file was to be written, nothing changed', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', symmetric);
  ip(host.namespace, 'rule', 'del', 'pref', '100');
  const { exitCode, stdout } = applyRefused(context, host, 1);
  assert.equal(exitCode, 1);
  assert.match(stdout, /"done":0/);
  assert.match(stdout, /"changed":false/);
});

test('where a file was written and the first step fails, something changed', { skip }, (context) => {
  const host = stage(context);
  mkdirSync(join(host.root, 'etc'));
  const { stdout } = applyRefused(context, host, 1);
  assert.match(stdout, /"done":0/);
  assert.match(stdout, /"changed":true/);
});

test('where a later step fails, something changed', { skip }, (context) => {
  const { stdout } = applyRefused(context, stage(context), 2);
  assert.match(stdout, /"done":1/);
  assert.match(stdout, /"changed":true/);
});

for (const words of [
  ['plan', '--json', '--no-such-option'],
  ['plan', '--json', '--commands', symmetric],
  ['apply', '--json', '--allow', 'everything'],
  ['paln', '--json'],
]) {
  test(`the usage error of \`${words.slice(0, 3).join(' ')}\` is a document`, () => {
    const { exitCode, stdout, stderr } = runHere(words);
    assert.equal(exitCode, 64);
    const document: unknown = JSON.parse(stdout);
    assertFollows('error', document);
    assert.match(stdout, /"exit_code":64,"message":"(?!error: )/);
    assert.equal(stderr, '');
  });
}

/** An `ip` whose kernel refuses the given line of a batch. */
function applyRefused(context: TestContext, host: TestHost, line: number) {
  const refusal = `echo "RTNETLINK answers: Busy" >&2; echo "Command failed -:${line}" >&2; exit 2`;
  const env = fakeIp(context, `case "$all" in *-batch*) cat > /dev/null; ${refusal};; esac`);
  const words = ['apply', '--yes', '--json', symmetric];
  const finished = runIn(host.namespace, host.root, words, { env });
  assertLinesFollow('apply', finished.stdout);
  return finished;
}

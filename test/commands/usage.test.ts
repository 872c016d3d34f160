/** A command line that cannot be understood: one message, where the caller looks for it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { runHere } from '../support/multihome.ts';
import { exampleFile } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');

const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
  [['plan', '--no-such-option'], /unknown option '--no-such-option'/],
  [['--no-such-option', 'plan'], /unknown option '--no-such-option'/],
  [['schema', '--of', 'everything'], /Allowed choices are topology/],
  [['apply', '--allow'], /argument missing/],
  [['apply', '--allow', 'foreign-conflict', symmetric], /interface-missing, uplink-unready/],
  [['plan', symmetric, symmetric], /too many arguments/],
  [['plan', '--commands', symmetric], /cannot be used with option '--commands'/],
  [['paln'], /Did you mean plan/],
  [['plan', '--root', '/no/such/folder', symmetric], /there is no directory \/no\/such\/folder/],
];

for (const [[first = '', ...rest], reason] of mistakes) {
  const words = [first, '--json', ...rest];
  test(`\`${words.slice(0, 3).join(' ')}\` says what is wrong in a document`, () => {
    const { exitCode, stdout, stderr } = runHere(words);
    assert.equal(exitCode, 64);
    assertFollows('error', JSON.parse(stdout));
    assert.match(stdout, reason);
    assert.match(stdout, /"exit_code":64,"message":"(?!error: )/);
    assert.equal(stderr, '');
  });
}

test('without --json the message and the way on are on stderr alone', () => {
  const { exitCode, stdout, stderr } = runHere(['plan', '--no-such-option']);
  assert.equal(exitCode, 64);
  assert.equal(stdout, '');
  assert.match(stderr, /^multihome: unknown option '--no-such-option'\n {2}.*--help/);
});

test('without a command the help is on stderr', () => {
  const { exitCode, stdout, stderr } = runHere([]);
  assert.equal(exitCode, 64);
  assert.equal(stdout, '');
  assert.match(stderr, /Usage: multihome/);
});

/** Root in name only: it may read the network, and write files, but change nothing in it. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { assertLinesFollow } from '../support/documents.ts';
import { requireLinks } from '../support/links.ts';
import type { Finished, TestHost } from '../support/multihome.ts';
import { createTestHost, runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import { inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? requireUserNamespaces() ?? false;

/** In a user namespace of its own, over a network that belongs to another. */
function runPowerless({ namespace, root }: TestHost, ...words: readonly string[]): Finished {
  const program = [process.execPath, inRepository('bin', 'multihome.js'), '--root', root];
  return runProgram(
    inNamespace(namespace, 'unshare', '--user', '--map-root-user', ...program, ...words),
  );
}

test('root without CAP_NET_ADMIN exits 77 before a question or a file', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  for (const words of [
    ['apply', symmetric],
    ['apply', '--yes', symmetric],
  ]) {
    const { exitCode, stderr } = runPowerless(host, ...words);
    assert.equal(exitCode, 77, stderr);
    assert.match(stderr, /needs CAP_NET_ADMIN, and root lacks it/);
  }
  // The lock is all.
  assert.deepEqual(readdirSync(host.root), ['run']);
  const { exitCode, stdout } = runPowerless(host, 'apply', '--yes', '--json', symmetric);
  assert.equal(exitCode, 77);
  assertLinesFollow('apply', stdout);
  assert.match(stdout, /"type":"summary","changed":false,"exit_code":77/);
});

test('rollback needs it, too, before a file', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  host.succeed('apply', '--yes', symmetric);
  const before = readdirSync(host.root, { recursive: true });
  const { exitCode, stderr } = runPowerless(host, 'rollback');
  assert.equal(exitCode, 77, stderr);
  assert.match(stderr, /rollback needs CAP_NET_ADMIN, and root lacks it/);
  assert.deepEqual(readdirSync(host.root, { recursive: true }), before);
  assert.match(host.succeed('rollback'), /apply 1 is taken back/);
});

test('where nothing is to be changed, nothing is needed', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  host.succeed('apply', '--yes', symmetric);
  assert.equal(runPowerless(host, 'apply', '--yes', symmetric).exitCode, 0);
});

function requireUserNamespaces(): string | undefined {
  const { exitCode, stderr } = runProgram(['unshare', '--user', '--map-root-user', 'true']);
  return exitCode === 0 ? undefined : `no user namespaces here: ${stderr.trim()}`;
}

test('nothing that it runs is kept where others could exchange it', (context) => {
  const folder = temporaryFolder(context);
  const { exitCode, stderr } = runHere(['check', symmetric], { env: { TMPDIR: folder } });
  assert.equal(exitCode, 0, stderr);
  assert.deepEqual(readdirSync(folder), []);
});

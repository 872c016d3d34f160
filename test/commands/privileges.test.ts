/** Root in name only: it may read the network, and write files, but change nothing in it. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { requireLinks } from '../support/links.ts';
import { createTestHost, runProgram } from '../support/multihome.ts';
import { inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? requireUserNamespaces() ?? false;

test('apply by root of a user namespace over a network that is not its own exits 77 and writes no file', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  const program = [process.execPath, inRepository('bin', 'multihome.js'), '--root', host.root];
  const words = ['apply', '--yes', exampleFile('symmetric-routing')];
  const argv = inNamespace(host.namespace, 'unshare', '--map-root-user', ...program, ...words);
  const { exitCode, stderr } = runProgram(argv);
  assert.equal(exitCode, 77, stderr);
  assert.match(stderr, /CAP_NET_ADMIN/);
  assert.ok(!existsSync(join(host.root, 'etc')), 'no file was written');
});

function requireUserNamespaces(): string | undefined {
  const { exitCode, stderr } = runProgram(['unshare', '--map-root-user', 'true']);
  return exitCode === 0 ? undefined : `no user namespaces here: ${stderr.trim()}`;
}

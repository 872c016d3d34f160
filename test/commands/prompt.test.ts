/** The question is put to somebody who can see the plan and answer, or not at all. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import { requireLinks } from '../support/links.ts';
import type { Finished, TestHost } from '../support/multihome.ts';
import { createTestHost, runProgram } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? requireTerminal() ?? false;

function stage(owner: Owner): TestHost {
  const host = createTestHost(owner);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

/** script(1) makes a terminal, types the input and hands the exit code on. */
function applyAtTerminal({ namespace, root }: TestHost, redirection: string): Finished {
  const program = `'${process.execPath}' '${inRepository('bin', 'multihome.js')}' --root '${root}'`;
  const command = `${program} apply '${symmetric}' ${redirection}`;
  const argv = inNamespace(namespace, 'script', '-qec', command, '/dev/null');
  return runProgram(argv, { input: 'y\n', timeoutMs: 30_000 });
}

test('yes at a terminal does what was shown', { skip }, (context) => {
  const host = stage(context);
  const { exitCode, stdout } = applyAtTerminal(host, '');
  assert.equal(exitCode, 0, stdout);
  assert.match(stdout, /Plan: .*Go on\? \[y\/N\].*Verified/s);
});

for (const [name, redirection] of [
  ['output', '> /dev/null'],
  ['error', '2> /dev/null'],
  ['input', '< /dev/null'],
] as const) {
  test(`without a terminal as standard ${name} nothing is asked or done`, { skip }, (context) => {
    const host = stage(context);
    const before = dump(host.namespace);
    const { exitCode, stdout } = applyAtTerminal(host, redirection);
    assert.equal(exitCode, 5, stdout);
    assert.doesNotMatch(stdout, /Go on\?/);
    if (name !== 'error') assert.match(stdout, /no terminal.*multihome apply --yes/s);
    assert.equal(dump(host.namespace), before);
  });
}

function requireTerminal(): string | undefined {
  try {
    const { exitCode } = runProgram(['script', '-qec', 'true', '/dev/null'], { timeoutMs: 5_000 });
    return exitCode === 0 ? undefined : 'script(1) makes no terminal here';
  } catch {
    return 'needs script(1)';
  }
}

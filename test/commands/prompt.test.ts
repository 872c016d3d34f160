/** What is shown at the question is what is done, or nothing is. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runProgram } from '../support/multihome.ts';
import { inNamespace, ip } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? requirePseudoTerminal() ?? false;

test('yes at the question does what was shown', { skip }, async (context) => {
  const host = stage(context);
  const { exitCode, text } = await answerYes(host, ['apply', symmetric], () => undefined);
  assert.equal(exitCode, 0, text);
  assert.match(text, /Verified/);
  assert.match(host.succeed('plan', symmetric), /^No changes\./m);
});

for (const [name, change] of [
  ['took one of its slots', 'rule add from 10.0.0.0/8 pref 100 table 7'],
  ['left one more thing to remove', 'rule add from 10.0.0.0/8 pref 31000 table 7 protocol 157'],
] as const) {
  test(`yes to a plan is refused when somebody ${name} meanwhile`, { skip }, async (context) => {
    const host = stage(context);
    let changed = '';
    const { exitCode, text } = await answerYes(host, ['apply', symmetric], () => {
      ip(host.namespace, ...change.split(' '));
      changed = dump(host.namespace);
    });
    assert.equal(exitCode, 5, text);
    assert.match(text, /the host changed while you were asked; nothing was touched/);
    assert.match(text, /multihome apply/);
    assert.equal(dump(host.namespace), changed);
  });
}

test('destroy, too, removes only what was shown', { skip }, async (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', symmetric);
  let changed = '';
  const { exitCode, text } = await answerYes(host, ['destroy'], () => {
    ip(host.namespace, 'route', 'add', '192.0.2.0/24', 'dev', 'eth0', 'table', '9', 'proto', '157');
    changed = dump(host.namespace);
  });
  assert.equal(exitCode, 5, text);
  assert.equal(dump(host.namespace), changed);
});

function stage(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

type Answered = { readonly exitCode: number | null; readonly text: string };

/** Runs the program at a terminal of its own; `meanwhile` happens while the question stands. */
async function answerYes(
  host: TestHost,
  words: readonly string[],
  meanwhile: () => void,
): Promise<Answered> {
  const program = [process.execPath, inRepository('bin', 'multihome.js'), '--root', host.root];
  const [file, ...argv] = inNamespace(host.namespace, ...atTerminal([...program, ...words].join(' ')));
  const child = spawn(file, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let asked = false;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (asked || !text.includes('Go on?')) return;
    asked = true;
    meanwhile();
    child.stdin.write('y\n');
  });
  await once(child, 'close');
  return { exitCode: child.exitCode, text };
}

/** script(1) makes the terminal and hands the exit code on. */
function atTerminal(command: string): readonly string[] {
  return ['script', '-qec', command, '/dev/null'];
}

function requirePseudoTerminal(): string | undefined {
  try {
    const { exitCode } = runProgram(atTerminal('true'));
    return exitCode === 0 ? undefined : 'script(1) makes no terminal here';
  } catch {
    return 'script(1) is missing';
  }
}

/** The question is put to somebody who can see the plan and answer, or not at all. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
function applyAtTerminal(
  { namespace, root }: TestHost,
  { file = symmetric, redirection = '', input = 'y\n' },
): Finished {
  const program = `'${process.execPath}' '${inRepository('bin', 'multihome.js')}' --root '${root}'`;
  const command = `${program} apply '${file}' ${redirection}`;
  const argv = inNamespace(namespace, 'script', '-qec', command, '/dev/null');
  return runProgram(argv, { input, timeoutMs: 30_000 });
}

test('yes at a terminal does what was shown', { skip }, (context) => {
  const host = stage(context);
  const { exitCode, stdout } = applyAtTerminal(host, {});
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
    const { exitCode, stdout } = applyAtTerminal(host, { redirection });
    assert.equal(exitCode, 5, stdout);
    assert.doesNotMatch(stdout, /Go on\?/);
    if (name !== 'error') assert.match(stdout, /no terminal.*the same apply with --yes/s);
    assert.equal(dump(host.namespace), before);
  });
}

test(
  'a question holds up nobody, and finds out what became of the host',
  { skip },
  async (context) => {
    const host = stage(context);
    const armed = await whileAsked(context, host, () =>
      host.succeed('apply', '--yes', '--confirm', '5m', symmetric),
    );
    assert.match(armed, /waits to be confirmed\. Nothing was touched\..*exit 75/s);
    host.succeed('rollback');
    const changed = await whileAsked(context, host, () =>
      host.succeed('apply', '--yes', symmetric),
    );
    assert.match(changed, /the host changed since the plan was made\..*exit 5/s);
  },
);

/** What is said at a terminal at which `act` comes before the answer, which is yes. */
async function whileAsked(owner: Owner, { namespace, root }: TestHost, act: () => void) {
  const program = `'${process.execPath}' '${inRepository('bin', 'multihome.js')}' --root '${root}'`;
  const command = `${program} apply '${symmetric}'; echo exit $?`;
  const [first, ...argv] = inNamespace(namespace, 'script', '-qec', command, '/dev/null');
  const child = spawn(first, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  owner.after(() => void child.kill('SIGKILL'));
  let said = '';
  const heard = (wanted: RegExp) =>
    new Promise<void>((resolve) => {
      const look = (): void => {
        if (wanted.test(said)) resolve();
      };
      child.stdout.on('data', look);
      look();
    });
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await heard(/Go on\?/);
  act();
  child.stdin.write('y\n');
  await heard(/exit \d/);
  return said;
}

test('whoever would lock himself out is offered a way back', { skip }, (context) => {
  const host = stage(context);
  const uplinks = `version: 1
management: [192.0.2.0/24]
uplinks:
  isp-a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
`;
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, `${uplinks}outbound: {mode: failover, uplinks: [isp-a]}\n`);
  host.succeed('apply', '--yes', '--allow', 'management-path', file);
  writeFileSync(file, `${uplinks}outbound: {mode: failover, uplinks: [isp-b]}\n`);
  const before = dump(host.namespace);
  const declined = applyAtTerminal(host, { file, input: 'n\n' });
  assert.equal(declined.exitCode, 5, declined.stdout);
  assert.match(declined.stdout, /Go on, and take it back in 120 s unless confirmed\? \[y\/N\]/);
  assert.equal(dump(host.namespace), before);
  const { exitCode, stdout } = applyAtTerminal(host, { file });
  assert.equal(exitCode, 0, stdout);
  assert.match(
    stdout,
    /\[management-path\]: .*apply 2 is taken back in 120 s, unless you keep it/s,
  );
  assert.match(stdout, /Not kept yet: multihome --root \S+ confirm 2/);
  host.succeed('rollback');
  assert.equal(dump(host.namespace), before);
});

function requireTerminal(): string | undefined {
  try {
    const { exitCode } = runProgram(['script', '-qec', 'true', '/dev/null'], { timeoutMs: 5_000 });
    return exitCode === 0 ? undefined : 'script(1) makes no terminal here';
  } catch {
    return 'needs script(1)';
  }
}

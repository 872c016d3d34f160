import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

import { inRepository } from '../support/repository.ts';

const compiledScripts = inRepository('dist', 'scripts');
const heading = "import { describe, before, it, test } from 'node:test';";

/** The runner's verdict on one file with this text; its last line is the summary. */
function report(t: TestContext, text: string | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), 'multihome-runner-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const compiled = join(directory, 'planted.test.js');
  if (text !== undefined) writeFileSync(compiled, `${heading}\n${text}\n`);
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  const files = text === undefined ? [] : [{ source: 'planted', compiled }];
  const program = `
    import { runFiles } from '${compiledScripts}/test-run.js';
    import { summary } from '${compiledScripts}/test-report.js';
    console.log(summary(await runFiles(${JSON.stringify(files)}, console.log)));`;
  const driver = join(directory, 'driver.js');
  writeFileSync(driver, program);
  return runNode(driver).stdout.trim();
}

/** Inside a test, node:test refuses to run files: the program must not know that it is in one. */
function runNode(program: string, environment: NodeJS.ProcessEnv = {}) {
  const { NODE_TEST_CONTEXT: _, ...outside } = process.env;
  const env = { ...outside, ...environment };
  return spawnSync(process.execPath, [program], { env, encoding: 'utf8' });
}

const cases: readonly { name: string; text: string | undefined; want: readonly RegExp[] }[] = [
  {
    name: 'only leaves count, not the tests and suites around them',
    text: `test('a', async (t) => { await t.test('b', () => {}); await t.test('c', () => {}); });
      describe('d', () => { it('e', () => {}); });
      describe('without tests', () => {});`,
    want: [/^ok {3}planted: 3 passed/, /\n3 passed, 0 failed, 0 skipped$/],
  },
  {
    name: 'a failure is shown in full, with the names of the tests around it',
    text: `test('a', async (t) => { await t.test('b', () => { throw new Error('because'); }); });
      test('c', () => {}); console.log('something');`,
    want: [
      /^FAIL planted/,
      /a > b\n +Error: because\n +at /,
      /something/,
      /\n1 passed, 1 failed, 0/,
    ],
  },
  {
    name: 'a parent that fails by itself counts beside its children',
    text: `test('a', async (t) => { await t.test('b', () => {}); throw new Error(); });`,
    want: [/\n1 passed, 1 failed, 0 skipped$/],
  },
  {
    name: 'skips are printed with their reasons',
    text: `test('a', { skip: 'one' }, () => {}); test('b', (t) => t.skip('two'));
      describe('c', { skip: 'three' }, () => { it('d', () => {}); });`,
    want: [/a: one\n/, /b: two\n/, /c: three\n/, /\n0 passed, 0 failed, 3 skipped$/],
  },
  {
    name: 'a hook that fails is a failure',
    text: `describe('a', () => { before(() => { throw new Error('hook'); }); it('b', () => {}); });`,
    want: [/FAILED {3}a\n +Error: hook/, /\n0 passed, 2 failed, 0 skipped$/],
  },
  {
    name: 'a file that crashes before its first test is a failure, with what it printed',
    text: `throw new Error('at once');`,
    want: [/the file itself/, /Error: at once/, /\n0 passed, 1 failed, 0 skipped$/],
  },
  {
    name: 'a file that is killed is a failure beside the tests that passed',
    text: `test('a', () => {});
      test('b', async () => { await new Promise(setImmediate); process.kill(process.pid, 9); });`,
    want: [/the file itself/, /\n\d passed, 1 failed, 0 skipped$/],
  },
  {
    name: 'an error after the last test is a failure, with the error',
    text: `test('a', () => {}); setTimeout(() => { throw new Error('late'); }, 10);`,
    want: [/Error: late/, /\n1 passed, 1 failed, 0 skipped$/],
  },
  {
    name: 'a file without tests is a failure',
    text: '',
    want: [/the file has no tests/, /\n0 passed, 1 failed, 0 skipped$/],
  },
  {
    name: 'a run without files is a failure',
    text: undefined,
    want: [/^No test file matches\.\n0 passed, 1 failed, 0 skipped$/],
  },
];

for (const { name, text, want } of cases) {
  test(name, (t) => {
    const printed = report(t, text);
    for (const pattern of want) assert.match(printed, pattern);
  });
}

test('without ip, the runner names the Debian package and fails', () => {
  const runner = join(compiledScripts, 'test.js');
  const { stdout, status } = runNode(runner, { PATH: '/nonexistent' });
  assert.equal(status, 1);
  assert.match(stdout, /`ip`: apt-get install iproute2\n.*`unshare`: apt-get install util-linux\n/);
  assert.match(stdout, /\n0 passed, 3 failed, 0 skipped\n$/);
});

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

import { assertGolden } from './golden.ts';

function temporaryFile(t: TestContext, environment: string | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), 'multihome-golden-'));
  const before = process.env['UPDATE_GOLDEN'];
  setUpdate(environment);
  t.after(() => {
    setUpdate(before);
    rmSync(directory, { recursive: true });
  });
  return join(directory, 'case', 'plan.txt');
}

function setUpdate(value: string | undefined): void {
  if (value === undefined) delete process.env['UPDATE_GOLDEN'];
  else process.env['UPDATE_GOLDEN'] = value;
}

test('an update writes the file and its folder, and the text then matches', (t) => {
  const path = temporaryFile(t, '1');
  assertGolden(path, 'one\ntwo\n');
  assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n');
  setUpdate(undefined);
  assertGolden(path, 'one\ntwo\n');
});

test('a missing file fails and says how to write it', (t) => {
  const path = temporaryFile(t, undefined);
  assert.throws(() => assertGolden(path, ''), /does not exist; UPDATE_GOLDEN=1/);
});

test('a difference names the first line that differs and leaves the file alone', (t) => {
  const path = temporaryFile(t, '1');
  assertGolden(path, 'one\ntwo\n');
  setUpdate(undefined);
  assert.throws(() => assertGolden(path, 'one\n2\n'), /line 2\n- two\n\+ 2/);
  assert.throws(() => assertGolden(path, 'one\n'), /line 2\n- two\n\+ \n/);
  assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n');
  writeFileSync(path, 'one\n');
  assert.throws(() => assertGolden(path, 'one'), /line 2/);
});

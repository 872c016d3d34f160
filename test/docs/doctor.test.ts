/** What doctor can say, and where it is written. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { messagesPage } from '../../scripts/messages-page.ts';
import { hostCodes } from '../../src/model/codes/host.ts';
import { problemCodes } from '../../src/model/problem-codes.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

function textIn(...folder: readonly string[]): string {
  const path = inRepository(...folder);
  return readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
}

test('every code is one that doctor says, is tested, and stands on the page', () => {
  const sources = textIn('src', 'doctor');
  const tests = `${textIn('test', 'netns')}${textIn('test', 'doctor')}`;
  const page = messagesPage();
  for (const code of Object.keys(hostCodes)) {
    assert.match(sources, new RegExp(`'${code}'`), `${code} is said`);
    assert.match(tests, new RegExp(`'${code}'`), `${code} is tested`);
    assert.match(page, new RegExp(`\\*\\*${code}\\*\\*`), `${code} is on the page`);
  }
});

test('names are unique, also beside those of problems', () => {
  const all = [...Object.values(hostCodes), ...Object.values(problemCodes)];
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
});

test('the topology on the page is sound', (context) => {
  const page = readFileSync(inRepository('docs', 'doctor.md'), 'utf8');
  const [, text = ''] = /^```yaml\n([^`]*)^```/m.exec(page) ?? [];
  const file = join(temporaryFolder(context), 'topology.yaml');
  writeFileSync(file, text);
  const { exitCode, stderr } = runHere(['check', '--strict', file]);
  assert.equal(exitCode, 0, stderr);
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { messagesPage } from '../../scripts/messages-page.ts';
import { problemCodes } from '../../src/model/problem-codes.ts';
import { allowableGuards } from '../../src/model/plan.ts';
import { inRepository } from '../support/repository.ts';

test('every code is explained beyond its own summary', () => {
  for (const [code, { summary, explanation }] of Object.entries(problemCodes)) {
    assert.match(explanation, /^\S.{18,}[.]$/s, code);
    assert.notEqual(explanation, summary, code);
  }
});

test('the page says of each guard whether it can be overridden', () => {
  const guards = messagesPage().split('## Refusals')[1] ?? '';
  for (const guard of allowableGuards) assert.match(guards, new RegExp(`--allow ${guard}`));
  assert.match(guards, /\*\*foreign-conflict\*\*.*cannot be overridden/);
});

test('the page is in the package, as README.md links to it', async () => {
  const text = await readFile(inRepository('package.json'), 'utf8');
  assert.match(text, /"files": \[[^\]]*"docs"/);
});

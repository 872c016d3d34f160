/** Exit codes are promised in three places: what can happen is named in each, and nothing else. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { exitCodeMeanings, exitCodes } from '../../src/model/exit-code.ts';
import { runHere } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

/** As the sources name them: a code that nothing returns yet is no promise. */
function possibleCodes(): ReadonlySet<string> {
  const files = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' });
  const text = files
    .filter((path) => path.endsWith('.ts') && path !== 'model/exit-code.ts')
    .map((path) => readFileSync(inRepository('src', path), 'utf8'))
    .join('\n');
  const named = Object.entries(exitCodes).filter(([name]) => text.includes(`exitCodes.${name}`));
  return new Set(named.map(([, code]) => `${code}`));
}

function codesIn(text: string, line: RegExp): ReadonlySet<string> {
  const lines = [...text.matchAll(line)].map(([, codes = '']) => codes);
  return new Set(lines.flatMap((codes) => codes.match(/\d+/g) ?? []));
}

test('README names each exit code that can happen', () => {
  const readme = readFileSync(inRepository('README.md'), 'utf8');
  const [, table = ''] = readme.split('| exit code |');
  assert.deepEqual(codesIn(table, /^\| ([\d ]+) \|/gm), possibleCodes());
});

test('the help names each exit code that can happen', () => {
  const [, list = ''] = runHere(['--help']).stdout.split('Exit codes:');
  assert.deepEqual(codesIn(list, /^ +(\d+) {2}\S/gm), possibleCodes());
  assert.deepEqual(new Set(Object.keys(exitCodeMeanings)), possibleCodes());
});

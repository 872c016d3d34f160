import assert from 'node:assert/strict';
import { test } from 'node:test';

import { problemCodes } from '../../src/model/problem-codes.ts';
import { listedPrefixesMax, readPrefixList } from '../../src/topology/prefix-list.ts';
import { topologyLengthMax } from '../../src/topology/text-problems.ts';
import { expectationMistakes } from './expectation-mistakes.ts';
import { healthMistakes } from './health-mistakes.ts';
import { indentationMistakes } from './indentation-mistakes.ts';
import { lineOf, problemsOf, read } from './mistake.ts';
import { referenceMistakes } from './reference-mistakes.ts';
import { routingMistakes } from './routing-mistakes.ts';
import { shapeMistakes } from './shape-mistakes.ts';
import { textMistakes } from './text-mistakes.ts';
import { valueMistakes } from './value-mistakes.ts';

const mistakes = [
  ...textMistakes,
  ...shapeMistakes,
  ...indentationMistakes,
  ...valueMistakes,
  ...referenceMistakes,
  ...routingMistakes,
  ...healthMistakes,
  ...expectationMistakes,
];

for (const { name, text, want } of mistakes) {
  test(`one mistake is one problem: ${name}`, () => {
    assert.deepEqual(problemsOf(text).map(lineOf), want);
  });
}

test('warnings leave the topology usable, errors do not', () => {
  for (const { text } of mistakes) {
    const checked = read(text);
    const isBad = problemsOf(text).some(({ severity }) => severity === 'error');
    assert.equal(checked.ok, !isBad, text);
  }
});

test('a topology of more than 8 MiB is refused before it is parsed', () => {
  const [problem] = problemsOf(`version: 1\n#${'x'.repeat(topologyLengthMax)}`);
  assert.equal(problem?.code, 'MH007');
});

test('a prefix list of more than a million prefixes is refused', () => {
  const line = (index: number) =>
    `10.${(index >> 14) & 255}.${(index >> 6) & 255}.${(index & 63) * 4}/3${index >> 22 ? 1 : 0}`;
  const lines = Array.from({ length: listedPrefixesMax + 1 }, (_, index) => line(index));
  const checked = readPrefixList('long.txt', lines.join('\n'));
  assert.deepEqual(checked.ok ? [] : checked.problems.map(({ code }) => code), ['MH120']);
});

test('every code of the catalogue up to MH4 has a case', () => {
  const tested = new Set(
    mistakes.flatMap(({ want }) => want.map((line) => /MH\d{3}/.exec(line)?.[0])),
  );
  // These two need texts too large for a table; compilation tests the others.
  const elsewhere = new Set(['MH007', 'MH120', 'MH390', 'MH391', 'MH392', 'MH393']);
  const codes = Object.keys(problemCodes).filter((code) => code < 'MH5');
  assert.deepEqual(
    codes.filter((code) => !tested.has(code) && !elsewhere.has(code)),
    [],
  );
});

test('names of codes are unique', () => {
  const names = Object.values(problemCodes).map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

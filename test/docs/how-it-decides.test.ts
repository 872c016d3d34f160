/** docs/how-it-decides.md names the bands and ranges that the sources have. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { bands } from '../../src/compile/priorities.ts';
import { allocatedTables } from '../../src/model/table.ts';
import { inRepository } from '../support/repository.ts';

const page = readFileSync(inRepository('docs', 'how-it-decides.md'), 'utf8');
const priorityBase = 10_000;

test('it names every band of priorities, in the order in which the kernel asks', () => {
  const rows = [...page.matchAll(/^\| (\d+) to (\d+) \| `(\w+)` \|/gm)];
  const told = rows.map(([, first, last, name]) => [name, Number(first), Number(last)]);
  const wanted = Object.entries(bands).map(([name, { first, last }]) => [
    name,
    priorityBase + first,
    priorityBase + last,
  ]);
  assert.deepEqual(told, wanted);
});

test('it names the numbers that tables are given', () => {
  const { first, last } = allocatedTables;
  assert.match(page, new RegExp(`from ${first} to ${last}\\b`));
});

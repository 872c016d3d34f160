import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { isObject, mapSchema, parseObject } from '../../scripts/json-schema.ts';
import { inRepository } from '../support/repository.ts';

const page = readFileSync(inRepository('docs', 'topology.md'), 'utf8');
const schema = readFileSync(inRepository('schemas', 'topology.schema.json'), 'utf8');

test('every key of the schema is on the page', () => {
  const keys = new Set<string>();
  mapSchema(parseObject(schema), (one) => {
    if (isObject(one['properties'])) {
      for (const key of Object.keys(one['properties'])) keys.add(key);
    }
    return one;
  });
  assert.ok(keys.size > 80);
  const told = new Set(
    [...page.matchAll(/^\|(?: `[\w-]+`,?)+ \|/gm)].flatMap(([cell]) =>
      [...cell.matchAll(/[\w-]+/g)].map(([key]) => key),
    ),
  );
  assert.deepEqual(
    [...keys].filter((key) => !told.has(key)),
    [],
  );
});

/** The published schema is for editors; what it says must agree with what the reader does. */

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';

import type { Json, JsonObject } from '../../scripts/json-schema.ts';
import { isList, mapSchema, parseObject } from '../../scripts/json-schema.ts';

const root = new URL('../../../', import.meta.url);
const schema = parseObject(await readFile(new URL('schemas/topology.schema.json', root), 'utf8'));

/** Each schema in the file with where it is, references followed by name only. */
function allSchemas(): readonly JsonObject[] {
  const found: JsonObject[] = [];
  mapSchema(schema, (one) => {
    found.push(one);
    return one;
  });
  return found;
}

function compile(part: JsonObject) {
  const { $defs } = schema;
  const { $id, ...rest } = part;
  void $id;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  return ajv.compile({ ...rest, ...($defs === undefined ? {} : { $defs }) });
}

test('every key and definition is described', () => {
  const bare = allSchemas().filter(
    (one) => one['description'] === undefined && one['$ref'] === undefined,
  );
  assert.deepEqual(bare, []);
});

test('every mapping with keys of its own refuses others', () => {
  const open = allSchemas().filter(
    (one) => one['properties'] !== undefined && one['additionalProperties'] !== false,
  );
  assert.deepEqual(open, []);
});

test('there are no unions but by type', () => {
  for (const one of allSchemas()) {
    for (const key of ['oneOf', 'anyOf', 'allOf', 'if', 'not']) assert.equal(one[key], undefined);
  }
});

test('every example in the schema is valid', () => {
  for (const one of allSchemas()) {
    const examples: readonly Json[] = isList(one['examples']) ? one['examples'] : [];
    if (examples.length === 0) continue;
    const { examples: own, ...rest } = one;
    void own;
    const validate = compile(rest);
    for (const example of examples) {
      assert.ok(validate(example), JSON.stringify([example, rest['description'], validate.errors]));
    }
  }
});

test('the examples of the repository are valid for an editor', async () => {
  const validate = compile(schema);
  const names = await readdir(new URL('examples/', root));
  assert.ok(names.length >= 5);
  for (const name of names) {
    const text = await readFile(new URL(`examples/${name}/topology.yaml`, root), 'utf8');
    assert.ok(validate(load(text)), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

/**
 * Holds a log against what SARIF 2.1.0 asks of the objects that are used here, and what GitHub code
 * scanning asks besides. Numbers are sections of the standard.
 */

import assert from 'node:assert/strict';

import { Ajv2020 } from 'ajv/dist/2020.js';

import type { JsonObject } from '../../scripts/json-schema.ts';
import { isList, objectOf, parseObject, stringOf } from '../../scripts/json-schema.ts';

const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const message = strict({ text }, ['text']);

/** 3.4, 3.29 and 3.30; a URI reference (RFC 3986) without `.` and empty parts. */
const uri = {
  type: 'string',
  pattern:
    "^(?:file:///)?(?:[A-Za-z0-9_~!$&'()*+,;=@.-]|%[0-9A-F]{2})+(?:/(?:[A-Za-z0-9_~!$&'()*+,;=@.-]|%[0-9A-F]{2})+)*$",
  not: { pattern: '(?:^|/)[.](?:/|$)' },
};
const artifactLocation = strict({ uri, uriBaseId: { const: '%SRCROOT%' } }, ['uri']);
const region = strict({ startLine: count, startColumn: count, endLine: count, endColumn: count }, [
  ...['startLine', 'startColumn', 'endLine', 'endColumn'],
]);
const physicalLocation = strict({ artifactLocation, region }, ['artifactLocation']);
const locations = {
  type: 'array',
  minItems: 1,
  items: strict({ physicalLocation }, ['physicalLocation']),
};

const rule = strict(
  {
    id: { type: 'string', pattern: '^MH[0-9]{3}$' },
    name: { type: 'string', minLength: 1, maxLength: 255 },
    shortDescription: strict({ text: { ...text, maxLength: 1024 } }, ['text']),
    fullDescription: strict({ text: { ...text, maxLength: 1024 } }, ['text']),
    help: strict({ text, markdown: text }, ['text']),
    defaultConfiguration: strict({ level }, ['level']),
  },
  ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration'],
);

const result = strict(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations,
    relatedLocations: {
      type: 'array',
      minItems: 1,
      items: strict({ id: count, message, physicalLocation }, [
        'id',
        'message',
        'physicalLocation',
      ]),
    },
  },
  ['ruleId', 'ruleIndex', 'level', 'message', 'locations'],
);

const invocation = strict(
  {
    executionSuccessful: { type: 'boolean' },
    exitCode: { type: 'integer' },
    toolExecutionNotifications: {
      type: 'array',
      items: strict({ level, message, locations }, ['message']),
    },
  },
  ['executionSuccessful'],
);

const driver = strict(
  {
    name: { const: 'multihome' },
    version: text,
    semanticVersion: { type: 'string', pattern: '^[0-9]+[.][0-9]+[.][0-9]+' },
    rules: { type: 'array', items: rule, uniqueItems: true },
  },
  ['name', 'version', 'rules'],
);

const run = strict(
  {
    tool: strict({ driver }, ['driver']),
    automationDetails: strict({ id: { type: 'string', pattern: '^[^/]+/$' } }, ['id']),
    invocations: { type: 'array', items: invocation, minItems: 1, maxItems: 1 },
    originalUriBaseIds: strict({ '%SRCROOT%': strict({ description: message }, []) }, []),
    columnKind: { const: 'utf16CodeUnits' },
    results: { type: 'array', items: result },
  },
  ['tool', 'results', 'columnKind'],
);

const log = strict(
  {
    $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
    version: { const: '2.1.0' },
    runs: { type: 'array', items: run, minItems: 1, maxItems: 1 },
  },
  ['$schema', 'version', 'runs'],
);

function strict(properties: object, required: readonly string[]): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(log);

/** The one run of a log that is valid. */
export function readSarif(document: string): JsonObject {
  const parsed = parseObject(document);
  assert.ok(validate(parsed), ajv.errorsText(validate.errors));
  const only = objectOf(listOf(parsed, 'runs')[0]);
  assertRules(only);
  for (const one of listOf(only, 'results').map(objectOf)) {
    for (const place of listOf(one, 'locations')) assertRegion(objectOf(place));
  }
  return only;
}

/** 3.27.6: the index leads to the rule of that name; 3.19.23: and no rule is there for nothing. */
function assertRules(only: JsonObject): void {
  const rules = listOf(objectOf(objectOf(only['tool'])['driver']), 'rules').map(objectOf);
  const used = new Set<string>();
  for (const one of listOf(only, 'results').map(objectOf)) {
    assert.equal(rules[Number(one['ruleIndex'])]?.['id'], one['ruleId']);
    used.add(stringOf(one['ruleId']));
  }
  assert.deepEqual(
    rules.map(({ id }) => id),
    [...used].toSorted((a, b) => a.localeCompare(b)),
  );
}

/** 3.30.8: on one line the end is behind the start. */
function assertRegion(place: JsonObject): void {
  const where = objectOf(place['physicalLocation'])['region'];
  if (where === undefined) return;
  const { startLine, endLine, startColumn, endColumn } = objectOf(where);
  assert.equal(startLine, endLine);
  assert.ok(Number(endColumn) > Number(startColumn));
}

export function listOf(object: JsonObject, key: string): readonly JsonObject[] {
  const list = object[key];
  return isList(list) ? list.map(objectOf) : [];
}

/** What people read: 3.11.5 and 3.11.6 undone. Throws for a placeholder or a link. */
export function shownMessage(one: JsonObject): string {
  const written = stringOf(objectOf(one['message'])['text']);
  assert.doesNotMatch(written.replace(/\{\{|\}\}/g, ''), /[{}]/);
  assert.doesNotMatch(written.replace(/\\[\\[\]]/g, ''), /\[[^[\]]*\]\(/);
  return written.replace(/([{}])\1/g, '$1').replaceAll('\\](', '](');
}

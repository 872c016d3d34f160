/** Holds what the program prints as JSON against the schemas it publishes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { inRepository } from './repository.ts';

const names = [
  'plan',
  'saved-plan',
  'apply',
  'status',
  'rehearsal',
  'check',
  'verify',
  'trace',
  'doctor',
  'error',
] as const;
export type DocumentName = (typeof names)[number];

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
for (const name of names) {
  const schema: unknown = JSON.parse(readFileSync(pathOf(name), 'utf8'));
  assert.ok(typeof schema === 'object' && schema !== null);
  ajv.addSchema(schema, name);
}

export function assertFollows(name: DocumentName, document: unknown): void {
  const valid = ajv.validate(name, document);
  assert.ok(valid, `${name}.schema.json: ${ajv.errorsText()}`);
}

/** One JSON object a line, each following the schema. */
export function assertLinesFollow(name: DocumentName, text: string): void {
  for (const line of text.trim().split('\n')) assertFollows(name, JSON.parse(line));
}

function pathOf(name: DocumentName): string {
  return inRepository('schemas', `${name}.schema.json`);
}

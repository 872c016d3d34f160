/** What can be written as a value, in the words of docs/topology.md. */

import type { Json, JsonObject } from './json-schema.ts';
import { isList, isObject, objectOf } from './json-schema.ts';
import { sections } from './reference-sections.ts';

/** Numbers of 32 bits go no further: as a bound it says nothing. */
const unboundedFrom = 4_294_967_294;

/** `inner` is the title of the mapping that the schema describes itself. */
export function kindOf(root: JsonObject, schema: JsonObject, inner: string): string {
  const { $ref, type, const: constant, enum: choices } = schema;
  if (typeof $ref === 'string') return referenceTo(root, $ref);
  if (constant !== undefined) return code(constant);
  if (isList(choices)) return choices.map(code).join(', ');
  const types = isList(type) ? type : [type];
  const kinds = types.map((one) => kindOfType(root, schema, one, inner));
  return kinds.join(' or ');
}

function kindOfType(
  root: JsonObject,
  schema: JsonObject,
  type: Json | undefined,
  inner: string,
): string {
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'integer') return bounds(schema);
  if (type === 'string') return 'text';
  if (type === 'array') return `list of ${kindOf(root, objectOf(schema['items']), inner)}`;
  if (type === 'object') return mapping(root, schema, inner);
  throw new Error(`the page has no words for the type ${JSON.stringify(type)}`);
}

function bounds({ minimum, maximum }: JsonObject): string {
  if (typeof minimum !== 'number' || typeof maximum !== 'number') return 'number';
  return maximum >= unboundedFrom ? 'number' : `${minimum} to ${maximum}`;
}

function mapping(root: JsonObject, schema: JsonObject, inner: string): string {
  const { properties, additionalProperties } = schema;
  if (isObject(properties)) return link('mapping', inner);
  const each = objectOf(additionalProperties);
  return `by name: ${kindOf(root, each, inner)}`;
}

function referenceTo(root: JsonObject, pointer: string): string {
  const definition = lookUp(root, pointer);
  const name = pointer.replace('#/$defs/', '');
  const section = sections.find((one) => one.pointer === pointer);
  if (section !== undefined) {
    return link(definition['type'] === 'object' ? 'mapping' : name, section.title);
  }
  return definition['enum'] === undefined ? link(name, name) : kindOf(root, definition, name);
}

function link(text: string, title: string): string {
  return `[${text}](#${slug(title)})`;
}

/** The anchor that GitHub gives a heading. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

export function lookUp(root: JsonObject, pointer: string): JsonObject {
  const steps = pointer.split('/').slice(1);
  return steps.reduce((value, step) => objectOf(value[step]), root);
}

function code(value: Json): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

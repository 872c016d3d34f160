/** Walking over a JSON schema. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Keywords whose members are schemas by name, so that a member may be called anything. */
const namedSchemas = new Set(['properties', '$defs']);

/** Changes a schema and all schemas in it, from the inside out. */
export function mapSchema(
  schema: JsonObject,
  change: (schema: JsonObject) => JsonObject,
): JsonObject {
  const mapped = Object.entries(schema).map(([key, value]) => {
    if (!isObject(value) || key === 'default') return [key, value] as const;
    if (!namedSchemas.has(key)) return [key, mapSchema(value, change)] as const;
    const members = Object.entries(value).map(
      ([name, member]) => [name, isObject(member) ? mapSchema(member, change) : member] as const,
    );
    return [key, Object.fromEntries(members)] as const;
  });
  return change(Object.fromEntries(mapped));
}

export function parseObject(text: string): JsonObject {
  // JSON.parse gives nothing but JSON.
  // oxlint-disable-next-line no-unsafe-type-assertion
  return objectOf(JSON.parse(text) as Json);
}

export function objectOf(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error('expected an object in the schema');
  return value;
}

export function stringOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error('expected a string');
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Array.isArray makes `any` of the members of a readonly list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Which keys exist where: ajv's errors do not say it, and a message about an unknown key is only
 * as good as its list of known ones.
 */

import type { Json, JsonObject } from './json-schema.ts';
import { isObject, objectOf } from './json-schema.ts';

type Shape = { readonly keys?: Readonly<Record<string, string>>; readonly each?: string };

export function shapesOf(schema: JsonObject): string {
  const shapes = new Map<string, Shape>();
  collect(shapes, 'topology', schema);
  for (const [name, value] of Object.entries(objectOf(schema['$defs']))) {
    collect(shapes, name, objectOf(value));
  }
  const text = JSON.stringify(Object.fromEntries(shapes), undefined, 2);
  return `
/** What a mapping may have: keys of its own, or anything that is all of one shape. */
export type Shape = {
  /** Each key, and the name of the shape of its value. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The shape of the entries of a list, or of a mapping by name. */
  readonly each?: string;
};

export const shapes: Readonly<Record<string, Shape>> = ${text};
`;
}

function collect(shapes: Map<string, Shape>, name: string, schema: JsonObject): void {
  const { properties, items, additionalProperties } = schema;
  const members = isObject(properties) ? Object.entries(properties) : [];
  const keys = members.map(
    ([key, value]) => [key, member(shapes, `${name}/${key}`, value)] as const,
  );
  const entry = isObject(additionalProperties) ? additionalProperties : items;
  if (keys.length === 0 && entry === undefined) return;
  shapes.set(name, {
    ...(keys.length === 0 ? {} : { keys: Object.fromEntries(keys) }),
    ...(entry === undefined ? {} : { each: member(shapes, `${name}/*`, entry) }),
  });
}

/** A referenced definition has a shape of its own; anything else is named by where it is. */
function member(shapes: Map<string, Shape>, name: string, value: Json): string {
  const { $ref, ...rest } = objectOf(value);
  if (typeof $ref === 'string') return $ref.replace('#/$defs/', '').replace('/properties', '');
  collect(shapes, name, rest);
  return name;
}

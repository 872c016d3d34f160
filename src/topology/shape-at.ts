/** What a value at some path should look like: which keys it has, by the name of its shape. */

import type { Shape } from './generated/shapes.ts';
import { shapes } from './generated/shapes.ts';
import type { Path } from './places.ts';

/** The name of the shape a value should have: `uplink`, `duration`. */
export function shapeAt(path: Path): string {
  let name = 'topology';
  for (const step of path) {
    const key = typeof step === 'string' ? shapeOfKey(name, step) : undefined;
    name = key ?? shapeNamed(name).each ?? '';
  }
  return name;
}

export function shapeNamed(name: string): Shape {
  return shapes[name] ?? {};
}

/** The shape of the value of a key; undefined where the shape has no such key. */
export function shapeOfKey(name: string, key: string): string | undefined {
  return own(shapeNamed(name).keys, key);
}

/** Whether any shape has this key. */
export function isKey(word: string): boolean {
  return Object.keys(shapes).some((name) => shapeOfKey(name, word) !== undefined);
}

/** Whether the words may stand beside each other: keys of one shape, or names, which are no keys. */
export function mayBeSiblings(one: string, other: string): boolean {
  if (!isKey(one)) return !isKey(other);
  return Object.keys(shapes).some((name) =>
    [one, other].every((word) => shapeOfKey(name, word) !== undefined),
  );
}

/** A key may be called `constructor`. */
export function own(
  words: Readonly<Record<string, string>> | undefined,
  key: string,
): string | undefined {
  return words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}

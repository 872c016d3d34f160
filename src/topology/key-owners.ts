/** Where a key belongs that stands at the wrong depth. */

import { describe, describeKind } from './describe.ts';
import type { Path } from './places.ts';
import { shapeAt, shapeNamed, shapeOfKey } from './shape-at.ts';

/** Deeper than any shape leads. */
const depthMax = 6;

const shownMax = 3;

/** The mapping around the one at `path` that has this key, or those in it. */
export function ownerHint(path: Path, key: string): string | undefined {
  const enclosing = path
    .map((_, index) => path.slice(0, path.length - 1 - index))
    .find((one) => shapeOfKey(shapeAt(one), key) !== undefined);
  if (enclosing !== undefined) return `it is a key of ${describe(enclosing)}: move it there`;
  const inner = innerOwners(path, key);
  if (inner.length === 0) return undefined;
  const names = inner.slice(0, shownMax).map((one) => describeKind(path, one));
  return `it is a key of ${names.join(' or ')}`;
}

/** Paths from `path`, of the mappings with this key that are nearest to it. */
function innerOwners(path: Path, key: string): readonly Path[] {
  let level: readonly Path[] = [[]];
  for (let depth = 0; depth < depthMax && level.length > 0; depth++) {
    level = level.flatMap((one) => children([...path, ...one]).map((rest) => [...one, ...rest]));
    const owners = level.filter((one) => shapeOfKey(shapeAt([...path, ...one]), key) !== undefined);
    if (owners.length > 0) return owners;
  }
  return [];
}

/** A list, or a mapping by name, is passed through to its entries. */
function children(path: Path): readonly Path[] {
  return Object.keys(shapeNamed(shapeAt(path)).keys ?? {}).map((key) => {
    const { keys, each } = shapeNamed(shapeAt([...path, key]));
    return keys === undefined && each !== undefined ? [key, anyEntry] : [key];
  });
}

/** No key is called so. */
const anyEntry = '*';

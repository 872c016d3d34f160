/**
 * Keys beside the mapping they belong to instead of in it. Each would be several errors: the
 * mapping is empty, its keys are unknown or taken for names, and what they need is missing.
 */

import { describe, describeKind } from './describe.ts';
import type { Path } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { shapeAt, shapeNamed, shapeOfKey } from './shape-at.ts';
import { valueAt } from './value-at.ts';

/** What is wrong at the key at `path`, and the keys whose errors all follow from it. */
export type Misplaced = {
  readonly path: Path;
  readonly flaw: Flaw;
  readonly parent: Path;
  readonly keys: readonly string[];
};

/** `a:` without a value, and behind it keys that would fit into it. */
export function besideEmpty(path: Path, value: unknown): Misplaced | undefined {
  const [parent, name] = [path.slice(0, -1), String(path.at(-1))];
  const following = keysAt(value, parent);
  const behind = following.slice(following.indexOf(name) + 1);
  const strangers = stretch(behind, (key) => isStranger(parent, key, value) && fits(path, key));
  const [first] = strangers;
  if (first === undefined) return undefined;
  const flaw: Flaw = {
    code: 'MH025',
    message: `${describe(path)} has no value`,
    hint: `indent "${first}" further, so that it belongs to "${name}"`,
  };
  return { path, flaw, parent, keys: [name, ...strangers] };
}

/** `interface: eth0` where `NAME: {interface: eth0}` is expected. */
export function insteadOfName(path: Path, value: unknown): Misplaced | undefined {
  const index = path.findIndex((_, at) => isInsteadOfName(path.slice(0, at + 1), value));
  if (index < 0) return undefined;
  const parent = path.slice(0, index);
  const all = keysAt(value, parent);
  const first = all.findIndex((key) => isInsteadOfName([...parent, key], value));
  const keys = stretch(all.slice(first), (key) => isInsteadOfName([...parent, key], value));
  const [name = ''] = keys;
  const owner = all[first - 1];
  const flaw: Flaw = {
    code: 'MH021',
    message: `"${name}" stands where the name of ${describeKind([], [...parent, '*'])} is expected`,
    hint:
      owner === undefined
        ? 'write the name before it, and indent it below: NAME:'
        : `indent it further, so that it belongs to "${owner}"`,
  };
  return { path: [...parent, name], flaw, parent, keys };
}

/** Whether an error at `path` follows from these keys. */
export function follows(path: Path, { parent, keys }: Misplaced): boolean {
  return (
    path.length > parent.length &&
    parent.every((step, index) => path[index] === step) &&
    keys.includes(String(path[parent.length]))
  );
}

function isInsteadOfName(path: Path, value: unknown): boolean {
  return (
    shapeNamed(shapeAt(path.slice(0, -1))).keys === undefined &&
    typeof path.at(-1) === 'string' &&
    isStranger(path.slice(0, -1), String(path.at(-1)), value)
  );
}

/** Whether a key does not belong into its mapping, or is no name but a key of what is named. */
function isStranger(parent: Path, key: string, value: unknown): boolean {
  const { keys, each } = shapeNamed(shapeAt(parent));
  if (keys !== undefined) return shapeOfKey(shapeAt(parent), key) === undefined;
  const shape = each === undefined ? undefined : shapeOfKey(each, key);
  if (shape === undefined) return false;
  const written = valueAt(value, [...parent, key]);
  if (written === null) return false;
  if (typeof written !== 'object') return true;
  // An uplink may be called `health`: its keys tell.
  const inner = Object.keys(written);
  return inner.length > 0 && inner.every((one) => shapeOfKey(shape, one) !== undefined);
}

function fits(path: Path, key: string): boolean {
  const { keys, each } = shapeNamed(shapeAt(path));
  return keys === undefined ? each !== undefined : shapeOfKey(shapeAt(path), key) !== undefined;
}

function keysAt(value: unknown, path: Path): readonly string[] {
  const written = valueAt(value, path);
  return typeof written === 'object' && written !== null ? Object.keys(written) : [];
}

/** As many from the start as are all so. */
function stretch(keys: readonly string[], isSo: (key: string) => boolean): readonly string[] {
  const end = keys.findIndex((key) => !isSo(key));
  return end < 0 ? keys : keys.slice(0, end);
}

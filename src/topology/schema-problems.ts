/** The validator's errors -> one problem for each mistake. */

import type { Problem } from '../model/problem.ts';
import { describe, quote } from './describe.ts';
import type { validateTopology } from './generated/validate.ts';
import type { Misplaced } from './misplaced.ts';
import { besideEmpty, follows, insteadOfName } from './misplaced.ts';
import type { Path, Places } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { problemAt } from './problem-at.ts';
import { didYouMean } from './suggest.ts';
import { meantKey, unknownKey } from './unknown-key.ts';
import { valueAt } from './value-at.ts';
import { wrongType } from './wrong-type.ts';

type SchemaError = NonNullable<typeof validateTopology.errors>[number];

/** An error with its path, key by key. */
type Located = SchemaError & { readonly path: Path };

/** Enough for every message anybody reads; a file of another kind can have a million. */
const errorsMax = 200;

export function schemaProblems(
  errors: readonly SchemaError[],
  value: unknown,
  places: Places,
): readonly Problem[] {
  const located = errors
    .slice(0, errorsMax)
    .map((error) => ({ ...error, path: pathOf(error.instancePath, value) }));
  const misplaced = misplacedKeys(located, value);
  const others = located.filter((error) => !isExplained(error, misplaced));
  return [
    ...misplaced.map(({ path, flaw }) => problemAt(places.key(path), flaw)),
    ...withoutRepeats(others).flatMap((error) => {
      const flaw = flawOf(error, value, others);
      return flaw === undefined ? [] : [problemAt(placeOf(error, places), flaw)];
    }),
  ];
}

function misplacedKeys(errors: readonly Located[], value: unknown): readonly Misplaced[] {
  const found: Misplaced[] = [];
  const empty = errors.filter(
    ({ keyword, path, params }) =>
      keyword === 'type' &&
      typesOf(params['type']).includes('object') &&
      valueAt(value, path) === null,
  );
  for (const { path } of empty) found.push(...listOf(besideEmpty(path, value)));
  for (const error of errors) {
    if (!isExplained(error, found)) found.push(...listOf(insteadOfName(error.path, value)));
  }
  return found;
}

function listOf(one: Misplaced | undefined): readonly Misplaced[] {
  return one === undefined ? [] : [one];
}

function isExplained({ keyword, path, params }: Located, misplaced: readonly Misplaced[]): boolean {
  const key = keyword === 'additionalProperties' ? [String(params['additionalProperty'])] : [];
  return misplaced.some((one) => follows([...path, ...key], one));
}

/** A wrong type also breaks `enum` or `const` at the same place: only the first counts. */
function withoutRepeats(errors: readonly Located[]): readonly Located[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const isAboutKeys = error.keyword === 'required' || error.keyword === 'additionalProperties';
    if (isAboutKeys) return true;
    const repeated = seen.has(error.instancePath);
    seen.add(error.instancePath);
    return !repeated;
  });
}

/** Under an unknown key; under the parent's key for what is missing; else under the value. */
function placeOf({ keyword, path, params }: Located, places: Places) {
  if (keyword === 'additionalProperties') {
    return places.key([...path, String(params['additionalProperty'])]);
  }
  return keyword === 'required' ? places.key(path) : places.value(path);
}

/** Undefined where another error tells the same mistake better. */
function flawOf(error: Located, value: unknown, all: readonly Located[]): Flaw | undefined {
  const { keyword, path, params } = error;
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(path, String(params['additionalProperty']), missingBeside(error, all));
    case 'required':
      return missingKey(error, all);
    case 'type':
      return wrongType(path, valueAt(value, path), typesOf(params['type']));
    case 'enum':
      return unknownWord(path, valueAt(value, path), params['allowedValues']);
    case 'const':
      return wrongVersion(valueAt(value, path));
    case 'minItems':
    case 'minProperties':
      return {
        code: 'MH024',
        message: `${describe(path)} is empty`,
        hint: 'list at least one entry',
      };
    default:
      throw new Error(`no message for the schema keyword ${keyword}`);
  }
}

/** A key that is missing because it was misspelt is told once, at the misspelt one. */
function missingKey(error: Located, all: readonly Located[]): Flaw | undefined {
  const missing = String(error.params['missingProperty']);
  const unknown = all.filter(
    ({ keyword, instancePath }) =>
      keyword === 'additionalProperties' && instancePath === error.instancePath,
  );
  const isMisspelt = unknown.some(
    ({ params }) =>
      meantKey(error.path, String(params['additionalProperty']), missingBeside(error, all)) ===
      missing,
  );
  if (isMisspelt) return undefined;
  return {
    code: 'MH022',
    message: `${describe(error.path)} has no "${missing}"`,
    hint: `add "${missing}"`,
  };
}

function missingBeside(error: Located, all: readonly Located[]): readonly string[] {
  return all
    .filter((one) => one.keyword === 'required' && one.instancePath === error.instancePath)
    .map(({ params }) => String(params['missingProperty']));
}

function unknownWord(path: Path, written: unknown, allowed: unknown): Flaw {
  const words = Array.isArray(allowed) ? allowed.map(String) : [];
  const choice = words.length === 1 ? words[0] : `one of ${words.join(', ')}`;
  return {
    code: 'MH023',
    message: `${describe(path)} must be ${choice}, not ${quote(written)}`,
    hint: didYouMean(String(written), words),
  };
}

function wrongVersion(written: unknown): Flaw {
  const message = `version ${quote(written)} of the topology language is not known`;
  return { code: 'MH026', message, hint: 'write version: 1' };
}

function typesOf(type: unknown): readonly string[] {
  return Array.isArray(type) ? type.map(String) : [String(type)];
}

/** A JSON pointer -> path; positions in lists become numbers. */
function pathOf(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(value, path)) ? Number(key) : key);
  }
  return path;
}

/** What to say about a value of the wrong type: a text for a number, a list for one value. */

import { describe, quote } from './describe.ts';
import type { Path } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { withSpace } from './missing-space.ts';
import { shapeAt, shapeNamed, shapeOfKey } from './shape-at.ts';

const typeWords: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

export function wrongType(path: Path, written: unknown, types: readonly string[]): Flaw {
  if (written === null && path.length > 0) {
    return {
      code: 'MH025',
      message: `${describe(path)} has no value`,
      hint: 'write a value, or remove the key',
    };
  }
  const expected = types.map((type) => typeWords[type] ?? type).join(' or ');
  const message = `${describe(path)} must be ${expected}, not ${found(written)}`;
  return {
    code: 'MH020',
    message,
    hint: structureHint(path, written, types) ?? typeHint(path, written, types),
  };
}

function found(written: unknown): string {
  const isScalar = typeof written === 'string' || typeof written === 'boolean';
  return isScalar && typeof written === 'string' ? `the text ${quote(written)}` : quote(written);
}

function typeHint(path: Path, written: unknown, types: readonly string[]): string | undefined {
  const shape = shapeAt(path);
  if (shape === 'duration' && typeof written === 'number') {
    return `write a unit: "${written}s" or "${written}ms"`;
  }
  if (shape === 'percent' && typeof written === 'number') return `write "${written}%"`;
  if (types.includes('boolean') && typeof written === 'string') {
    if (/^(yes|on|y)$/i.test(written)) return `"${written}" is a text in YAML 1.2: write true`;
    if (/^(no|off|n)$/i.test(written)) return `"${written}" is a text in YAML 1.2: write false`;
  }
  if (Array.isArray(written) && types.includes('string')) return oneForEach(path, shape);
  if (shape === 'uplink-family' && typeof written === 'string') {
    return familyHint(String(path.at(-1)), written);
  }
  const isNumeric = typeof written === 'string' && /^[0-9]+$/.test(written);
  if (types.includes('integer') && isNumeric) return `write ${written} without quotes`;
  const isScalar = typeof written === 'number' || typeof written === 'boolean';
  if (types.includes('string') && isScalar) return `put it in quotes: "${written}"`;
  return types.length === 1 && types[0] === 'array' ? 'write it in brackets: [ ]' : undefined;
}

/** For what is a list, a mapping or a text only because of a dash or a space. */
function structureHint(path: Path, written: unknown, types: readonly string[]): string | undefined {
  if (typeof written === 'string') {
    if (/^-\w/.test(written) && types.includes('array')) {
      const [entry = ''] = written.slice(1).split(/\s/, 1);
      return `a space is missing after each "-": write - ${entry}`;
    }
    const spaced = types.includes('object') ? withSpace(written) : undefined;
    return spaced === undefined ? undefined : `a space is missing: write ${spaced}`;
  }
  const { keys, each } = shapeNamed(shapeAt(path));
  if (Array.isArray(written) && types.includes('object') && !types.includes('array')) {
    return keys === undefined ? 'write a name instead of each "-": NAME:' : 'remove the "-"';
  }
  if (typeof written !== 'object' || written === null || !types.includes('array')) return undefined;
  const [first] = Object.keys(written);
  if (first === undefined || each === undefined || Array.isArray(written)) return undefined;
  return entryHint(each, first);
}

function entryHint(entry: string, first: string): string | undefined {
  const { keys } = shapeNamed(entry);
  if (keys === undefined) return undefined;
  if (shapeOfKey(entry, first) !== undefined)
    return 'write "- " before the first key of each entry';
  return 'name' in keys
    ? `write "- name: ${first}", and its keys below`
    : 'begin each entry with "- "';
}

/** What selects packets is one value; several of them are several entries. */
function oneForEach(path: Path, shape: string): string | undefined {
  const entry = { policies: 'policy', rules: 'rule', routes: 'route' }[String(path[0])];
  if (entry === undefined) return undefined;
  const hasRange = shape === 'port-range' || shape === 'uid-range';
  return `write one ${entry} for each of them${hasRange ? ', or a range FIRST-LAST' : ''}`;
}

function familyHint(family: string, written: string): string | undefined {
  if (written === 'auto' || written === 'dhcp') {
    return `write ${family}: {address: auto, gateway: auto}`;
  }
  if (!/^[0-9a-f.:]+\/[0-9]+$/i.test(written)) return undefined;
  const address = written.includes(':') ? `"${written}"` : written;
  return `write ${family}: {address: ${address}, gateway: GATEWAY}`;
}

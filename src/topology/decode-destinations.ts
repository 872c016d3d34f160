/** `to` of policies and routes -> prefixes, written in place or read from a prefix list. */

import type { Family, Prefix } from '../model/address.ts';
import { defaultPrefix, familyOf } from '../model/address.ts';
import { readPrefix } from './addresses.ts';
import { quote } from './describe.ts';
import type { Decoder } from './decoder.ts';
import { isFlawed, report, take } from './decoder.ts';
import type { WrittenDestinations } from './generated/written.ts';
import type { Path } from './places.ts';
import { readPrefixList } from './prefix-list.ts';
import type { Destinations } from './topology.ts';

/** What was written, before it is known which families count. */
export type GivenDestinations = {
  /** Undefined where the prefixes are written in place. */
  readonly file: string | undefined;
  readonly prefixes: readonly Prefix[];
  /** `default`, which is of every family. */
  readonly hasDefault: boolean;
};

export function decodeDestinations(
  decoder: Decoder,
  path: Path,
  written: WrittenDestinations,
): GivenDestinations {
  if (typeof written === 'object' && 'file' in written)
    return decodeList(decoder, path, written.file);
  const isList = typeof written !== 'string';
  const texts = isList ? written : [written];
  const prefixes = texts.flatMap((text, index) =>
    text === 'default' ? [] : [take(decoder, isList ? [...path, index] : path, readPrefix(text))],
  );
  return {
    file: undefined,
    prefixes: [...new Set(prefixes)],
    hasDefault: texts.includes('default'),
  };
}

function decodeList(decoder: Decoder, path: Path, file: string): GivenDestinations {
  const given = { file, prefixes: [], hasDefault: false };
  const here = [...path, 'file'];
  if (file.trim() === '' || hasControlCharacters(file)) {
    const message = `${quote(file)} cannot be the path of a prefix list`;
    report(decoder, here, { code: 'MH123', message, hint: 'write the path of a text file' });
    return given;
  }
  const content = decoder.readList(file);
  if (!content.ok) {
    const message = `the prefix list ${quote(file)} cannot be read: ${content.reason}`;
    const hint = 'paths are relative to the folder of the topology';
    report(decoder, here, { code: 'MH118', message, hint });
    return given;
  }
  const list = readPrefixList(besideTopology(decoder.file, file), content.text);
  if (!list.ok) decoder.problems.push(...list.problems);
  return { ...given, prefixes: list.ok ? list.value : [] };
}

/** As seen from where the program was started, so that an editor finds it by the message. */
function besideTopology(topology: string, list: string): string {
  if (list.startsWith('/')) return list;
  const folder = topology.slice(0, topology.lastIndexOf('/') + 1);
  return `${folder}${list.replace(/^(\.\/+)+/, '')}`;
}

function hasControlCharacters(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return /[\0-\x1f\x7f]/.test(text);
}

export function familiesOf(prefixes: readonly Prefix[]): readonly Family[] {
  const found = new Set<Family>();
  for (const prefix of prefixes) found.add(familyOf(prefix));
  return [...found].toSorted();
}

/** The part that is of these families; undefined, with a warning, when nothing is left of a list. */
export function destinationsIn(
  decoder: Decoder,
  path: Path,
  given: GivenDestinations,
  families: readonly Family[],
): Destinations | undefined {
  const own = given.prefixes.filter((prefix) => families.includes(familyOf(prefix)));
  const defaults = given.hasDefault ? families.map((family) => defaultPrefix[family]) : [];
  const prefixes = [...new Set([...defaults, ...own])];
  if (prefixes.length > 0) {
    return given.file === undefined
      ? { kind: 'inline', prefixes }
      : { kind: 'list', file: given.file, prefixes };
  }
  // What is wrong with entries written in place has been told already.
  if (given.file !== undefined && !isFlawed(decoder)) warnEmpty(decoder, path, given.file);
  return undefined;
}

function warnEmpty(decoder: Decoder, path: Path, file: string): void {
  const message = `the prefix list ${quote(file)} has no prefix that could be used here`;
  report(decoder, [...path, 'file'], {
    code: 'MH121',
    message,
    hint: 'nothing is made of this entry',
  });
}

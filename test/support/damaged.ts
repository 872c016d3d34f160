/** Texts with pieces cut out or put in, and topologies with hostile words in the place of values. */

import { readFile, readdir } from 'node:fs/promises';

import fc from 'fast-check';

const root = new URL('../../../', import.meta.url);
const names = await readdir(new URL('examples/', root));
const examples = await Promise.all(
  names.map((name) => readFile(new URL(`examples/${name}/topology.yaml`, root), 'utf8')),
);

/** Bits of topologies, of YAML and JSON that are likely to matter where they do not belong. */
const fragment = fc.oneof(
  fc.constantFrom(
    ...'{ } [ ] : " # &a *a - !x | 0 null :: 2001:db8:: 0x -1 1e9 << auto'.split(' '),
  ),
  fc.constantFrom(' ', '\n', '\t', "'", '- ', '&a ', '!x ', '<<: ', '? ', '\u0000', '\ufffd'),
  fc.constantFrom(...'/33 uplinks ipv6 table true ~ % @ 1.5 .nan default all , \\u0000'.split(' ')),
  fc.string({ maxLength: 3 }),
);

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(8),
  put: fragment,
});

/** The text with one to four pieces cut out, repeated or put in between. */
export function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((result, { at, cut, put }) => {
      const start = Math.floor(at * result.length);
      return result.slice(0, start) + put + result.slice(start + cut);
    }, text),
  );
}

export const damagedTopology = damaged(fc.constantFrom(...examples));

/** What would be a second command, an option, a path or a selector more, if it got that far. */
const hostileWord = fc.oneof(
  fc.constantFrom(
    ...['eth0\nroute flush table main', 'eth0; reboot', '$(reboot)', '`reboot`', 'a b', '-batch'],
    ...['-force', '../../etc/passwd', '/dev/null', 'eth0\u0000', 'eth0\r', '"', "'", '\\', '%s'],
    ...['\u001b[2J', '\u202e', '10.0.0.1 dev eth9', 'all table main', 'any', '0/0', '255', '-1'],
    ...['constructor', '__proto__', 'toString', '4294967296', '1e309', 'a'.repeat(4_000), ''],
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

/** Examples in which one to three values, or keys, are words of somebody who means no good. */
export const hostileTopology = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.array(fc.tuple(fc.nat(), hostileWord), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, words]) =>
    words.reduce((result, [which, word]) => {
      const places = [...result.matchAll(/(?<=[\s,[{-])[\w.:/$-]+(?=[\s,\]}:])/g)];
      const place = places[which % Math.max(1, places.length)];
      if (place === undefined) return result;
      const end = place.index + place[0].length;
      return result.slice(0, place.index) + JSON.stringify(word) + result.slice(end);
    }, text),
  );

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

import fc from 'fast-check';

import { comparePlaces } from '../../src/model/problem.ts';
import { problemsText } from '../../src/render/problems.ts';
import { problemsOf, read } from './mistake.ts';

const root = new URL('../../../', import.meta.url);
const names = await readdir(new URL('examples/', root));
const texts = await Promise.all(
  names.map((name) => readFile(new URL(`examples/${name}/topology.yaml`, root), 'utf8')),
);

/** Bits of topologies and of YAML that are likely to matter where they do not belong. */
const fragment = fc.oneof(
  fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ':',
      ' ',
      '\n',
      '\t',
      '"',
      "'",
      '#',
      '&a ',
      '*a',
      '- ',
      '!x ',
      '|',
      '0',
    ],
    ...['null', '::', '2001:db8::', '0x', '-1', '1e9', '<<: ', 'auto', '/33', '\u0000', '\ufffd'],
    ...['uplinks', 'ipv6', 'table', 'true', '~', '? ', '%', '@', '1.5', '.nan', 'default', 'all'],
  ),
  fc.string({ maxLength: 3 }),
);

/** An example with pieces cut out, repeated or put in between. */
const damaged = fc
  .record({
    text: fc.constantFrom(...texts),
    edits: fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(8), put: fragment }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ text, edits }) =>
    edits.reduce((result, { at, cut, put }) => {
      const start = Math.floor(at * result.length);
      return result.slice(0, start) + put + result.slice(start + cut);
    }, text),
  );

test('a damaged topology is read or refused with sorted, placed problems, never an exception', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const checked = read(text);
      const problems = problemsOf(text);
      assert.ok(checked.ok || problems.length > 0);
      assert.deepEqual(problems, problems.toSorted(comparePlaces));
      for (const { at } of problems) {
        assert.ok(at !== undefined && at.line >= 1 && at.column >= 1 && at.endColumn > at.column);
      }
      const shown = problemsText(problems, { colour: false, columns: 80 });
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      assert.doesNotMatch(shown, /[\0-\x09\x0b-\x1f\x7f-\x9f]/);
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 2000) },
  );
});

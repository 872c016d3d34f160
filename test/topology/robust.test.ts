import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { comparePlaces } from '../../src/model/problem.ts';
import { problemsText } from '../../src/render/problems.ts';
import { damagedTopology } from '../support/damaged.ts';
import { problemsOf, read } from './mistake.ts';

test('a damaged topology is read or refused with sorted, placed problems, never an exception', () => {
  fc.assert(
    fc.property(damagedTopology, (text) => {
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

/** What a rehearsal has not asked is said. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { unaskedNotes } from '../../src/rehearsal/unasked.ts';

const nothing = { flows: [], faults: [], verdicts: [] };
const times = { switchedAfterMs: undefined, backAfterMs: undefined };
const cutOf = (cut: 'carrier' | 'silent') =>
  ({ uplink: 'a', cut, kind: 'cut', ...nothing, ...times }) as const;

test('expectations about an uplink without a cut carrier, or about two, are not asked', () => {
  const expectations = [{ down: [] }, { down: ['a'] }, { down: ['a', 'b'] }];
  assert.match(unaskedNotes(expectations, [cutOf('silent')])[0] ?? '', /^2 expectations suppose/);
  assert.match(unaskedNotes(expectations, [cutOf('carrier')])[0] ?? '', /^1 expectation supposes/);
});

test('where all were asked nothing is said', () => {
  assert.deepEqual(unaskedNotes([{ down: [] }, { down: ['a'] }], [cutOf('carrier')]), []);
});

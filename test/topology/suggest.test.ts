import assert from 'node:assert/strict';
import { test } from 'node:test';

import { closest } from '../../src/topology/suggest.ts';

const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['adress', ['address', 'gateway'], 'address'],
  ['adresses', ['address', 'gateway'], 'address'],
  ['gatway', ['address', 'gateway'], 'gateway'],
  ['uplnik', ['uplink', 'upload'], 'uplink'],
  ['Main', ['main', 'default'], 'main'],
  ['rto_min', ['rto-min', 'rtt'], 'rto-min'],
  ['c', ['a', 'b'], undefined],
  ['colour', ['address', 'gateway'], undefined],
  ['', ['a'], undefined],
];

for (const [written, words, want] of cases) {
  test(`"${written}" ${want === undefined ? 'is like none of' : `means "${want}" of`} ${words.join(', ')}`, () => {
    assert.equal(closest(written, words), want);
  });
}

/** Where traffic is, by what watch has said. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { strayNotes } from '../../src/rehearsal/track.ts';

const choice = 'outbound ipv4';

test('a cut while traffic is elsewhere is said', () => {
  const led = { kind: 'switch', choice, from: 'a', to: 'b', atMs: 10 } as const;
  const [note = ''] = strayNotes([led], 'a', 'silent');
  assert.match(note, /^outbound ipv4 was with b, where it had been led, when a was cut/);
  const back = { kind: 'switch', choice, from: 'b', to: 'a', atMs: 20 } as const;
  assert.deepEqual(strayNotes([led, back], 'a', 'silent'), []);
});

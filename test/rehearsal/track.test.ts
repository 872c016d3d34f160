/** Where traffic is, by what watch has said. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { silentAfterMs, strayNotes, trustAfterMs } from '../../src/rehearsal/track.ts';

const choice = 'outbound ipv4';

test('a cut while traffic is elsewhere is said', () => {
  const led = { kind: 'switch', choice, from: 'a', to: 'b', atMs: 10 } as const;
  const [note = ''] = strayNotes([led], 'a', 'silent');
  assert.match(note, /^outbound ipv4 was with b, where it had been led, when a was cut/);
  const back = { kind: 'switch', choice, from: 'b', to: 'a', atMs: 20 } as const;
  assert.deepEqual(strayNotes([led, back], 'a', 'silent'), []);
});

const path = 'a ipv4';
const verdict = (to: string, atMs: number) => ({ kind: 'verdict', path, to, atMs }) as const;

test('what health waited counts from the cut, and from the first answers', () => {
  const heard = [
    ...[verdict('up', 0), verdict('silent', 600)],
    ...[verdict('recovering', 1_200), verdict('up', 2_700)],
  ];
  assert.equal(silentAfterMs(heard, [path], 100, 1_000), 500);
  assert.equal(silentAfterMs(heard, [path], 1_000, 3_000), 0);
  assert.equal(trustAfterMs(heard, [path], 1_000), 1_500);
});

test('a carrier and losses are no silence: they tell as soon at any speed', () => {
  const carrier = [verdict('up', 0), verdict('unusable', 150), verdict('silent', 300)];
  assert.equal(silentAfterMs(carrier, [path], 100, 1_000), 0);
  assert.equal(silentAfterMs([verdict('up', 0), verdict('impaired', 400)], [path], 100, 1_000), 0);
});

/** Days of virtual time: what the defaults promise. `npm run simulate-health` prints the whole table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { brownOut, detectors, falseSwitches, outage, percentile } from '../../bench/health.ts';

const seeds = Array.from({ length: 20 }, (_, at) => at + 1);
const [three, two, one, fast] = detectors;
assert.ok(three !== undefined && two !== undefined && one !== undefined && fast !== undefined);

for (const detector of [three, two, one]) {
  test(`${detector.name}: a day at 10 % loss switches nothing`, () => {
    assert.equal(
      falseSwitches(detector, () => 0.1, 7, 1),
      0,
    );
  });

  test(`${detector.name}: an outage is found within down-after, and forgotten soon after up-after`, () => {
    const found = seeds.map((seed) => outage(detector, seed));
    assert.ok(Math.max(...found.map(({ downMs }) => downMs)) <= 6_000);
    assert.ok(Math.max(...found.map(({ upMs }) => upMs)) <= 18_000);
  });

  test(`${detector.name}: a brown-out of 40 % is found within a minute, more often than not`, () => {
    const found = seeds.map((seed) => brownOut(detector, 0.4, seed) ?? Infinity);
    assert.ok(percentile(found, 0.5) <= 60_000, found.join(' '));
  });
}

test('five questions a second find an outage within a second', () => {
  const found = seeds.map((seed) => outage(fast, seed).downMs);
  assert.ok(Math.max(...found) <= 1_000);
});

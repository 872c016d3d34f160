/**
 * What `plan` says of traffic beside what the kernel does: random plans, with the same flows asked
 * before and after. No flow that changes is missed, and none that does not is named.
 *
 * MULTIHOME_RUNS and MULTIHOME_SEED make long runs, and repeat one host; `npm run differential` too.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { requireLinks } from '../support/links.ts';
import { requireUsers } from '../support/namespace.ts';
import type { ImpactTally } from './impact-tally.ts';
import { surveyImpacts } from './impact-survey.ts';

const skip = requireLinks('veth', 'ifb') ?? requireUsers() ?? false;
const runs = Number(process.env['MULTIHOME_RUNS'] ?? 100);
const seed = Number(process.env['MULTIHOME_SEED'] ?? 20_261_121);

test('the impact of random plans is what the kernel does', { skip }, async (t) => {
  const goesOn = (tally: ImpactTally): boolean => tally.count('pair') < runs;
  const { tally, failures } = await surveyImpacts({ seed, goesOn });
  t.diagnostic(tally.text(seed));
  if (failures.length > 0) assert.fail(failures.join('\n\n'));
  // One host alone may be an odd one.
  const isRepeated = runs < 100;
  assert.equal(isRepeated ? undefined : tally.weakness(), undefined, tally.text(seed));
});

/**
 * The model of the kernel's decision beside the kernel, on random hosts.
 *
 * MULTIHOME_RUNS and MULTIHOME_SEED make long runs, and repeat one; `npm run differential` too.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decide } from '../../src/lookup/decide.ts';
import { indexState } from '../../src/lookup/state.ts';
import { requireLinks } from '../support/links.ts';
import { differenceText } from './difference-text.ts';
import { shrink } from './shrink.ts';
import { survey, tallyText, uncertainCount } from './survey.ts';

const skip = requireLinks('veth') ?? false;
const runs = Number(process.env['MULTIHOME_RUNS'] ?? 300);
const seed = Number(process.env['MULTIHOME_SEED'] ?? 20_261_121);
const model = { indexState, decide };
const uncertainShareMax = 0.03;
const unnamedShareMax = 0.2;

test('the model answers as the kernel does on random hosts', { skip }, async (t) => {
  const tally = await survey(model, { seed, goesOn: (worlds) => worlds < runs });
  t.diagnostic(tallyText(tally, seed));
  const [first] = tally.differences;
  if (first !== undefined) {
    assert.fail(`MULTIHOME_SEED=${first.seed}\n${differenceText(await shrink(model, first))}`);
  }
  // One host alone may be full of what no dump tells.
  const isRepeated = runs < 100;
  assert.ok(
    isRepeated || uncertainCount(tally) < uncertainShareMax * tally.questions,
    tallyText(tally, seed),
  );
  const { chosen, unnamed } = tally.sources;
  assert.ok(isRepeated || unnamed < unnamedShareMax * chosen, tallyText(tally, seed));
});

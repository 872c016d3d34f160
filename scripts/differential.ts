/**
 * `npm run differential -- --minutes N --seed S`: the lookup model beside the kernel for a long
 * time. Every difference is printed as commands to paste; each host has its own seed.
 */

import { parseArgs } from 'node:util';

import { decide } from '../src/lookup/decide.ts';
import { indexState } from '../src/lookup/state.ts';
import { differenceText } from '../test/differential/difference-text.ts';
import { shrink } from '../test/differential/shrink.ts';
import { survey, tallyText } from '../test/differential/survey.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000_000}` },
  },
});

const model = { indexState, decide };
const seed = Number(values.seed);
const deadline = performance.now() + Number(values.minutes) * 60_000;

const tally = await survey(model, { seed, goesOn: () => performance.now() < deadline });
for (const difference of tally.differences) {
  const { world, verdict } = await shrink(model, difference);
  process.stdout.write(`\nseed ${difference.seed}:\n${differenceText({ world, verdict })}\n\n`);
}
process.stdout.write(`${tallyText(tally, seed)}\n`);
process.exitCode = tally.differing === 0 ? 0 : 1;

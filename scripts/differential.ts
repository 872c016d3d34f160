/**
 * `npm run differential -- --minutes N --seed S`: the lookup model beside the kernel for a long
 * time. With `--of impact`, what plans say of traffic. Every difference is printed as commands to
 * paste; each host has its own seed.
 */

import { parseArgs } from 'node:util';

import { decide } from '../src/lookup/decide.ts';
import { indexState } from '../src/lookup/state.ts';
import { differenceText } from '../test/differential/difference-text.ts';
import { surveyImpacts } from '../test/differential/impact-survey.ts';
import { shrink } from '../test/differential/shrink.ts';
import { survey, tallyText } from '../test/differential/survey.ts';

const { values } = parseArgs({
  options: {
    of: { type: 'string', default: 'lookup' },
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000_000}` },
  },
});

const model = { indexState, decide };
const seed = Number(values.seed);
const deadline = performance.now() + Number(values.minutes) * 60_000;
const goesOn = (): boolean => performance.now() < deadline;

process.exitCode = (await (values.of === 'impact' ? ofImpact() : ofLookup())) ? 0 : 1;

async function ofLookup(): Promise<boolean> {
  const tally = await survey(model, { seed, goesOn });
  for (const difference of tally.differences) {
    const { world, verdict } = await shrink(model, difference);
    process.stdout.write(`\nseed ${difference.seed}:\n${differenceText({ world, verdict })}\n\n`);
  }
  process.stdout.write(`${tallyText(tally, seed)}\n`);
  return tally.differing === 0;
}

async function ofImpact(): Promise<boolean> {
  const { tally, failures } = await surveyImpacts({ seed, goesOn });
  for (const failure of failures) process.stdout.write(`\n${failure}\n\n`);
  process.stdout.write(`${tally.text(seed)}\n`);
  return failures.length === 0;
}

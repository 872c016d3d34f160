/** Many random hosts, each asked many random questions. */

import type { Family } from '../../src/model/address.ts';
import { askKernel } from './kernel-answers.ts';
import type { Questions } from './kernel-answers.ts';
import type { Model, Verdict } from './judge.ts';
import { judge } from './judge.ts';
import { createRandom, times } from './random.ts';
import type { Random } from './random.ts';
import { randomQuestion } from './random-flows.ts';
import { randomWorld } from './random-world.ts';
import type { Difference } from './shrink.ts';
import type { World } from './world.ts';

/** Of each family. */
export const questionsPerWorld = 400;
/** Two at a time: while one waits for the kernel, the other works. */
const lanes = 2;
/** Enough to look at. */
const differencesMax = 5;

export type Tally = {
  worlds: number;
  questions: number;
  errors: number;
  sets: number;
  /** IPv6: how often the kernel chose one, and the model left it open. */
  readonly sources: { chosen: number; unnamed: number };
  readonly uncertain: Map<string, number>;
  differing: number;
  readonly differences: (Difference & { readonly seed: number })[];
};

export type Survey = {
  /** Of the first world; each one after it has the next number. */
  readonly seed: number;
  /** Asked before each world. */
  readonly goesOn: (worlds: number) => boolean;
};

export async function survey(model: Model, { seed, goesOn }: Survey): Promise<Tally> {
  const tally: Tally = {
    worlds: 0,
    questions: 0,
    errors: 0,
    sets: 0,
    sources: { chosen: 0, unnamed: 0 },
    uncertain: new Map(),
    differing: 0,
    differences: [],
  };
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (goesOn(begun)) {
      const worldSeed = seed + begun++;
      const { world, questions } = randomCase(worldSeed);
      const verdicts = judge(model, await askKernel(world, questions), questions);
      count(tally, worldSeed, world, verdicts);
    }
  };
  await Promise.all(times(lanes, lane));
  return tally;
}

export type Case = { readonly world: World; readonly questions: Questions };

export function randomCase(seed: number): Case {
  const random = createRandom(seed);
  const world = randomWorld(random);
  return { world, questions: { ipv4: ask(random, 'ipv4'), ipv6: ask(random, 'ipv6') } };
}

function ask(random: Random, family: Family): Questions['ipv4'] {
  return times(questionsPerWorld, () => randomQuestion(random, family));
}

function count(tally: Tally, seed: number, world: World, verdicts: readonly Verdict[]): void {
  tally.worlds += 1;
  for (const verdict of verdicts) {
    tally.questions += 1;
    if (!verdict.kernel.includes(' ')) tally.errors += 1;
    const { uncertain, namesSource } = verdict;
    if (namesSource !== undefined) tally.sources.chosen += 1;
    if (namesSource === false) tally.sources.unnamed += 1;
    if (uncertain !== undefined) {
      tally.uncertain.set(uncertain, (tally.uncertain.get(uncertain) ?? 0) + 1);
    } else if (!verdict.agrees) {
      tally.differing += 1;
      const { differences } = tally;
      // One of a host: the others mostly have the same cause.
      if (differences.length < differencesMax && differences.at(-1)?.seed !== seed) {
        differences.push({ seed, world, verdict });
      }
    } else if (verdict.model.length > 1) tally.sets += 1;
  }
}

export function uncertainCount({ uncertain }: Tally): number {
  return [...uncertain.values()].reduce((sum, one) => sum + one, 0);
}

/** Shares, so that nobody takes a run of errors for a good one. */
export function tallyText(tally: Tally, seed: number): string {
  const { worlds, questions, errors, sets, sources, differing } = tally;
  const share = (part: number, all = questions): string =>
    `${part} (${((100 * part) / all).toFixed(2)} %)`;
  return [
    `seed ${seed}: ${worlds} hosts, ${questions} flows`,
    `  refused by the kernel  ${share(errors)}`,
    `  answered by a set      ${share(sets)}`,
    `  uncertain              ${share(uncertainCount(tally))}`,
    ...[...tally.uncertain].map(([reason, times_]) => `    ${times_}  ${reason}`),
    `  IPv6 sources chosen    ${sources.chosen}, not named ${share(sources.unnamed, sources.chosen)}`,
    `  model and kernel differ  ${differing}`,
  ].join('\n');
}

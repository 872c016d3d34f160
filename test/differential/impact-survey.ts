/** Many random hosts, each of which lives through several plans. */

import fc from 'fast-check';

import type { Life } from './impact-case.ts';
import { lives } from './impact-case.ts';
import { liveThrough } from './impact-life.ts';
import { ImpactTally } from './impact-tally.ts';
import { times } from './random.ts';

/** Two at a time: while one waits for the kernel, the other works. */
const lanes = 2;
/** How long a smaller host with the same fault is looked for. */
const smallerMax = 60;

export type ImpactSurvey = {
  /** Of the first host; each one after it has the next number. */
  readonly seed: number;
  /** Asked before each host. */
  readonly goesOn: (tally: ImpactTally) => boolean;
};

export type Surveyed = {
  readonly tally: ImpactTally;
  /** What went wrong, with how to repeat it. */
  readonly failures: readonly string[];
};

export async function surveyImpacts({ seed, goesOn }: ImpactSurvey): Promise<Surveyed> {
  const tally = new ImpactTally();
  const failures: string[] = [];
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (failures.length === 0 && goesOn(tally)) {
      const failure = await surveyOne(seed + begun++, tally);
      if (failure !== undefined) failures.push(failure);
    }
  };
  await Promise.all(times(lanes, lane));
  return { tally, failures };
}

async function surveyOne(seed: number, tally: ImpactTally): Promise<string | undefined> {
  let runs = 0;
  const own = new ImpactTally();
  const property = fc.asyncProperty(fc.noBias(lives), async (life: Life) => {
    runs += 1;
    fc.pre(runs <= smallerMax);
    await liveThrough(life, seed, runs === 1 ? own : new ImpactTally());
  });
  const details = await fc.check(property, { seed, numRuns: 1 });
  if (!details.failed) {
    tally.add(own);
    return undefined;
  }
  const { errorInstance: error } = details;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `MULTIHOME_SEED=${seed} MULTIHOME_RUNS=1\n${text}`;
}

/**
 * `npm run bench`: how long things take, as ratios measured in one run.
 *
 *   --sizes 1000,10000    other numbers of routes than 1 000, 10 000 and 100 000
 *   --strict              exit 1 when a promise is missed
 */

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { askLookups } from './ask-lookups.ts';
import { askTraffic } from './ask-traffic.ts';
import type { Question } from './figures.ts';
import { isMissed } from './figures.ts';
import {
  askApply,
  askOtherWays,
  askStartUp,
  askUnchangedPlan,
  promisedCount,
} from './questions.ts';
import { machineText, questionText, saveResults, summaryText } from './report.ts';
import { prepareStage, setUpNamespace } from './stage.ts';

/** Set for the inner run, which has a network namespace without a name: it goes with its processes. */
const marker = 'MULTIHOME_BENCH_UNSHARED';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: `1000,10000,${promisedCount}` },
    strict: { type: 'boolean', default: false },
  },
});

process.exitCode = process.env[marker] === undefined ? runUnshared() : await run();

function runUnshared(): number {
  const asRoot = process.geteuid?.() === 0 ? [] : ['--map-root-user'];
  const inner = [process.execPath, ...process.argv.slice(1)];
  const env = { ...process.env, [marker]: '1' };
  const { status, error } = spawnSync('unshare', ['--net', ...asRoot, ...inner], {
    stdio: 'inherit',
    env,
  });
  if (error !== undefined) throw error;
  return status ?? 1;
}

async function run(): Promise<number> {
  const questions: Question[] = [];
  const asked = (question: Question): void => {
    questions.push(question);
    process.stdout.write(questionText(question));
  };
  process.stdout.write(machineText());
  const directory = setUpNamespace();
  asked(await askStartUp());
  asked(await askLookups(directory));
  asked(askTraffic());
  for (const count of options.sizes.split(',').map(Number)) {
    const runs = runsFor(count);
    const stage = prepareStage(directory, count);
    asked(await askApply(stage, runs));
    asked(await askOtherWays(stage, 3));
    stage.reset();
    asked(await askUnchangedPlan(stage, runs));
    stage.reset();
  }
  process.stdout.write(`${summaryText(questions)}${saveResults({ questions })}\n`);
  const missed = questions.some(({ figures }) => figures.some(isMissed));
  return missed && options.strict ? 1 : 0;
}

function runsFor(count: number): number {
  return count >= promisedCount ? 5 : 11;
}

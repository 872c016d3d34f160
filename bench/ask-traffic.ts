/** How long the part `traffic` of a plan takes. */

import { execFileSync } from 'node:child_process';

import { inRepository } from '../test/support/repository.ts';
import type { Question } from './figures.ts';
import { timingOfMs } from './measure.ts';

const runs = 5;
const trafficMsMax = 1_000;

/** A process for each run: a plan has no time to warm up either. */
export function askTraffic(): Question {
  const timing = timingOfMs(
    'traffic of 10 000 new routes',
    Array.from({ length: runs }, () => runOnce()),
  );
  const { name: text, medianMs: value } = timing;
  return {
    title: 'which traffic a plan sends another way',
    timings: [timing],
    figures: [{ text, value, unit: 'ms', promise: trafficMsMax }],
  };
}

function runOnce(): number {
  const program = inRepository('dist/bench/traffic-model.js');
  const parsed: unknown = JSON.parse(
    execFileSync(process.execPath, [program], { encoding: 'utf8' }),
  );
  if (parsed instanceof Object && 'trafficMs' in parsed && typeof parsed.trafficMs === 'number') {
    return parsed.trafficMs;
  }
  throw new Error('not what was asked for');
}

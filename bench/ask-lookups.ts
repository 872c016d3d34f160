/** How quickly the model says where packets go, beside `ip route get` of the same flows. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inRepository } from '../test/support/repository.ts';
import type { Figure, Question } from './figures.ts';
import { formatCount } from './figures.ts';
import type { LookupTimes } from './lookup-model.ts';
import {
  askedCount,
  flows,
  flowsCount,
  getLine,
  routeLines,
  routesCount,
  ruleLines,
  rulesCount,
} from './lookup-scene.ts';
import type { Timing } from './measure.ts';
import { compare, timingOfMs } from './measure.ts';
import { device } from './stage.ts';

const runs = 3;
const indexMsMax = 250;
/** A million look-ups a second. */
const lookUsMax = 1;

/** In this process's namespace, which is left as it was found. */
export async function askLookups(directory: string): Promise<Question> {
  const questions = join(directory, 'questions');
  const asked = flows(askedCount).map(getLine);
  writeFileSync(questions, `${asked.join('\n')}\n`);
  batch([...routeLines(device), ...ruleLines()]);
  try {
    const { indexMs, lookMs } = runModel();
    const index = timingOfMs(`index of ${formatCount(routesCount)} routes`, indexMs);
    const looks = timingOfMs(`${formatCount(flowsCount)} look-ups`, lookMs);
    const [gets] = await compare(
      [
        {
          name: `ip route get of ${formatCount(askedCount)}`,
          argv: ['ip', '-4', '-batch', questions],
        },
      ],
      runs,
    );
    if (gets === undefined) throw new Error('not measured');
    return question(index, looks, gets);
  } finally {
    batch(['route flush table main via 203.0.113.1', ...ruleLines().map(asDeletion)]);
  }
}

function question(index: Timing, looks: Timing, gets: Timing): Question {
  const ours = perLookUp(looks, flowsCount, lookUsMax);
  const theirs = perLookUp(gets, askedCount);
  return {
    title: `where ${formatCount(flowsCount)} packets go, ${formatCount(routesCount)} routes and ${rulesCount} rules`,
    timings: [index, looks, gets],
    figures: [
      ours,
      theirs,
      { text: 'ip route get / look-up, of one flow', value: theirs.value / ours.value, unit: 'x' },
      { text: index.name, value: index.medianMs, unit: 'ms', promise: indexMsMax },
    ],
  };
}

function perLookUp({ name, medianMs }: Timing, count: number, promise?: number): Figure {
  const figure = { text: name, value: (medianMs * 1000) / count, unit: 'us/look-up' as const };
  return promise === undefined ? figure : { ...figure, promise };
}

function runModel(): LookupTimes {
  const program = inRepository('dist/bench/lookup-model.js');
  const text = execFileSync(process.execPath, [program], { encoding: 'utf8' });
  const parsed: unknown = JSON.parse(text);
  if (!isTimes(parsed)) throw new Error(`not what was asked for: ${text}`);
  return parsed;
}

function isTimes(value: unknown): value is LookupTimes {
  return value instanceof Object && 'indexMs' in value && 'lookMs' in value;
}

function batch(lines: readonly string[]): void {
  execFileSync('ip', ['-4', '-batch', '-'], { input: `${lines.join('\n')}\n`, stdio: 'pipe' });
}

function asDeletion(line: string): string {
  return line.replace('rule add', 'rule delete');
}

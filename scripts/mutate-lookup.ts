/**
 * `npm run mutate-lookup`: plants faults in the lookup model, one at a time, and counts the flows of
 * the differential suite that catch each. A fault that none catches fails the run.
 *
 *   --worlds N   random hosts to ask (150), the same for every fault
 *   --seed S     of the first one
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { decide } from '../src/lookup/decide.ts';
import { indexState } from '../src/lookup/state.ts';
import type { Model } from '../test/differential/judge.ts';
import { judge } from '../test/differential/judge.ts';
import type { Answered } from '../test/differential/kernel-answers.ts';
import { askKernel } from '../test/differential/kernel-answers.ts';
import type { Case } from '../test/differential/survey.ts';
import { randomCase } from '../test/differential/survey.ts';
import { inRepository } from '../test/support/repository.ts';
import type { Fault } from './lookup-faults.ts';
import { faults } from './lookup-faults.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '150' },
    seed: { type: 'string', default: '20261121' },
  },
});

type Asked = Case & { readonly answered: Answered };

process.exitCode = await main(Number(values.worlds), Number(values.seed));

async function main(worlds: number, seed: number): Promise<number> {
  const asked: Asked[] = [];
  for (let at = 0; at < worlds; at++) {
    const one = randomCase(seed + at);
    asked.push({ ...one, answered: await askKernel(one.world, one.questions) });
  }
  const innocent = catching({ indexState, decide }, asked);
  write(`without a fault: ${innocent.flows} of ${innocent.all} flows differ`);
  let missed = 0;
  for (const fault of faults) {
    const { flows, all } = await withFault(fault, (model) => catching(model, asked));
    if (flows === 0) missed += 1;
    write(
      `${flows === 0 ? 'MISSED' : 'caught'}  ${`${flows}`.padStart(6)} of ${all}  ${fault.name}`,
    );
  }
  write(`${faults.length} faults, ${faults.length - missed} caught, ${missed} MISSED`);
  return missed === 0 && innocent.flows === 0 ? 0 : 1;
}

/** Flows that a model answers otherwise than the kernel, where it claims to know. */
function catching(model: Model, asked: readonly Asked[]): { flows: number; all: number } {
  const verdicts = asked.flatMap(({ answered, questions }) => judge(model, answered, questions));
  const wrong = verdicts.filter(({ agrees, uncertain }) => !agrees && uncertain === undefined);
  return { flows: wrong.length, all: verdicts.length };
}

/** The built model, copied and changed in one place. */
async function withFault<Result>(
  { file, before, after }: Fault,
  use: (model: Model) => Result,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'multihome-fault-'));
  try {
    for (const folder of ['lookup', 'model']) {
      cpSync(inRepository('dist/src', folder), join(directory, folder), { recursive: true });
    }
    writeFileSync(join(directory, 'package.json'), '{"type": "module"}');
    const path = join(directory, 'lookup', `${file}.js`);
    const text = readFileSync(path, 'utf8');
    const parts = text.split(before);
    if (parts.length !== 2) throw new Error(`${file}: ${parts.length - 1} times: ${before}`);
    writeFileSync(path, parts.join(after));
    return use(await load(directory));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function load(directory: string): Promise<Model> {
  const url = (name: string): string => pathToFileURL(join(directory, 'lookup', `${name}.js`)).href;
  const state: unknown = await import(url('state'));
  const decision: unknown = await import(url('decide'));
  const model = { ...asObject(state), ...asObject(decision) };
  if (!isModel(model)) throw new Error('the copy is no model');
  return model;
}

function asObject(value: unknown): object {
  return value instanceof Object || (typeof value === 'object' && value !== null) ? value : {};
}

function isModel(value: object): value is Model {
  return 'indexState' in value && 'decide' in value;
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

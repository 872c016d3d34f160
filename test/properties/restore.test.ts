/**
 * Wherever a plan stops, the steps that restore bring the kernel back to what it was.
 *
 * MULTIHOME_RUNS and MULTIHOME_SEED make long runs, and repeat one.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { families } from '../../src/model/address.ts';
import type { Step } from '../../src/model/plan.ts';
import { restoreSteps } from '../../src/plan/restore.ts';
import { batchLine } from '../../src/render/batch.ts';
import { change, changed, topology } from '../support/arbitrary.ts';
import { foreign, teachers } from '../support/arbitrary-foreign.ts';
import type { Line } from '../support/arbitrary-foreign.ts';
import { InProcess } from '../support/in-process.ts';
import { changeKernel, inOrder, readKernel } from '../support/kernel.ts';
import { requireLinks } from '../support/links.ts';
import { Scenery } from '../support/scenery.ts';
import { written } from '../support/written.ts';

const skip = requireLinks('ifb') ?? false;
const numRuns = Number(process.env['MULTIHOME_RUNS'] ?? 40);
const seed = Number(process.env['MULTIHOME_SEED'] ?? 20_261_121);

const cases = fc.record({
  topology,
  change,
  foreign,
  /** Where the plan stops, in thousandths; its beginning and its end are always tried. */
  stops: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
});

test('from every step of a plan there is a way back', { skip }, async (context) => {
  const scenery = new Scenery(context);
  const tally = { plans: 0, stops: 0, steps: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const program = new InProcess(['etc/iproute2']);
      try {
        scenery.reset();
        const { namespace } = scenery;
        const drafts = [one.topology, changed(one.topology, one.change)] as const;
        run(namespace, teachers(drafts));
        run(namespace, one.foreign);
        for (const draft of drafts) {
          program.write(written(draft));
          await assertRestores(program, namespace, one.stops, tally);
          await program.attempt(namespace);
        }
      } finally {
        program.remove();
      }
    }),
    { seed, numRuns },
  );
  context.diagnostic(`${tally.plans} plans, stopped ${tally.stops} times, ${tally.steps} steps`);
  assert.ok(tally.plans > numRuns / 2, 'most topologies have a plan');
});

async function assertRestores(
  program: InProcess,
  namespace: string,
  stops: readonly number[],
  tally: { plans: number; stops: number; steps: number },
): Promise<void> {
  const prepared = await program.prepared(namespace);
  if (prepared === undefined || prepared.plan.conflicts.length > 0) return;
  const { plan, live } = prepared;
  const before = inOrder(readKernel(namespace));
  const back = restoreSteps(plan, live);
  if (plan.steps.length === 0) return;
  tally.plans += 1;
  tally.steps += plan.steps.length;
  const counts = stops.map((part) => Math.round((part * plan.steps.length) / 1000));
  for (const count of new Set([0, ...counts, plan.steps.length])) {
    runSteps(namespace, plan.steps.slice(0, count));
    runSteps(namespace, back);
    tally.stops += 1;
    const after = inOrder(readKernel(namespace));
    const told = [plan.steps.slice(0, count), back].map((steps) => steps.map(batchLine).join('\n'));
    assert.equal(after, before, `after ${count} steps:\n${told.join('\n\nback:\n')}`);
  }
}

function runSteps(namespace: string, steps: readonly Omit<Step, 'change'>[]): void {
  for (const family of families) {
    changeKernel(namespace, family, steps.filter((step) => step.family === family).map(batchLine));
  }
}

function run(namespace: string, lines: readonly Line[]): void {
  for (const family of families) {
    changeKernel(
      namespace,
      family,
      lines.filter((line) => line.family === family).map(({ line }) => line),
    );
  }
}

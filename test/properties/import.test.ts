/**
 * Random hosts full of other programs' rules and routes: what is imported of them is sound, counts as
 * done, and leaves nothing unsaid; what it takes over comes back from wherever that stops.
 *
 * MULTIHOME_RUNS and MULTIHOME_SEED make long runs, and repeat one.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { families } from '../../src/model/address.ts';
import type { Plan, Step } from '../../src/model/plan.ts';
import { importCommands } from '../../src/live/commands/import-commands.ts';
import { restoreSteps } from '../../src/plan/restore.ts';
import { batchLine } from '../../src/render/batch.ts';
import { importText } from '../../src/render/import-text.ts';
import { foreign } from '../support/arbitrary-foreign.ts';
import type { Line } from '../support/arbitrary-foreign.ts';
import { InProcess } from '../support/in-process.ts';
import type { KernelObject, KernelState } from '../support/kernel.ts';
import { changeKernel, inOrder, readKernel } from '../support/kernel.ts';
import { requireLinks } from '../support/links.ts';
import { Scenery } from '../support/scenery.ts';

const skip = requireLinks('ifb') ?? false;
const numRuns = Number(process.env['MULTIHOME_RUNS'] ?? 40);
const seed = Number(process.env['MULTIHOME_SEED'] ?? 20_261_121);

type Tally = Record<
  'hosts' | 'objects' | 'entries' | 'left' | 'adopted' | 'stops' | 'commands',
  number
>;

test('what is imported of a host is there already', { skip }, async (context) => {
  const scenery = new Scenery(context);
  const tally: Tally = {
    hosts: 0,
    objects: 0,
    entries: 0,
    left: 0,
    adopted: 0,
    stops: 0,
    commands: 0,
  };
  await fc.assert(
    fc.asyncProperty(foreign, async (lines) => {
      const program = new InProcess(['etc/iproute2']);
      try {
        scenery.reset();
        const accepted = run(scenery.namespace, lines);
        tally.hosts += 1;
        await assertImported(program, scenery.namespace, tally);
        await assertCommands(program, scenery.namespace, accepted, tally);
        await assertAdopted(program, scenery.namespace, tally);
      } finally {
        program.remove();
      }
    }),
    { seed, numRuns },
  );
  context.diagnostic(JSON.stringify(tally));
  assert.ok(tally.entries > tally.objects / 2, 'most objects become entries');
  assert.ok(tally.adopted > tally.entries / 2, 'most entries are taken over');
});

async function assertImported(program: InProcess, namespace: string, tally: Tally): Promise<void> {
  const { text, remarks } = await program.import(namespace, { adopt: false });
  const plan = await planOf(program, namespace, text);
  assertNothingToDo(plan, text);
  assert.equal(plan.files.length, 0, text);
  const objects = foreignIn(readKernel(namespace));
  const said = plan.satisfied.length + remarks.length;
  assert.equal(said, objects, `${objects} objects\n${text}`);
  tally.objects += objects;
  tally.entries += plan.satisfied.length;
  tally.left += remarks.length;
}

/** The commands that made the host say the same of it. */
async function assertCommands(
  program: InProcess,
  namespace: string,
  lines: readonly Line[],
  tally: Tally,
): Promise<void> {
  const commands = lines.map(({ family, line }) => `ip ${family === 'ipv4' ? '-4' : '-6'} ${line}`);
  const choice = { file: 'commands', tableNames: [], protocol: 157, adopts: false };
  const imported = importCommands(`${commands.join('\n')}\n`, choice);
  const { text } = importText(imported, []);
  const { entries } = imported;
  program.writeText(text);
  const prepared = await program.prepared(namespace);
  // Two in one place, that a topology cannot have, only show where the lines of a file are checked.
  if (prepared === undefined) return;
  assertNothingToDo(prepared.plan, `${commands.join('\n')}\n${text}`);
  assert.ok(
    prepared.plan.satisfied.length >= entries.filter((one) => one.reason === undefined).length,
  );
  tally.commands += 1;
}

async function assertAdopted(program: InProcess, namespace: string, tally: Tally): Promise<void> {
  const { text } = await program.import(namespace, { adopt: true });
  program.writeText(text);
  const prepared = await program.prepared(namespace);
  assert.ok(prepared !== undefined, text);
  const { plan, live } = prepared;
  assert.ok(
    plan.changes.every(({ action }) => action === 'adopt'),
    text,
  );
  const before = readKernel(namespace);
  const back = restoreSteps(plan, live);
  const middle = Math.floor(plan.steps.length / 2);
  for (const count of new Set([0, middle, plan.steps.length])) {
    runSteps(namespace, plan.steps.slice(0, count));
    assert.equal(
      inOrder(nobodys(readKernel(namespace))),
      inOrder(nobodys(before)),
      `${count} steps`,
    );
    runSteps(namespace, back);
    assert.equal(
      inOrder(readKernel(namespace)),
      inOrder(before),
      `back from ${count} steps:\n${text}`,
    );
    tally.stops += 1;
  }
  const attempt = await program.attempt(namespace);
  assert.equal(attempt.kind === 'executed' && attempt.execution.kind, 'done', text);
  assert.equal(inOrder(nobodys(readKernel(namespace))), inOrder(nobodys(before)));
  tally.adopted += plan.changes.length;
}

async function planOf(program: InProcess, namespace: string, text: string): Promise<Plan> {
  program.writeText(text);
  const plan = await program.plan(namespace);
  assert.ok(plan !== undefined, `not sound:\n${text}`);
  return plan;
}

function assertNothingToDo({ steps, changes, conflicts }: Plan, text: string): void {
  assert.deepEqual(
    steps.map((step) => batchLine(step)),
    [],
    text,
  );
  assert.deepEqual(changes, [], text);
  assert.deepEqual(conflicts, [], text);
}

/** The same rules and routes, whoever owns them; of two that are the same, one. */
function nobodys(state: KernelState): KernelState {
  const of = (objects: readonly KernelObject[]): readonly KernelObject[] => {
    const texts = objects.map(({ protocol: _, ...rest }) => JSON.stringify(rest));
    return [...new Set(texts)].map((text): KernelObject => ({ ...asObject(JSON.parse(text)) }));
  };
  const one = (family: 'ipv4' | 'ipv6') => ({
    rules: of(state[family].rules),
    routes: of(state[family].routes),
  });
  return { ipv4: one('ipv4'), ipv6: one('ipv6') };
}

function asObject(value: unknown): object {
  assert.ok(typeof value === 'object' && value !== null);
  return value;
}

function foreignIn(state: KernelState): number {
  const rules = families.flatMap((family) => state[family].rules);
  const routes = families.flatMap((family) => state[family].routes);
  return (
    rules.filter(({ priority }) => ![0, 32_766, 32_767].includes(Number(priority))).length +
    routes.filter(({ protocol }) => protocol !== '2').length
  );
}

/** Those that the kernel took. */
function run(namespace: string, lines: readonly Line[]): readonly Line[] {
  return families.flatMap((family) => {
    const own = lines.filter((line) => line.family === family);
    const said = changeKernel(
      namespace,
      family,
      own.map(({ line }) => line),
    );
    const refused = new Set(
      [...said.matchAll(/^Command failed -:([0-9]+)$/gm)].map(([, at]) => at),
    );
    return own.filter((_, index) => !refused.has(`${index + 1}`));
  });
}

function runSteps(namespace: string, steps: readonly Omit<Step, 'change'>[]): void {
  for (const family of families) {
    changeKernel(namespace, family, steps.filter((step) => step.family === family).map(batchLine));
  }
}

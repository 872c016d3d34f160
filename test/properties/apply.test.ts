/**
 * Random topologies, applied to a real kernel that is full of other programs' rules and routes.
 *
 * MULTIHOME_RUNS and MULTIHOME_SEED make long runs, and repeat one.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import type { Item, Plan } from '../../src/model/plan.ts';
import { isEmpty } from '../../src/plan/plan.ts';
import { commandsText } from '../../src/render/commands-text.ts';
import { change, changed, topology } from '../support/arbitrary.ts';
import type { Change } from '../support/arbitrary.ts';
import {
  collisionLine,
  collisions,
  damage,
  damageLine,
  foreign,
  oncePerSlot,
  teachers,
} from '../support/arbitrary-foreign.ts';
import type { Collision, Damage, Line } from '../support/arbitrary-foreign.ts';
import type { TopologyDraft } from '../support/drafts.ts';
import { written } from '../support/written.ts';
import type { Attempt } from '../support/in-process.ts';
import { InProcess } from '../support/in-process.ts';
import { missingFrom } from '../support/independent-reader.ts';
import type { KernelState } from '../support/kernel.ts';
import { changeKernel, countOwned, inOrder, readKernel, stateText } from '../support/kernel.ts';
import { requireLinks } from '../support/links.ts';
import { Scenery } from '../support/scenery.ts';
import { Tally } from '../support/tally.ts';

const skip = requireLinks('ifb') ?? false;
const runs = Number(process.env['MULTIHOME_RUNS'] ?? 80);
const seed = Number(process.env['MULTIHOME_SEED'] ?? 20_261_101);
/** Two at a time: while one waits for `ip`, the other works. */
const lanes = 2;
const protocol = 157;

type Case = {
  readonly topology: TopologyDraft;
  readonly change: Change;
  readonly foreign: readonly Line[];
  readonly collisions: readonly Collision[];
  readonly damage: readonly Damage[];
  readonly existing: readonly string[];
};

const cases: fc.Arbitrary<Case> = fc.record({
  topology,
  change,
  foreign,
  collisions,
  damage,
  existing: fc.constantFrom([], ['etc'], ['etc/iproute2'], ['etc/iproute2/rt_tables.d']),
});

describe(
  'random topologies on a host full of foreign rules and routes',
  { skip, concurrency: lanes },
  () => {
    for (let lane = 0; lane < lanes; lane++) {
      test(`converge, come back, spare what is foreign and leave no trace (part ${lane + 1})`, async (t) => {
        const tally = new Tally();
        const scenery = new Scenery(t);
        const property = fc.asyncProperty(cases, async (one) => runCase(one, scenery, tally));
        const numRuns = Math.ceil(runs / lanes);
        const details = await fc.check(property, { seed: seed + lane, numRuns });
        t.diagnostic(tally.text(seed + lane));
        assert.ok(!details.failed, report(details));
        tally.assertThatItBites(numRuns);
      });
    }
  },
);

/** Seed and path repeat exactly this case; the topology is what a person would look at. */
function report(details: fc.RunDetails<[Case]>): string {
  const [found] = details.counterexample ?? [];
  const files = found && {
    a: written(found.topology),
    b: written(changed(found.topology, found.change)),
  };
  return [
    `MULTIHOME_SEED=${details.seed} failed after ${details.numRuns} cases, path ${details.counterexamplePath}`,
    String(
      details.errorInstance instanceof Error
        ? details.errorInstance.message
        : details.errorInstance,
    ),
    JSON.stringify(
      { ...files, foreign: found?.foreign, collisions: found?.collisions, damage: found?.damage },
      undefined,
      1,
    ),
  ].join('\n');
}

async function runCase(one: Case, scenery: Scenery, tally: Tally): Promise<void> {
  fc.pre(tally.mayTry());
  const program = new InProcess(one.existing);
  try {
    scenery.reset();
    await new Story(one, program, scenery.namespace, tally).run();
  } catch (error) {
    tally.failed();
    throw error;
  } finally {
    program.remove();
  }
}

const nothing: KernelState = { ipv4: { rules: [], routes: [] }, ipv6: { rules: [], routes: [] } };

/** One host's life: foreign things, A, B, A again, damage, repair, the end. */
class Story {
  readonly #one: Case;
  readonly #program: InProcess;
  readonly #namespace: string;
  readonly #tally: Tally;
  #foreign = '';
  /** As the kernel was when it was last looked at. */
  #last: KernelState = nothing;

  constructor(one: Case, program: InProcess, namespace: string, tally: Tally) {
    this.#one = one;
    this.#program = program;
    this.#namespace = namespace;
    this.#tally = tally;
  }

  async run(): Promise<void> {
    const drafts = [this.#one.topology, changed(this.#one.topology, this.#one.change)] as const;
    const [a, b] = [written(drafts[0]), written(drafts[1])];
    this.#program.write(a);
    this.#change(teachers(drafts));
    this.#change(this.#one.foreign);
    this.#change(await this.#collisionLines());
    const before = this.#look();
    const filesBefore = this.#program.files();
    this.#foreign = foreignIn(before);
    this.#tally.began();
    const first = await this.#applied('A');
    if (first === undefined) return;
    const stateA = this.#last;
    this.#everythingIsThere(first, stateA);
    await this.#unchangedBySecond();
    this.#program.write(b);
    await this.#applied('B');
    this.#program.write(a);
    if ((await this.#applied('A again')) === undefined) return;
    assert.equal(inOrder(this.#last), inOrder(stateA), 'A, B, A is not A');
    await this.#repaired(first, stateA);
    const gone = await this.#program.destroy(this.#namespace);
    assert.equal(gone.exitCode, 0, gone.text);
    assert.equal(
      stateText(this.#look()),
      stateText(before),
      'destroy left the kernel otherwise than before',
    );
    assert.equal(this.#program.files(), filesBefore, 'destroy left files otherwise than before');
    this.#tally.finished();
  }

  /** Undefined where the topology was refused, in which case nothing may have changed. */
  async #applied(label: string): Promise<Plan | undefined> {
    const before = stateText(this.#last);
    const filesBefore = this.#program.files();
    const attempt = await this.#program.attempt(this.#namespace);
    this.#tally.attempted(attempt);
    const state = this.#look();
    if (attempt.kind !== 'executed') {
      assert.notEqual(attempt.kind, 'unreadable', `${label}: ${JSON.stringify(attempt)}`);
      assert.equal(stateText(state), before, `${label}: refused, and yet something changed`);
      assert.equal(this.#program.files(), filesBefore, `${label}: refused, and yet a file changed`);
      return undefined;
    }
    assert.equal(attempt.execution.kind, 'done', `${label}: ${failureText(attempt)}`);
    assert.equal(foreignIn(state), this.#foreign, `${label}: something foreign changed`);
    const again = await this.#program.plan(this.#namespace);
    assert.ok(again !== undefined && isEmpty(again), `${label}: the plan after apply is not empty`);
    assert.equal(again.steps.length, 0);
    assert.equal(
      countOwned(state, protocol),
      again.unchanged,
      `${label}: owned objects in the kernel`,
    );
    return attempt.plan;
  }

  async #unchangedBySecond(): Promise<void> {
    const before = stateText(this.#last);
    const second = await this.#program.apply(this.#namespace);
    assert.equal(second.exitCode, 0, second.text);
    assert.equal(stateText(this.#look()), before, 'a second apply changed something');
  }

  /** On a host without anything of ours, a plan's additions and what satisfies are all that is wanted. */
  #everythingIsThere(plan: Plan, state: KernelState): void {
    const items = additionsOf(plan);
    assert.equal(items.length, plan.changes.length, 'something of ours was there before');
    const missing = items.flatMap((item) => missingFrom(state, item) ?? []);
    assert.deepEqual(missing, [], 'wanted, and not in the kernel');
    this.#tally.looked(items.length);
  }

  async #repaired(plan: Plan, stateA: KernelState): Promise<void> {
    const items = additionsOf(plan);
    const lines = this.#one.damage.flatMap((entry) => {
      const item = items[entry.at % Math.max(1, items.length)];
      return item === undefined ? [] : [damageLine(item, entry)];
    });
    this.#change(oncePerSlot(lines));
    const damaged = this.#look();
    assert.equal(foreignIn(damaged), this.#foreign, 'the damage itself hit something foreign');
    if (stateText(damaged) !== stateText(stateA)) this.#tally.damaged();
    if ((await this.#applied('repair')) === undefined) return;
    assert.equal(
      inOrder(this.#last),
      inOrder(stateA),
      `not repaired:\n${JSON.stringify(lines, undefined, 1)}`,
    );
  }

  async #collisionLines(): Promise<readonly Line[]> {
    if (this.#one.collisions.length === 0) return [];
    const plan = await this.#program.plan(this.#namespace);
    const items = plan === undefined ? [] : additionsOf(plan);
    return this.#one.collisions.flatMap((collision) => {
      const item = items[collision.at % Math.max(1, items.length)];
      return item === undefined ? [] : [collisionLine(item, collision)];
    });
  }

  #change(lines: readonly Line[]): void {
    for (const family of ['ipv4', 'ipv6'] as const) {
      const own = lines.filter((line) => line.family === family).map(({ line }) => line);
      changeKernel(this.#namespace, family, own);
    }
  }

  #look(): KernelState {
    this.#last = readKernel(this.#namespace);
    return this.#last;
  }
}

function foreignIn(state: KernelState): string {
  return stateText(state, ({ protocol: by }) => by !== `${protocol}`);
}

function additionsOf(plan: Plan): readonly Item[] {
  return plan.changes.flatMap((entry) => (entry.action === 'add' ? [entry.item] : []));
}

function failureText({ plan, execution }: Extract<Attempt, { kind: 'executed' }>): string {
  switch (execution.kind) {
    case 'done':
      return '';
    case 'stopped':
      return `${JSON.stringify(execution.stop, undefined, 1)}\n${commandsText(plan)}`;
    case 'unproven':
      return `still to do:\n${commandsText(execution.remaining)}\nafter:\n${commandsText(plan)}`;
    case 'unverified':
      return JSON.stringify(execution.failure);
  }
}

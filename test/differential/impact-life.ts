/**
 * One host from its first topology to its last: each time a plan by the product's own way, the same
 * flows asked of the kernel before and after its steps, and what its impact said of them.
 */

import type { Planned } from '../../src/commands/prepare.ts';
import { indexState } from '../../src/lookup/state.ts';
import { families } from '../../src/model/address.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Live } from '../../src/model/live.ts';
import type { Item, Plan } from '../../src/model/plan.ts';
import { isEmpty } from '../../src/plan/plan.ts';
import { changed } from '../support/arbitrary.ts';
import type { Damage } from '../support/arbitrary-foreign.ts';
import { damageLine, oncePerSlot, teachers } from '../support/arbitrary-foreign.ts';
import type { TopologyDraft } from '../support/drafts.ts';
import { written } from '../support/written.ts';
import type { Life } from './impact-case.ts';
import { readLines } from './impact-classes.ts';
import { terrainOf } from './impact-terrain.ts';
import { sampleFlows } from './impact-flows.ts';
import type { Known, Met } from './impact-judge.ts';
import { judgeFlow } from './impact-judge.ts';
import { Mismatch } from './impact-mismatch.ts';
import type { Wish } from './impact-planner.ts';
import { Planner } from './impact-planner.ts';
import type { ImpactTally } from './impact-tally.ts';
import { NamespaceHost } from './namespace-host.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export async function liveThrough(life: Life, seed: number, tally: ImpactTally): Promise<void> {
  const story = new Story(createRandom(seed), tally);
  try {
    await story.run(life);
  } finally {
    await story.end();
  }
}

class Story {
  readonly #namespace = new NamespaceHost();
  readonly #planner = new Planner();
  readonly #random: Random;
  readonly #tally: ImpactTally;
  /** What the last plan brought into the kernel, to be damaged. */
  #items: readonly Item[] = [];

  constructor(random: Random, tally: ImpactTally) {
    this.#random = random;
    this.#tally = tally;
  }

  async run(life: Life): Promise<void> {
    const drafts = draftsOf(life);
    let live = await this.#namespace.build(life.host, [...teachers(drafts), ...life.foreign]);
    for (const [at, draft] of drafts.entries()) {
      const damage = life.stages[at - 1]?.damage ?? [];
      if (damage.length > 0) live = await this.#damaged(damage);
      live = await this.#passOver(
        { name: at === 0 ? 'first' : 'pair', files: written(draft) },
        live,
      );
    }
    await this.#passOver({ name: 'removal', files: undefined }, live);
  }

  async end(): Promise<void> {
    await this.#namespace.close();
    this.#planner.remove();
  }

  #damaged(damage: readonly Damage[]): Promise<Live> {
    const lines = damage.flatMap((one) => {
      const item = this.#items[one.at % Math.max(1, this.#items.length)];
      return item === undefined ? [] : [damageLine(item, one)];
    });
    return this.#namespace.change(oncePerSlot(lines));
  }

  /** From one state to the next; where that is refused, nothing is done. */
  async #passOver(wish: Wish, live: Live): Promise<Live> {
    const planned = await this.#planner.plan(wish, live);
    if (typeof planned === 'string') {
      this.#tally.passedOver(planned);
      return live;
    }
    const isWatched = wish.name === 'pair' || this.#random.percent(edgeShare);
    const impact = isWatched ? planned.impact() : undefined;
    if (impact?.kind === 'known') return this.#compare(wish, planned, impact, live);
    if (impact?.kind === 'too much') this.#tally.passedOver('too much');
    else if (isWatched) this.#tally.passedOver('without changes');
    return (await this.#apply(wish, planned)) ?? this.#namespace.read();
  }

  async #compare(wish: Wish, planned: Planned, impact: Known, live: Live): Promise<Live> {
    const supposed = withItems(live, planned.plan);
    const samples = families.map((family) =>
      sampleFlows(this.#random, terrainOf(family, [live, supposed]), impact.lines),
    );
    const flows = samples
      .flatMap((sample) => sample.flows)
      .filter((flow) => isSpokenOf(flow, live));
    const before = await this.#namespace.ask(flows);
    const start = this.#namespace.history.length;
    const end = await this.#apply(wish, planned);
    if (end === undefined) return this.#namespace.read();
    const after = await this.#namespace.ask(flows);
    this.#tally.compared(wish.name, impact, samples);
    const met = flows.flatMap((flow, at): readonly Met[] => {
      const [old, next] = [before[at], after[at]];
      return old === undefined || next === undefined ? [] : [{ flow, before: old, after: next }];
    });
    const verdicts = this.#judge(met, impact, live, end);
    for (const { verdict, met: one } of verdicts) {
      this.#tally.judged(verdict, one);
      if (verdict.kind === 'missed' || verdict.kind === 'invented') {
        const { history } = this.#namespace;
        throw new Mismatch(verdict, one, { history, start }, wish.files);
      }
    }
    return end;
  }

  #judge(all: readonly Met[], impact: Known, live: Live, end: Live) {
    const sides = { before: indexState(live), after: indexState(end) };
    return families.flatMap((family) => {
      const terrain = terrainOf(family, [live, end]);
      const bench = { terrain, lines: readLines(impact.lines, terrain), impact, sides };
      return all
        .filter((met) => met.flow.family === family && !isOdd(met, live))
        .map((met) => ({ met, verdict: judgeFlow(met, bench) }));
    });
  }

  /** As `apply` does: what remains is done in further rounds. Undefined where it did not get there. */
  async #apply(wish: Wish, { plan }: Planned): Promise<Live | undefined> {
    this.#items = plan.changes.flatMap((one) => (one.action === 'add' ? [one.item] : []));
    let current: Plan = plan;
    for (let round = 1; round <= roundsMax; round++) {
      this.#planner.writeFiles(current);
      const live = await this.#namespace.perform(current.steps);
      const again = await this.#planner.plan(wish, live);
      if (typeof again === 'string') break;
      if (isEmpty(again.plan)) return live;
      current = again.plan;
    }
    this.#tally.passedOver('not carried out');
    return undefined;
  }
}

const roundsMax = 3;

/** Of a hundred first and last plans, how many are compared: between two topologies there is more. */
const edgeShare = 20;

function draftsOf({ first, stages }: Life): readonly TopologyDraft[] {
  const drafts = [first];
  for (const stage of stages) drafts.push(changed(drafts.at(-1) ?? first, stage.change));
  return drafts;
}

/** What is to come, as a state of its own; what goes is still in the other. */
function withItems(live: Live, plan: Plan): Live {
  const items = plan.changes.map((one) => ('after' in one ? one.after : one.item));
  return {
    ...live,
    rules: items.flatMap((item) => (item.noun === 'rule' ? [item.rule] : [])),
    routes: items.flatMap((item) => (item.noun === 'route' ? [item.route] : [])),
  };
}

/** A host that does not forward IPv6 drops what is not for itself, which `ip route get` does not tell. */
function isSpokenOf({ family, iif }: Flow, { settings }: Live): boolean {
  if (family === 'ipv4' || iif === undefined) return true;
  return settings.some((one) => one.family === 'ipv6' && one.interface === 'all' && one.forwards);
}

/**
 * IPv4 routes over an IPv6 gateway that are made while the carrier is away are not marked so, which
 * no dump tells (fib_check_nh_v6_gw).
 */
function isOdd({ flow, before, after }: Met, { interfaces }: Live): boolean {
  if (flow.family === 'ipv6') return false;
  const away = interfaces.filter(({ carrier }) => !carrier).map(({ name }) => name);
  return [before, after].some(({ outcome }) =>
    away.some((name) => outcome.includes(` ${name} `) && outcome.includes(':')),
  );
}

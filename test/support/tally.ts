/** What a property has really seen, so that a reader can tell a biting one from an idle one. */

import assert from 'node:assert/strict';

import type { Item, Plan } from '../../src/model/plan.ts';
import type { Attempt } from './in-process.ts';

const noCounts = {
  topologies: 0,
  'lives to the end': 0,
  'applies with changes': 0,
  'applies without': 0,
  'refused by conflict': 0,
  'refused otherwise': 0,
  invalid: 0,
  satisfied: 0,
  'foreign objects seen': 0,
  'items looked up independently': 0,
  'damaged lives': 0,
  steps: 0,
  additions: 0,
  replacements: 0,
  deletions: 0,
  'rule stand-ins': 0,
};

const triesMax = 25;

export class Tally {
  readonly #counts = { ...noCounts };
  readonly #codes = new Map<string, number>();
  #failures = 0;
  #triesAfterFailure = 0;

  began(): void {
    this.#add('topologies', 1);
  }

  finished(): void {
    this.#add('lives to the end', 1);
  }

  damaged(): void {
    this.#add('damaged lives', 1);
  }

  looked(count: number): void {
    this.#add('items looked up independently', count);
  }

  /** From the first failure on, smaller cases are tried: they are not counted. */
  failed(): void {
    this.#failures += 1;
  }

  /** How long a smaller case that fails as well is looked for. */
  mayTry(): boolean {
    if (this.#failures > 0) this.#triesAfterFailure += 1;
    return this.#triesAfterFailure <= triesMax;
  }

  attempted(attempt: Attempt): void {
    switch (attempt.kind) {
      case 'invalid':
        this.#add('invalid', 1);
        for (const reason of attempt.reasons) this.#code(reason.slice(0, 5));
        return;
      case 'refused': {
        const isConflict = attempt.guards.some(({ name }) => name === 'foreign-conflict');
        this.#add(isConflict ? 'refused by conflict' : 'refused otherwise', 1);
        return;
      }
      case 'executed':
        this.#executed(attempt.plan);
        return;
      case 'unreadable':
        return;
    }
  }

  text(seed: number): string {
    const counts = Object.entries(this.#counts).map(([name, count]) => `${count} ${name}`);
    const codes = [...this.#codes].map(([code, count]) => `${count} ${code}`);
    return [
      `seed ${seed}: ${counts.join(', ')}`,
      ...(codes.length > 0 ? [`invalid: ${codes.join(', ')}`] : []),
    ].join('; ');
  }

  /** A generator that has gone wrong makes a test that cannot fail. */
  assertThatItBites(numRuns: number): void {
    const counts = this.#counts;
    assert.ok(counts.topologies >= numRuns, 'fewer topologies than asked for');
    assert.ok(
      counts.invalid * 10 <= counts.topologies,
      `too many invalid topologies: ${this.text(0)}`,
    );
    assert.ok(counts['lives to the end'] * 2 > counts.topologies, `too few lives: ${this.text(0)}`);
    if (numRuns < 50) return;
    for (const [name, count] of Object.entries(counts)) {
      if (name !== 'invalid' && name !== 'refused otherwise')
        assert.ok(count > 0, `never seen: ${name}`);
    }
  }

  #executed(plan: Plan): void {
    const { steps } = plan;
    this.#add(
      steps.length > 0 || plan.files.length > 0 ? 'applies with changes' : 'applies without',
      1,
    );
    this.#add('satisfied', plan.satisfied.length);
    this.#add('foreign objects seen', plan.foreign);
    this.#add('steps', steps.length);
    this.#add('additions', steps.filter(({ verb }) => verb === 'add').length);
    this.#add('replacements', steps.filter(({ verb }) => verb === 'replace').length);
    this.#add('deletions', steps.filter(({ verb }) => verb === 'del').length);
    this.#add('rule stand-ins', standIns(plan));
  }

  #add(name: keyof typeof noCounts, count: number): void {
    if (this.#failures === 0) this.#counts[name] += count;
  }

  #code(code: string): void {
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
  }
}

/** A rule that is added and deleted again by one plan. */
function standIns({ steps }: Plan): number {
  const texts = (verb: string) =>
    steps.filter((step) => step.verb === verb).flatMap(({ item }) => ruleText(item));
  const deleted = new Set(texts('del'));
  return texts('add').filter((text) => deleted.has(text)).length;
}

function ruleText(item: Item): readonly string[] {
  return item.noun === 'rule' ? [JSON.stringify(item.rule)] : [];
}

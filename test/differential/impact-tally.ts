/** What a survey of impacts has really seen, so that a reader can tell a biting one from an idle one. */

import type { Sample } from './impact-flows.ts';
import type { Known, Met, Verdict } from './impact-judge.ts';
import type { Refusal, Wish } from './impact-planner.ts';

/** Why a plan was not compared. */
export type PassedOver = Refusal | 'without changes' | 'too much' | 'not carried out';

type Kind = Wish['name'] | Verdict['kind'] | PassedOver | 'lines' | 'classes' | 'unasked';

export class ImpactTally {
  readonly #counts = new Map<Kind, number>();
  /** Why answers could not be told, or more than one was right. */
  readonly #reasons = new Map<string, number>();
  /** What flows that changed were, and where they went. */
  readonly #seen = new Map<string, number>();

  count(...kinds: readonly Kind[]): number {
    return kinds.reduce((sum, kind) => sum + (this.#counts.get(kind) ?? 0), 0);
  }

  get plans(): number {
    return this.count('first', 'pair', 'removal');
  }

  get flows(): number {
    return this.count('unchanged', 'changed', 'set', 'uncertain', 'missed', 'invented');
  }

  compared(name: Wish['name'], { lines }: Known, samples: readonly Sample[]): void {
    add(this.#counts, name);
    add(this.#counts, 'lines', lines.length);
    for (const { classes, unasked } of samples) {
      add(this.#counts, 'classes', classes);
      add(this.#counts, 'unasked', unasked);
    }
  }

  passedOver(reason: PassedOver): void {
    add(this.#counts, reason);
  }

  judged({ kind, why }: Verdict, { flow, before, after }: Met): void {
    add(this.#counts, kind);
    if (kind === 'uncertain' || kind === 'set') add(this.#reasons, why);
    if (kind !== 'changed') return;
    add(this.#seen, flow.family);
    add(this.#seen, flow.iif === undefined ? 'own' : 'forwarded');
    for (const { outcome } of [before, after]) add(this.#seen, outcome.split(' ')[0] ?? '');
  }

  add(other: ImpactTally): void {
    for (const [kind, count] of other.#counts) add(this.#counts, kind, count);
    for (const [reason, count] of other.#reasons) add(this.#reasons, reason, count);
    for (const [what, count] of other.#seen) add(this.#seen, what, count);
  }

  text(seed: number): string {
    const share = (kind: Kind): string =>
      `${this.count(kind)} (${((100 * this.count(kind)) / this.flows).toFixed(2)} %)`;
    const named = (...kinds: readonly Kind[]): string =>
      kinds.map((kind) => `${this.count(kind)} ${kind}`).join(', ');
    const seen = [...this.#seen].map(([what, count]) => `${count} ${what}`).join(', ');
    return [
      `seed ${seed}: ${this.plans} plans (${named('pair', 'first', 'removal')}), ${this.flows} flows`,
      `  classes that impacts name  ${named('classes')} in ${named('lines')}, ${named('unasked')}`,
      `  changed                    ${share('changed')}: ${seen}`,
      `  set answers                ${share('set')}`,
      `  uncertain                  ${share('uncertain')}`,
      ...[...this.#reasons].map(([reason, count]) => `    ${count}  ${reason}`),
      `  plans not compared         ${named('too much', 'without changes', 'invalid', 'refused', 'not carried out')}`,
      `  missed                     ${this.count('missed')}`,
      `  invented                   ${this.count('invented')}`,
    ].join('\n');
  }

  /** A generator that has gone wrong makes a test that cannot fail. */
  weakness(): string | undefined {
    const unseen = mustSee.filter((what) => (this.#seen.get(what) ?? 0) === 0);
    if (unseen.length > 0) return `no flow changed that was, or met: ${unseen.join(', ')}`;
    const isShort = (part: number, whole: number, most: number): boolean => part > most * whole;
    const all = this.plans + this.count('too much', 'not carried out');
    if (isShort(this.count('too much'), all, 0.08)) return 'too many impacts are too much';
    if (isShort(this.count('not carried out'), all, 0.1)) return 'too many plans fail';
    if (isShort(this.count('uncertain'), this.flows, 0.01)) return 'too much is uncertain';
    if (isShort(this.count('set'), this.flows, 0.03)) return 'too much is answered by sets';
    if (isShort(this.count('unasked'), this.count('classes'), 0.05)) return 'too much is not asked';
    return this.count('changed') * 5 < this.flows ? 'too little changes' : undefined;
  }
}

const mustSee = [
  ...['ipv4', 'ipv6', 'own', 'forwarded', 'unicast', 'local'],
  ...['ENETUNREACH', 'EHOSTUNREACH', 'EACCES', 'EINVAL'],
];

function add<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

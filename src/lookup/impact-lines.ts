/** Changes in as few words as tell them all. */

import type { Family } from '../model/address.ts';
import type { Decision, Exit } from '../model/decision.ts';
import type { ImpactLine } from '../model/impact.ts';
import type { TrafficKind } from './traffic-kinds.ts';

/** What a user would notice: the outcome, interface, gateway or source. */
export function outcomeOf(decision: Decision): string {
  if (decision.kind === 'refused') return decision.error;
  const { type, exits } = decision;
  if (type === 'local') return type;
  const [only, ...others] = exits;
  if (others.length === 0) return `${type} ${wayOf(only)}`;
  return `${type} ${exits.map(wayOf).toSorted().join(' or ')}`;
}

function wayOf({ hop, source }: Exit): string {
  return `${hop?.device} ${hop?.gateway} ${source}`;
}

/** For each source the kinds that need fewest words: the others are special cases of them. */
export function simplest(kinds: readonly TrafficKind[]): ImpactLine['kinds'] {
  const bySource = new Map<string, (readonly string[])[]>();
  for (const { source, marks } of kinds.toSorted(byWords)) {
    const known = bySource.get(source) ?? [];
    if (known.some((one) => isSaidBy(one, marks))) continue;
    bySource.set(source, [...known, marks]);
  }
  return [...bySource].flatMap(([source, all]) => all.map((marks) => ({ source, marks })));
}

type Words = { readonly marks: readonly string[] };

function byWords(one: Words, other: Words): number {
  return partsOf(one.marks).length - partsOf(other.marks).length;
}

/** Whatever has all these marks has those, too. */
function isSaidBy(fewer: readonly string[], marks: readonly string[]): boolean {
  const parts = partsOf(marks);
  return partsOf(fewer).every((mark) => parts.includes(mark));
}

/** `tcp/25` speaks of the protocol and of the port. */
function partsOf(marks: readonly string[]): readonly string[] {
  return marks.flatMap((mark) => {
    const [protocol = '', port] = mark.split('/');
    return port === undefined ? [mark] : [protocol, `port ${port}`];
  });
}

/** Kinds that change alike share a line, unless one with fewer words has said it already. */
export function merged(
  lines: readonly ImpactLine[],
  everyComer: ReadonlyMap<Family, ReadonlySet<string>>,
): readonly ImpactLine[] {
  const single = lines
    .flatMap((line) => {
      const { family, to, before, after } = line;
      const change = JSON.stringify([family, to, outcomeOf(before), outcomeOf(after)]);
      return line.kinds.map((kind) => ({ line, kind, change }));
    })
    .toSorted((one, other) => byWords(one.kind, other.kind));
  const said = new Map<string, (readonly string[])[]>();
  const byChange = new Map<string, ImpactLine>();
  for (const { line, kind, change } of single) {
    const told = said.get(`${kind.source} ${change}`) ?? [];
    if (told.some((marks) => isSaidBy(marks, kind.marks))) continue;
    said.set(`${kind.source} ${change}`, [...told, kind.marks]);
    const key = `${change} ${kind.marks.join()}`;
    const other = byChange.get(key);
    byChange.set(key, { ...line, kinds: [...(other?.kinds ?? []), kind] });
  }
  return [...byChange.values()].map((line) => summed(line, everyComer.get(line.family)));
}

/** All that comes in by any interface has one name. */
function summed(line: ImpactLine, comers: ReadonlySet<string> | undefined): ImpactLine {
  const sources = new Set(line.kinds.map(({ source }) => source));
  if (comers === undefined || comers.size < 2) return line;
  if (![...comers].every((source) => sources.has(source))) return line;
  const marks = line.kinds[0]?.marks ?? [];
  const rest = line.kinds.filter(({ source }) => !comers.has(source));
  return { ...line, kinds: [...rest, { source: 'all that is forwarded', marks }] };
}

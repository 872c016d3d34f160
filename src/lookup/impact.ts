/**
 * Which traffic takes another way in one state than in another: exact over all destinations, for
 * every kind of packet that the rules of either state tell apart.
 */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import { ruleContent } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import { decideQuery } from './decide.ts';
import type { Decision, Exit } from '../model/decision.ts';
import type { Impact, ImpactLine } from '../model/impact.ts';
import { mismatchOf } from './match-rule.ts';
import type { Piece } from './pieces.ts';
import { addressOf, joined, prefixesIn, wholeSpace } from './pieces.ts';
import { queryOf } from './query.ts';
import type { RoutingIndex, RoutingState } from './state.ts';
import { indexState } from './state.ts';
import type { Stretch } from './stretches.ts';
import { stretchesFor } from './stretches.ts';
import type { TrafficKind } from './traffic-kinds.ts';
import { trafficKinds } from './traffic-kinds.ts';

/** Beyond them nobody waits. */
const kindsMax = 20_000;
const piecesMax = 1_200_000;
const routesMax = 50_000;

/** `changedTables` are those whose routes differ: what asks no other rules and tables stays as it is. */
export function impactOf(
  before: RoutingState,
  after: RoutingState,
  changedTables: ReadonlySet<TableId>,
): Impact {
  const affected = [...before.routes, ...after.routes].filter(({ table }) =>
    changedTables.has(table),
  );
  if (affected.length > routesMax) return { kind: 'too much', limit: `${routesMax} routes` };
  const sides = { before: indexState(before), after: indexState(after) };
  const lines: ImpactLine[] = [];
  const doubts = new Set<string>();
  const everyComer = new Map<Family, ReadonlySet<string>>();
  for (const family of families) {
    const rules = [...before.rules, ...after.rules];
    const routes = [...before.routes, ...after.routes];
    const distinctions = {
      rules,
      routes,
      interfaces: after.interfaces,
      forwards: forwards(family, after),
    };
    const kinds = trafficKinds(family, distinctions, kindsMax);
    if (kinds === undefined) return { kind: 'too much', limit: `${kindsMax} kinds of packets` };
    const comers = kinds.filter(({ flow }) => flow.iif !== undefined);
    everyComer.set(family, new Set(comers.map(({ source }) => source)));
    if (kinds.some((kind) => hasReversePathFilter(kind, sides))) doubts.add(filtered);
    const groups = groupsOf(kinds, sides).filter(
      ({ tables, asksOthers }) => asksOthers || [...tables].some((id) => changedTables.has(id)),
    );
    const stretches = stretchesFor(family, { before, after }, sides);
    const count = groups.reduce((sum, group) => sum + stretches(group.tables).length, 0);
    if (count > piecesMax) {
      return { kind: 'too much', limit: `${piecesMax} stretches of destinations` };
    }
    lines.push(
      ...groups.flatMap((group) =>
        changesOf(group, family, stretches(group.tables), { ...sides, doubts }),
      ),
    );
  }
  return { kind: 'known', lines: merged(lines, everyComer), doubts: [...doubts] };
}

const filtered =
  'where the reverse path filter is on, sources that only routes tell apart are not looked at';

type Sides = { readonly before: RoutingIndex; readonly after: RoutingIndex };

/** Kinds for which the same rules come into question, before and after. */
type Group = {
  readonly kinds: TrafficKind[];
  readonly tables: ReadonlySet<TableId>;
  /** Not the same rules after as before. */
  readonly asksOthers: boolean;
};

function groupsOf(kinds: readonly TrafficKind[], sides: Sides): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const kind of kinds) {
    const tables = new Set<TableId>();
    const old = rulesFor(kind, sides.before, tables).join();
    const next = rulesFor(kind, sides.after, tables).join();
    const { from, oif, tos } = kind.flow;
    // The way back is asked for, too, with rules and tables of its own.
    const isFiltered = hasReversePathFilter(kind, sides);
    const sender = isFiltered ? [from] : from === undefined;
    const key = JSON.stringify([old, next, sender, arrival(kind, sides), oif, tos]);
    const asksOthers = isFiltered || old !== next;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kinds: [kind], tables, asksOthers });
    else group.kinds.push(kind);
  }
  return [...groups.values()];
}

/** A host that does not forward drops what comes in for others (ip6_forward asks `all` alone). */
function forwards(family: Family, { settings }: RoutingState): boolean {
  const all = settings.find((one) => one.family === 'ipv6' && one.interface === 'all');
  return family === 'ipv4' || all?.forwards !== false;
}

function hasReversePathFilter({ flow: { family, iif } }: TrafficKind, sides: Sides): boolean {
  if (iif === undefined || family === 'ipv6') return false;
  return [sides.before, sides.after].some(({ links }) => {
    const filter = links.get(iif)?.settings.ipv4.reversePathFilter;
    return filter !== undefined && filter !== 'off';
  });
}

/** What of the interface a packet came in by counts beside rules; IPv6 prefers it on the way out. */
function arrival({ flow: { family, iif } }: TrafficKind, { before, after }: Sides): unknown {
  if (iif === undefined || family === 'ipv6') return iif;
  return [before, after].map(({ links }) => links.get(iif)?.settings.ipv4);
}

/** The rules that may take the packet, whatever its destination; and the tables they ask. */
function rulesFor(kind: TrafficKind, side: RoutingIndex, tables: Set<TableId>): readonly string[] {
  const { family } = kind.flow;
  const query = queryOf({ ...kind.flow, to: addressOf(family, 0n) });
  return side.families[family].rules.flatMap((indexed) => {
    if (indexed.kind === 'opaque') return [`${indexed.priority} unread`];
    const { selector, action } = indexed.rule;
    const hasDestination = selector.to !== undefined;
    const anywhere = hasDestination ? withoutDestination(indexed) : indexed;
    const matches = mismatchOf(anywhere, query) === undefined;
    if (!matches && !(hasDestination && selector.not)) return [];
    if (action.kind === 'lookup') tables.add(action.table);
    return [ruleContent(indexed.rule)];
  });
}

type Readable = Parameters<typeof mismatchOf>[0];

function withoutDestination(indexed: Readable): Readable {
  const { to, ...selector } = indexed.rule.selector;
  void to;
  return { ...indexed, to: undefined, rule: { ...indexed.rule, selector } };
}

function changesOf(
  { kinds }: Group,
  family: Family,
  stretches: readonly Stretch[],
  { doubts, ...sides }: Sides & { readonly doubts: Set<string> },
): readonly ImpactLine[] {
  const [example] = kinds;
  if (example === undefined) return [];
  const changes = new Map<string, { before: Decision; after: Decision; pieces: Piece[] }>();
  const model = queryOf({ ...example.flow, to: addressOf(family, 0n) });
  for (const stretch of stretches) {
    if (stretch.isReserved) continue;
    const query = { ...model, to: stretch.to, isSample: true };
    const before = decideQuery(sides.before, query);
    const after = decideQuery(sides.after, query);
    for (const { uncertain } of [before, after]) if (uncertain !== undefined) doubts.add(uncertain);
    const [old, next] = [outcomeOf(before), outcomeOf(after)];
    if (old === next) continue;
    const key = `${old} => ${next}`;
    const change = changes.get(key);
    if (change === undefined) changes.set(key, { before, after, pieces: [stretch] });
    else change.pieces.push(stretch);
  }
  return [...changes.values()].map(({ before, after, pieces }) => ({
    family,
    kinds: shortest(kinds),
    to: destinations(family, joined(pieces)),
    before,
    after,
  }));
}

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

/** More than half of the space: what is left out is what has a way of its own. */
function destinations(family: Family, pieces: readonly Piece[]): ImpactLine['to'] {
  const size = pieces.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
  const isMost = size * 2n > wholeSpace(family).last;
  return isMost ? 'anywhere' : pieces.flatMap((piece) => prefixesIn(family, piece));
}

/** For each source the kind that needs fewest words: the others are special cases of it. */
function shortest(kinds: readonly TrafficKind[]): ImpactLine['kinds'] {
  const bySource = new Map<string, TrafficKind>();
  for (const kind of kinds) {
    const other = bySource.get(kind.source);
    if (other === undefined || kind.marks.length < other.marks.length) {
      bySource.set(kind.source, kind);
    }
  }
  return [...bySource.values()].map(({ source, marks }) => ({ source, marks }));
}

/** Kinds that change alike share a line, unless one with fewer words has said it already. */
function merged(
  lines: readonly ImpactLine[],
  everyComer: ReadonlyMap<Family, ReadonlySet<string>>,
): readonly ImpactLine[] {
  const single = lines
    .flatMap((line) => line.kinds.map((kind) => ({ line, kind })))
    .toSorted((one, other) => one.kind.marks.length - other.kind.marks.length);
  const said = new Map<string, (readonly string[])[]>();
  const byChange = new Map<string, ImpactLine>();
  for (const { line, kind } of single) {
    const { family, to, before, after } = line;
    const change = JSON.stringify([family, to, outcomeOf(before), outcomeOf(after)]);
    const told = said.get(`${kind.source} ${change}`) ?? [];
    if (told.some((marks) => marks.every((mark) => kind.marks.includes(mark)))) continue;
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

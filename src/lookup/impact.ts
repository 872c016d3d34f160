/**
 * Which traffic takes another way in one state than in another: exact over all destinations, for
 * every kind of packet that the rules of either state tell apart.
 */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Decision } from '../model/decision.ts';
import type { Impact, ImpactLine } from '../model/impact.ts';
import type { TableId } from '../model/table.ts';
import type { Group, Sides } from './alike-kinds.ts';
import { groupsOf, hasReversePathFilter } from './alike-kinds.ts';
import { decideQuery } from './decide.ts';
import { merged, outcomeOf, simplest } from './impact-lines.ts';
import { looksBack } from './links.ts';
import type { Piece } from './pieces.ts';
import { addressOf, joined, prefixesIn, wholeSpace } from './pieces.ts';
import { queryOf } from './query.ts';
import type { RoutingState } from './state.ts';
import { indexState } from './state.ts';
import type { Stretch } from './stretches.ts';
import { stretchesFor } from './stretches.ts';
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
      looksBack: looksBack(family, sides.before.links) || looksBack(family, sides.after.links),
    };
    const kinds = trafficKinds(family, distinctions, kindsMax);
    if (kinds === undefined) return { kind: 'too much', limit: `${kindsMax} kinds of packets` };
    const comers = kinds.filter(({ flow }) => flow.iif !== undefined);
    everyComer.set(family, new Set(comers.map(({ source }) => source)));
    if (kinds.some((kind) => hasReversePathFilter(kind, sides))) doubts.add(filtered);
    const groups = groupsOf(kinds, family, sides).filter(
      ({ tables, asksOthers }) => asksOthers || [...tables].some((id) => changedTables.has(id)),
    );
    const context = { ...sides, doubts, nameOf: destinationNamer(family) };
    const stretches = stretchesFor(family, { before, after }, sides);
    const count = groups.reduce((sum, group) => sum + stretches(group.tables).length, 0);
    if (count > piecesMax) {
      return { kind: 'too much', limit: `${piecesMax} stretches of destinations` };
    }
    lines.push(
      ...groups.flatMap((group) => changesOf(group, family, stretches(group.tables), context)),
    );
  }
  return { kind: 'known', lines: merged(lines, everyComer), doubts: [...doubts] };
}

const filtered =
  'where the reverse path filter is on, sources that only routes tell apart are not looked at';

/** A host that does not forward drops what comes in for others (ip6_forward asks `all` alone). */
function forwards(family: Family, { settings }: RoutingState): boolean {
  const all = settings.find((one) => one.family === 'ipv6' && one.interface === 'all');
  return family === 'ipv4' || all?.forwards !== false;
}

type Context = Sides & {
  readonly doubts: Set<string>;
  readonly nameOf: DestinationNamer;
};

type DestinationNamer = (pieces: readonly Piece[], holdsUnnamed: boolean) => ImpactLine['to'];

type Change = { readonly before: Decision; readonly after: Decision; readonly pieces: Piece[] };

function changesOf(
  { kinds }: Group,
  family: Family,
  stretches: readonly Stretch[],
  { doubts, nameOf, ...sides }: Context,
): readonly ImpactLine[] {
  const [example] = kinds;
  if (example === undefined) return [];
  const changes = new Map<string, Change>();
  const byLabel = new Map<string, Change | undefined>();
  const model = queryOf({ ...example.flow, to: addressOf(family, 0n) });
  for (const stretch of stretches) {
    if (stretch.isHostless) continue;
    const { label, to } = stretch;
    if (byLabel.has(label)) {
      byLabel.get(label)?.pieces.push(stretch);
      continue;
    }
    const query = { ...model, to, isSample: true };
    const before = decideQuery(sides.before, query);
    const after = decideQuery(sides.after, query);
    for (const { uncertain } of [before, after]) if (uncertain !== undefined) doubts.add(uncertain);
    const [old, next] = [outcomeOf(before), outcomeOf(after)];
    const key = `${old} => ${next}`;
    const change = old === next ? undefined : (changes.get(key) ?? { before, after, pieces: [] });
    byLabel.set(label, change);
    if (change === undefined) continue;
    changes.set(key, change);
    change.pieces.push(stretch);
  }
  // All that is unnamed has one label.
  const unnamed = stretches.find(({ isUnnamed }) => isUnnamed);
  return [...changes.values()].map((change) => {
    const holdsUnnamed = unnamed === undefined || byLabel.get(unnamed.label) === change;
    const { before, after, pieces } = change;
    return { family, kinds: simplest(kinds), to: nameOf(pieces, holdsUnnamed), before, after };
  });
}

/** Most changes are about the same destinations: each are put into words once. */
function destinationNamer(family: Family): DestinationNamer {
  const named = new Map<string, ImpactLine['to']>();
  return (pieces, holdsUnnamed) => {
    const key = `${holdsUnnamed} ${pieces.map(({ first, last }) => `${first}-${last}`).join()}`;
    const to = named.get(key) ?? destinations(family, joined(pieces), holdsUnnamed);
    named.set(key, to);
    return to;
  };
}

/** More than half of the space, if what is left out has a way of its own. */
function destinations(
  family: Family,
  pieces: readonly Piece[],
  holdsUnnamed: boolean,
): ImpactLine['to'] {
  const size = pieces.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
  const isMost = size * 2n > wholeSpace(family).last;
  return isMost && holdsUnnamed ? 'anywhere' : pieces.flatMap((piece) => prefixesIn(family, piece));
}

/**
 * Which flows a line of an impact is about: read from its words, and from what the rules and routes
 * of both states tell apart. Nothing of it is taken from the code that made them.
 */

import { contains, prefixLengthOf, wordsOf } from '../../src/model/address.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { ImpactLine } from '../../src/model/impact.ts';
import type { Piece } from '../../src/lookup/pieces.ts';
import { numberOf, pieceOf } from '../../src/lookup/pieces.ts';
import type { Field, Region, Terrain } from './impact-terrain.ts';
import { fields, isIn, isNowhere, ordinary, passes, regionOf } from './impact-terrain.ts';
import type { Kind, Sender } from './impact-words.ts';
import { readKind } from './impact-words.ts';

/** A line with its words read, for one family. */
export type ReadLine = {
  readonly line: ImpactLine;
  readonly pieces: readonly Piece[] | undefined;
  readonly kinds: readonly (Kind & { readonly passed: Partial<Readonly<Record<Field, string>>> })[];
};

export function readLines(lines: readonly ImpactLine[], terrain: Terrain): readonly ReadLine[] {
  return lines
    .filter(({ family }) => family === terrain.family)
    .map((line) => ({
      line,
      pieces: line.to === 'anywhere' ? undefined : line.to.map(pieceOf),
      kinds: line.kinds.map((words) => {
        const kind = readKind(words);
        const passed = Object.fromEntries(
          fields.flatMap((field) => {
            const value = kind.values[field];
            return value === undefined ? [] : [[field, passes(terrain, field, value)]];
          }),
        );
        return { ...kind, passed };
      }),
    }));
}

/** A flow as far as lines look at it. */
export type Spot = {
  readonly flow: Flow;
  readonly to: bigint;
  /** No rule and no route but a default speaks of its destination. */
  readonly isNowhere: boolean;
  readonly region: Region;
  readonly passed: Readonly<Record<Field, string>>;
};

export function spotOf(flow: Flow, terrain: Terrain): Spot {
  const passed = Object.fromEntries(
    fields.map((field) => [field, passes(terrain, field, flow[field])]),
  );
  const to = numberOf(wordsOf(flow.to));
  return {
    flow,
    to,
    isNowhere: isNowhere(to, terrain),
    region: flow.from === undefined ? 'nobody' : regionOf(flow.from, terrain),
    passed: passed as Spot['passed'],
  };
}

/**
 * `exactly`: no rule claims the flow but as the kind says. `among others`: a rule may claim it, and
 * it counts as told if it changes as the line says, because more words for the same change are left
 * out.
 */
export type Belonging = 'exactly' | 'among others';

export function belongs(
  { line, pieces, kinds }: ReadLine,
  spot: Spot,
  terrain: Terrain,
): Belonging | undefined {
  let found: Belonging | undefined;
  for (const kind of kinds) {
    const { flow, passed } = spot;
    if (!isFrom(kind.sender, spot)) continue;
    if (kind.oif !== undefined && kind.oif !== flow.oif) continue;
    const relevant = flow.iif === undefined ? fields : carriedFields;
    const isSaid = relevant.every((field) => {
      const said = kind.passed[field];
      return said === undefined || said === passed[field];
    });
    if (!isSaid) continue;
    if (pieces !== undefined && !pieces.some((piece) => isIn(spot.to, piece))) return undefined;
    const isPlain =
      kind.oif === flow.oif &&
      (line.to !== 'anywhere' || spot.isNowhere) &&
      relevant.every(
        (field) => kind.passed[field] !== undefined || passed[field] === ordinary(terrain, field),
      );
    if (isPlain) return 'exactly';
    found = 'among others';
  }
  return found;
}

/** What is forwarded has no user. */
const carriedFields = fields.filter((field) => field !== 'uid');

function isFrom(sender: Sender, { flow, region }: Spot): boolean {
  switch (sender.kind) {
    case 'chosen':
      return flow.iif === undefined && flow.from === undefined;
    case 'own':
      return flow.iif === undefined && flow.from === sender.from;
    case 'comer':
      return flow.iif === sender.iif && region === (sender.prefix ?? 'others');
    case 'any comer':
      return flow.iif !== undefined;
  }
}

/** Whether routes tell its source apart from others of its region; of those, an impact looks at one. */
export function isToldApart({ region, flow: { from } }: Spot, { destinations }: Terrain): boolean {
  if (from === undefined || region === 'nobody') return false;
  const number = numberOf(wordsOf(from));
  return destinations
    .filter(({ prefix }) => region === 'others' || (prefix !== region && contains(region, prefix)))
    .some((place) => isIn(number, place) || prefixLengthOf(place.prefix) <= wideLength);
}

/** So wide that the one that is looked at may be in it, and the flow beside it. */
const wideLength = 4;

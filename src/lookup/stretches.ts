/** Destinations that neither of two states tells apart, for packets that ask the same tables. */

import type { Family, Prefix } from '../model/address.ts';
import { familyOf, wordsOf } from '../model/address.ts';
import type { Route } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import type { IndexedRoute } from './indexed-route.ts';
import type { Piece } from './pieces.ts';
import { addressOf, piecesOf } from './pieces.ts';
import { looksBack } from './links.ts';
import type { PrefixNode } from './prefix-index.ts';
import { findPrefix } from './prefix-index.ts';
import type { Point } from './prefix-test.ts';
import { isIn, pointOf, prefixTest } from './prefix-test.ts';
import { hostless } from './special.ts';
import type { RoutingIndex, RoutingState, TableIndex } from './state.ts';

/** A stretch, the first address in it, and whether no host can have it. */
export type Stretch = Piece & {
  readonly to: Point;
  readonly isHostless: boolean;
  /** No rule speaks of it, and no route but a default. */
  readonly isUnnamed: boolean;
  /** The same for all stretches that nothing tells apart. */
  readonly label: string;
};

type Sides<Side> = { readonly before: Side; readonly after: Side };

/** Made once for each set of tables. */
export function stretchesFor(
  family: Family,
  states: Sides<RoutingState>,
  indexes: Sides<RoutingIndex>,
): (tables: ReadonlySet<TableId>) => readonly Stretch[] {
  const known = new Map<string, readonly Stretch[]>();
  const sameKinds = kindsOfNodes();
  const named = prefixesOfRules(family, states, indexes);
  const special = hostlessIn(family).map((prefix) => prefixTest(prefix));
  return (tables) => {
    const key = [...tables].toSorted((one, other) => one - other).join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const asked = tablesAsked(tables, family, indexes);
    const tests = [...named, ...hostlessIn(family)].map((prefix) => prefixTest(prefix));
    const labelOf = (to: Point) => [
      ...tests.map((test) => isIn(to, test)),
      ...asked.map((table) => sameKinds(findPrefix(table, to.words))),
    ];
    const pieces = piecesOf(family, [...named, ...cutsFor(tables, family, states)]);
    const made = merged(family, pieces, (to) => labelOf(to).join()).map((stretch) => ({
      ...stretch,
      isHostless: special.some((test) => isIn(stretch.to, test)),
      isUnnamed:
        !tests.some((test) => isIn(stretch.to, test)) &&
        asked.every((table) => (findPrefix(table, stretch.to.words)?.length ?? 0) === 0),
    }));
    known.set(key, made);
    return made;
  };
}

type Labelled = Omit<Stretch, 'isHostless' | 'isUnnamed'>;

/** Neighbours with one label are one stretch: a prefix list is not ten thousand destinations. */
function merged(
  family: Family,
  pieces: readonly Piece[],
  labelOf: (to: Point) => string,
): readonly Labelled[] {
  const stretches: Labelled[] = [];
  for (const piece of pieces) {
    const to = pointOf(wordsOf(addressOf(family, piece.first)));
    const label = labelOf(to);
    const before = stretches.at(-1);
    if (before?.label === label) {
      stretches[stretches.length - 1] = { ...before, last: piece.last };
    } else {
      stretches.push({ ...piece, to, label });
    }
  }
  return stretches;
}

function tablesAsked(
  tables: ReadonlySet<TableId>,
  family: Family,
  { before, after }: Sides<RoutingIndex>,
): readonly TableIndex[] {
  return [before, after].flatMap((side) => {
    const { tables: all, merged: trie } = side.families[family];
    return [
      ...[...tables].flatMap((id) => all.get(id) ?? []),
      ...(trie === undefined ? [] : [trie]),
    ];
  });
}

/**
 * What rules tell destinations apart by. Where the way back is asked for, too, the destination is
 * its source (fib_validate_source).
 */
function prefixesOfRules(
  family: Family,
  { before, after }: Sides<RoutingState>,
  indexes: Sides<RoutingIndex>,
): ReadonlySet<Prefix> {
  const isSource = [indexes.before, indexes.after].some(({ links }) => looksBack(family, links));
  const selectors = [...before.rules, ...after.rules]
    .filter((rule) => rule.family === family)
    .map(({ selector }) => selector);
  return new Set(
    selectors.flatMap(({ from, to }) => [
      ...(to === undefined ? [] : [to]),
      ...(from === undefined || !isSource ? [] : [from]),
    ]),
  );
}

/** Every prefix at whose ends a table may say something else. */
function cutsFor(
  tables: ReadonlySet<TableId>,
  family: Family,
  { before, after }: Sides<RoutingState>,
): ReadonlySet<Prefix> {
  const cuts = new Set<Prefix>(hostlessIn(family));
  for (const { routes } of [before, after]) {
    for (const route of routes) {
      if (route.family === family && tables.has(route.table)) cuts.add(route.to);
    }
  }
  return cuts;
}

function hostlessIn(family: Family): readonly Prefix[] {
  return hostless.filter((prefix) => familyOf(prefix) === family);
}

type Node = PrefixNode<IndexedRoute> | undefined;

/** A number for each chain of prefixes, the same where their routes differ in nothing but where to. */
function kindsOfNodes(): (node: Node) => number {
  const byNode = new Map<Node, number>();
  const byText = new Map<string, number>();
  const kindOf = (node: Node): number => {
    const known = byNode.get(node);
    if (known !== undefined) return known;
    const routes = node?.items.map(({ route }) => withoutDestination(route));
    const text = JSON.stringify([routes, node?.length, node && kindOf(node.parent)]);
    const kind = byText.get(text) ?? byText.size;
    byText.set(text, kind);
    byNode.set(node, kind);
    return kind;
  };
  return kindOf;
}

/** A route to one of our own addresses has its destination for a source. */
function withoutDestination({ to, ...route }: Route): object {
  return route.target.kind === 'local' ? { to, ...route } : route;
}

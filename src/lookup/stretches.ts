/** Destinations that neither of two states tells apart, for packets that ask the same tables. */

import type { Family, Prefix } from '../model/address.ts';
import { familyOf, wordsOf } from '../model/address.ts';
import type { Route } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import type { IndexedRoute } from './indexed-route.ts';
import type { Piece } from './pieces.ts';
import { addressOf, piecesOf } from './pieces.ts';
import type { PrefixNode } from './prefix-index.ts';
import { findPrefix } from './prefix-index.ts';
import type { Point, PrefixTest } from './prefix-test.ts';
import { isIn, pointOf, prefixTest } from './prefix-test.ts';
import { reserved } from './special.ts';
import type { RoutingIndex, RoutingState, TableIndex } from './state.ts';

/** A stretch, the first address in it, and whether it is of the reserved ones. */
export type Stretch = Piece & { readonly to: Point; readonly isReserved: boolean };

type Sides<Side> = { readonly before: Side; readonly after: Side };

/** Made once for each set of tables. */
export function stretchesFor(
  family: Family,
  states: Sides<RoutingState>,
  indexes: Sides<RoutingIndex>,
): (tables: ReadonlySet<TableId>) => readonly Stretch[] {
  const known = new Map<string, readonly Stretch[]>();
  const sameKinds = kindsOfNodes();
  const special = reservedIn(family).map((prefix) => prefixTest(prefix));
  return (tables) => {
    const key = [...tables].toSorted((one, other) => one - other).join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const asked = tablesAsked(tables, family, indexes);
    const tests = testsIn(family, states);
    const labelOf = (to: Point) => [
      ...tests.map((test) => isIn(to, test)),
      ...asked.map((table) => sameKinds(findPrefix(table, to.words))),
    ];
    const pieces = piecesOf(family, cutsFor(tables, family, states));
    const made = merged(family, pieces, (to) => labelOf(to).join()).map((stretch) => ({
      ...stretch,
      isReserved: special.some((test) => isIn(stretch.to, test)),
    }));
    known.set(key, made);
    return made;
  };
}

/** Neighbours with one label are one stretch: a prefix list is not ten thousand destinations. */
function merged(
  family: Family,
  pieces: readonly Piece[],
  labelOf: (to: Point) => string,
): readonly Omit<Stretch, 'isReserved'>[] {
  const stretches: Omit<Stretch, 'isReserved'>[] = [];
  let last: string | undefined;
  for (const piece of pieces) {
    const to = pointOf(wordsOf(addressOf(family, piece.first)));
    const label = labelOf(to);
    const before = stretches.at(-1);
    if (before !== undefined && label === last) {
      stretches[stretches.length - 1] = { ...before, last: piece.last };
    } else {
      stretches.push({ ...piece, to });
    }
    last = label;
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

function testsIn(family: Family, { before, after }: Sides<RoutingState>): readonly PrefixTest[] {
  const prefixes = [...before.rules, ...after.rules].flatMap((rule) =>
    rule.family === family && rule.selector.to !== undefined ? [rule.selector.to] : [],
  );
  return [...new Set([...prefixes, ...reservedIn(family)])].map((prefix) => prefixTest(prefix));
}

/** Every prefix at whose ends a decision may change. */
function cutsFor(
  tables: ReadonlySet<TableId>,
  family: Family,
  { before, after }: Sides<RoutingState>,
): ReadonlySet<Prefix> {
  const cuts = new Set<Prefix>(reservedIn(family));
  for (const { rules, routes } of [before, after]) {
    for (const rule of rules) {
      if (rule.family === family && rule.selector.to !== undefined) cuts.add(rule.selector.to);
    }
    for (const route of routes) {
      if (route.family === family && tables.has(route.table)) cuts.add(route.to);
    }
  }
  return cuts;
}

function reservedIn(family: Family): readonly Prefix[] {
  return reserved.filter((prefix) => familyOf(prefix) === family);
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

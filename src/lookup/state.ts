/** What decides where packets go, indexed for look-ups. */

import type { Family } from '../model/address.ts';
import { addressOfPrefix, prefixLengthOf, wordsOf } from '../model/address.ts';
import type { Interface, Live, Opaque } from '../model/live.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import { defaultTable, localTable, mainTable } from '../model/table.ts';
import type { Links } from './links.ts';
import { linksOf } from './links.ts';
import type { PrefixIndex } from './prefix-index.ts';
import { indexPrefixes } from './prefix-index.ts';
import type { IndexedRoute } from './indexed-route.ts';
import { indexRoute } from './indexed-route.ts';
import type { IndexedRule } from './indexed-rule.ts';
import { indexRules } from './indexed-rule.ts';

/** Rules and routes in kernel order; the rest decides which of them count. */
export type RoutingState = Pick<Live, 'rules' | 'routes' | 'opaque' | 'interfaces' | 'settings'>;

/** The routes to one destination, in the order in which the kernel tries them. */
export type Destination = readonly IndexedRoute[];

export type TableIndex = PrefixIndex<Destination>;

export type FamilyIndex = {
  readonly rules: readonly IndexedRule[];
  readonly tables: ReadonlyMap<TableId, TableIndex>;
  /**
   * IPv4 until the first rule is added: local and main are one trie, asked before table default
   * (fib_trie_unmerge). Whether a rule was ever added is not shown.
   */
  readonly merged: TableIndex | undefined;
  /** Routes that could not be read, by table. */
  readonly opaque: readonly Opaque[];
};

export type RoutingIndex = {
  readonly families: Readonly<Record<Family, FamilyIndex>>;
  readonly links: Links;
  readonly interfaces: readonly Interface[];
};

export function indexState(state: RoutingState): RoutingIndex {
  const links = linksOf(state.interfaces, state.settings);
  return {
    families: {
      ipv4: indexFamily('ipv4', state, links),
      ipv6: indexFamily('ipv6', state, links),
    },
    links,
    interfaces: state.interfaces,
  };
}

function indexFamily(family: Family, state: RoutingState, links: Links): FamilyIndex {
  const rules = state.rules.filter((rule) => rule.family === family);
  const opaque = state.opaque.filter((one) => one.family === family);
  const byTable = new Map<TableId, Route[]>();
  for (const route of state.routes) {
    if (route.family !== family) continue;
    const routes = byTable.get(route.table);
    if (routes === undefined) byTable.set(route.table, [route]);
    else routes.push(route);
  }
  const tables = new Map(
    [...byTable].map(([table, routes]) => [table, indexTable(family, routes, links)] as const),
  );
  const both = [...(byTable.get(localTable) ?? []), ...(byTable.get(mainTable) ?? [])];
  const merged =
    family === 'ipv4' && hasNoRuleOfAnybody(rules, opaque)
      ? indexTable(family, both, links)
      : undefined;
  return { rules: indexRules(rules, opaque), tables, merged, opaque };
}

/** Just the three rules the kernel starts with. */
function hasNoRuleOfAnybody(rules: readonly Rule[], opaque: readonly Opaque[]): boolean {
  const kernels = [localTable, mainTable, defaultTable].map((table, at) => ({
    table,
    priority: [0, 32_766, 32_767][at],
  }));
  return (
    !opaque.some(({ noun }) => noun === 'rule') &&
    rules.length === kernels.length &&
    kernels.every(({ table, priority }) =>
      rules.some(
        ({ action, priority: own, selector }) =>
          own === priority &&
          Object.keys(selector).length === 0 &&
          action.kind === 'lookup' &&
          action.table === table &&
          action.suppressPrefixlength === undefined &&
          action.suppressIfgroup === undefined,
      ),
    )
  );
}

function indexTable(family: Family, routes: readonly Route[], links: Links): TableIndex {
  const byDestination = new Map<string, IndexedRoute[]>();
  for (const route of routes) {
    const indexed = indexRoute(route, links);
    const others = byDestination.get(route.to);
    if (others === undefined) byDestination.set(route.to, [indexed]);
    else others.push(indexed);
  }
  const entries = [...byDestination.values()].flatMap((value) => {
    const [first] = value;
    if (first === undefined) return [];
    const { to } = first.route;
    return [
      { words: wordsOf(addressOfPrefix(to)), length: prefixLengthOf(to), value: inOrder(value) },
    ];
  });
  return indexPrefixes(entries, family === 'ipv4' ? 1 : 4);
}

/** A dump is in this order already; what is only planned is not (fib_find_alias, fib6_add_rt2node). */
function inOrder(routes: readonly IndexedRoute[]): Destination {
  return routes.length < 2
    ? routes
    : routes.toSorted(
        ({ route: one }, { route: other }) =>
          tableOrder(one) - tableOrder(other) || other.tos - one.tos || one.metric - other.metric,
      );
}

/** In the merged trie, local comes before main. */
function tableOrder({ table }: Route): number {
  return table === localTable ? 0 : 1;
}

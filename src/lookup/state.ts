/** What decides where packets go, indexed for look-ups. */

import type { Family } from '../model/address.ts';
import { wordsOf } from '../model/address.ts';
import type { Interface, Live, Opaque } from '../model/live.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import { defaultTable, localTable, mainTable } from '../model/table.ts';
import type { Links } from './links.ts';
import { linksOf } from './links.ts';
import type { PrefixIndex, PrefixNode } from './prefix-index.ts';
import { indexPrefixes } from './prefix-index.ts';
import type { PrefixTest } from './prefix-test.ts';
import { prefixTest } from './prefix-test.ts';
import { loopback } from './query.ts';
import type { IndexedRoute } from './indexed-route.ts';
import { routeIndexer } from './indexed-route.ts';
import type { IndexedRule } from './indexed-rule.ts';
import { indexRules } from './indexed-rule.ts';
import type { SourceIndex, SourceState } from './ipv6-candidates.ts';
import { indexSources } from './ipv6-candidates.ts';

/** Rules and routes in kernel order; the rest decides which of them count. */
export type RoutingState = Pick<Live, 'rules' | 'opaque' | 'settings'> & SourceState;

/** The routes to one destination, in the order in which the kernel tries them. */
export type Destination = PrefixNode<IndexedRoute>['items'];

export type TableIndex = PrefixIndex<IndexedRoute>;

export type FamilyIndex = {
  readonly rules: readonly IndexedRule[];
  readonly tables: ReadonlyMap<TableId, TableIndex>;
  /**
   * IPv4 until the first rule is added: local and main are one trie, asked before table default
   * (fib_trie_unmerge). Whether a rule was ever added is not shown.
   */
  readonly merged: TableIndex | undefined;
  /** Routes that could not be read. */
  readonly unread: readonly UnreadRoute[];
  /** IPv4: whether anybody but the kernel made a route of type local (fib_has_custom_local_routes). */
  readonly hasLocalRoutes: boolean;
  /** Whether ports and protocol of what comes in are looked at (fib_rule_requires_fldissect). */
  readonly dissects: boolean;
};

export type UnreadRoute = {
  /** Undefined where it may be any. */
  readonly table: TableId | undefined;
  /** Undefined where it may lead anywhere. */
  readonly test: PrefixTest | undefined;
};

export type RoutingIndex = {
  readonly families: Readonly<Record<Family, FamilyIndex>>;
  readonly links: Links;
  readonly interfaces: readonly Interface[];
  /** IPv4, as numbers. */
  readonly ownAddresses: ReadonlySet<number>;
  /** IPv6. */
  readonly sources: SourceIndex;
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
    ownAddresses: new Set(
      state.interfaces.flatMap(({ addresses }) =>
        addresses.flatMap(({ family, address }) => (family === 'ipv4' ? wordsOf(address) : [])),
      ),
    ),
    sources: indexSources(state),
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
  const index = routeIndexer(links);
  const tables = new Map(
    [...byTable].map(([table, routes]) => [table, indexTable(routes, index)] as const),
  );
  const both = [...(byTable.get(localTable) ?? []), ...(byTable.get(mainTable) ?? [])];
  const merged =
    family === 'ipv4' && hasNoRuleOfAnybody(rules, opaque) ? indexTable(both, index) : undefined;
  return {
    rules: indexRules(rules, opaque, tables),
    tables,
    merged,
    unread: opaque.flatMap(unreadRoute),
    dissects: rules.some(requiresDissection),
    hasLocalRoutes: [...byTable.values()].some((routes) => routes.some(isLocalOfSomebody)),
  };
}

/** A rule for what comes from lo is taken for one of output. */
function requiresDissection({ selector: { iif, ipproto, sport, dport } }: Rule): boolean {
  return iif !== loopback && (ipproto ?? sport ?? dport) !== undefined;
}

function isLocalOfSomebody({ target, protocol }: Route): boolean {
  return target.kind === 'local' && protocol !== kernelProtocol;
}

function unreadRoute({ noun, place }: Opaque): readonly UnreadRoute[] {
  if (noun !== 'route') return [];
  if (place?.noun !== 'route') return [{ table: undefined, test: undefined }];
  const { table, to } = place;
  return [{ table, test: to === undefined ? undefined : prefixTest(to) }];
}

/** RTPROT_KERNEL in linux/rtnetlink.h. */
const kernelProtocol = 2;

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

function indexTable(routes: readonly Route[], index: (route: Route) => IndexedRoute): TableIndex {
  return indexPrefixes(inOrder(routes).map(index), ({ route }) => route.to);
}

/**
 * A dump is in this order already; what is only planned is not (fib_find_alias, fib6_add_rt2node).
 * In the merged trie, local comes before main.
 */
function inOrder(routes: readonly Route[]): readonly Route[] {
  return routes.toSorted(
    (one, other) =>
      tableOrder(one) - tableOrder(other) || other.tos - one.tos || one.metric - other.metric,
  );
}

function tableOrder({ table }: Route): number {
  return table === localTable ? 0 : 1;
}

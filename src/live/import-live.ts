/** What others made on a host -> what a topology of it could say. */

import type { Imported, ImportedEntry, ImportRemark } from '../model/imported.ts';
import { isKernelRoute, isKernelRule, keeperOf } from '../model/kernel-made.ts';
import type { Live, LiveTableName } from '../model/live.ts';
import { defaultProtocol } from '../model/ownership.ts';
import type { Item } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import { compareRoutes, routeSlot } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { actionContent, selectorContent } from '../model/rule.ts';
import type { TableId, TableName } from '../model/table.ts';
import { localTable } from '../model/table.ts';

export type ImportChoice = {
  /** The number of the topology to be: what carries it is no foreign object. */
  readonly protocol: number;
  readonly adopts: boolean;
  /** Also what somebody keeps up to date. */
  readonly keptToo: boolean;
};

export function importLive(
  live: Live,
  names: readonly LiveTableName[],
  { protocol, adopts, keptToo }: ImportChoice,
): Imported {
  const rules = live.rules.filter((rule) => rule.protocol !== protocol && !isKernelRule(rule));
  const routes = live.routes.filter(
    (route) => route.protocol !== protocol && !isKernelRoute(route),
  );
  return {
    source: `the host ${live.hostname}`,
    protocol: protocol === defaultProtocol ? undefined : protocol,
    tableNames: usableNames(names),
    entries: [...ruleEntries(rules), ...routeEntries(routes, keptToo)],
    remarks: remarksOf(live, protocol),
    unread: 0,
    adopts,
  };
}

/** A rule of IPv4 and the same of IPv6 are one entry where no prefix tells them apart. */
export function ruleEntries(rules: readonly Rule[]): readonly ImportedEntry[] {
  const sixth = rules.filter((rule) => rule.family === 'ipv6' && isOfBoth(rule));
  const twins = new Map(sixth.map((rule) => [contentOfBoth(rule), rule]));
  const paired = new Set<Rule>();
  const entries = rules.map((rule): ImportedEntry => {
    const twin =
      rule.family === 'ipv4' && isOfBoth(rule) ? twins.get(contentOfBoth(rule)) : undefined;
    if (twin === undefined || paired.has(twin)) return entryOf([ruleItem(rule)]);
    paired.add(twin);
    return entryOf([ruleItem(rule), ruleItem(twin)]);
  });
  return entries
    .filter(({ items: [item] }) => item.noun !== 'rule' || !paired.has(item.rule))
    .toSorted((one, other) => priorityOf(one) - priorityOf(other));
}

function isOfBoth({ selector }: Rule): boolean {
  return selector.from === undefined && selector.to === undefined;
}

function contentOfBoth({ priority, selector, action }: Rule): string {
  return `${priority} ${selectorContent(selector)} => ${actionContent(action)}`;
}

function priorityOf({ items: [item] }: ImportedEntry): number {
  return item.noun === 'rule' ? item.rule.priority : 0;
}

/** Sorting keeps the kernel's order in one slot: its first is the one in use. */
export function routeEntries(routes: readonly Route[], keptToo: boolean): readonly ImportedEntry[] {
  const slots = new Set<string>();
  return routes.toSorted(compareRoutes).map((route) => {
    const slot = `${route.family} ${routeSlot(route)}`;
    const isFirst = !slots.has(slot);
    slots.add(slot);
    return entryOf([{ noun: 'route', route }], reasonAgainst(route, isFirst, keptToo));
  });
}

function reasonAgainst(route: Route, isFirst: boolean, keptToo: boolean): string | undefined {
  const keeper = keptToo ? undefined : keeperOf(route);
  if (keeper !== undefined) return `it is kept by ${keeper}; --all makes it an entry`;
  if (route.from !== undefined) return 'a topology cannot say from where (source-specific)';
  return isFirst ? undefined : 'another with the same table, metric and tos comes first';
}

function entryOf(items: ImportedEntry['items'], reason?: string): ImportedEntry {
  return { items, reason };
}

function ruleItem(rule: Rule): Item {
  return { noun: 'rule', rule };
}

function remarksOf({ opaque, routes }: Live, protocol: number): readonly ImportRemark[] {
  const local = routes.filter(
    (route) => route.table === localTable && ![protocol, kernelProtocol].includes(route.protocol),
  );
  return [
    ...opaque
      .filter((one) => one.protocol !== protocol)
      .map(({ noun, family, text, reason }) => ({ text: `${family} ${noun} ${text}`, reason })),
    ...local.map(({ to, protocol: by }) => ({
      text: `route to ${to} of table local, proto ${by}`,
      reason: 'table local is the book-keeping of the kernel',
    })),
  ];
}

const kernelProtocol = 2;

/** Names that mean one table, and whose table has no other name. */
export function usableNames(names: readonly TableName[]): readonly TableName[] {
  const byId = new Map<TableId, Set<string>>();
  const byName = new Map<string, Set<TableId>>();
  for (const { id, name } of names) {
    byId.set(id, (byId.get(id) ?? new Set()).add(name));
    byName.set(name, (byName.get(name) ?? new Set()).add(id));
  }
  return [...byId].flatMap(([id, all]) => {
    const [name, other] = all;
    const isOne = name !== undefined && other === undefined && byName.get(name)?.size === 1;
    return isOne && tableNamePattern.test(name) ? [{ id, name }] : [];
  });
}

/** What a topology takes for the name of a table. */
const tableNamePattern = /^[A-Za-z][A-Za-z0-9_.-]{0,30}$/;

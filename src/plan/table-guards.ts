/** Tables that a plan leaves, or finds, otherwise than it should be. */

import type { Live } from '../model/live.ts';
import type { Guard, Item, Plan } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import { allocatedTables, isReservedTable } from '../model/table.ts';

/** rtnetlink.h: what the kernel makes by itself. */
const kernel = 2;

export function tableGuards(plan: Plan, live: Live, after: readonly Route[]): readonly Guard[] {
  const empty = emptyTables(plan, after);
  const clashing = clashingTables(plan, live);
  return [
    ...(empty.length === 0 ? [] : [{ name: 'empty-table', rules: empty } as const]),
    ...(clashing.length === 0 ? [] : [{ name: 'table-id-clash', routes: clashing } as const]),
  ];
}

/** A rule into a table without routes steers nothing: its traffic falls through to other uplinks. */
function emptyTables(plan: Plan, after: readonly Route[]): readonly Rule[] {
  // Rules are often for both families, and their tables for one.
  const filled = new Set(after.map(({ table }) => table));
  return itemsAdded(plan).flatMap((item) => {
    if (item.noun !== 'rule' || item.rule.action.kind !== 'lookup') return [];
    const { table } = item.rule.action;
    return isReservedTable(table) || filled.has(table) ? [] : [item.rule];
  });
}

/**
 * The first route of each table that we are about to use, and that somebody else uses already. Of
 * tables whose number the topology gives, a notice tells.
 */
function clashingTables({ protocol, ...plan }: Plan, { routes }: Live): readonly Route[] {
  const used = new Set<TableId>();
  for (const route of routes) if (route.protocol === protocol) used.add(route.table);
  const fresh = new Set<TableId>();
  for (const item of itemsAdded(plan)) {
    if (item.noun !== 'route') continue;
    const { table } = item.route;
    if (isAllotted(table) && !used.has(table)) fresh.add(table);
  }
  const first = new Map<TableId, Route>();
  for (const route of routes) {
    const isTheirs = route.protocol !== protocol && route.protocol !== kernel;
    if (isTheirs && fresh.has(route.table) && !first.has(route.table)) {
      first.set(route.table, route);
    }
  }
  return [...first.values()];
}

function isAllotted(table: TableId): boolean {
  return table >= allocatedTables.first && table <= allocatedTables.last;
}

function itemsAdded({ changes }: Pick<Plan, 'changes'>): readonly Item[] {
  return changes.flatMap((change) => (change.action === 'add' ? [change.item] : []));
}

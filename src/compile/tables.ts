/** Hands out table numbers: explicit ones as written, others from our range, and kept. */

import type { Place } from '../model/problem.ts';
import type { TableId, TableName } from '../model/table.ts';
import { allocatedTables, tableId } from '../model/table.ts';
import type { Facts } from '../model/live.ts';
import type { Table, Topology } from '../topology/topology.ts';

export type NamedTable = { readonly table: TableName; readonly origin: Place };

export type Tables = {
  /** The number of a table of the topology; undefined when our range is exhausted. */
  readonly byName: ReadonlyMap<string, TableId>;
  /** Every table that has a name, for rt_tables. */
  readonly named: readonly NamedTable[];
  /** The first table that found no free number. */
  readonly exhausted: Table | undefined;
};

/** Names of tables made for a policy hold a dot, so that no uplink can have one of them. */
export function policyTableName(policy: string, uplink?: string): string {
  return uplink === undefined ? `policy.${policy}` : `policy.${policy}.${uplink}`;
}

export function allocateTables(topology: Topology, facts: Facts): Tables {
  const wanted = tablesOf(topology);
  const taken = new Set<number>([
    ...wanted.flatMap(({ id }) => id ?? []),
    ...facts.tableNames.map(({ id }) => id),
  ]);
  const byName = new Map<string, TableId>();
  const named: NamedTable[] = [];
  let exhausted: Table | undefined;
  for (const table of keptFirst(wanted, facts)) {
    const id = table.id ?? kept(table, facts, taken) ?? lowestFree(taken);
    if (id === undefined) {
      exhausted ??= table;
      continue;
    }
    taken.add(id);
    if (table.name === undefined) continue;
    byName.set(table.name, id);
    named.push({ table: { id, name: table.name }, origin: table.at });
  }
  named.sort((one, other) => one.table.id - other.table.id);
  return { byName, named, exhausted };
}

function tablesOf(topology: Topology): readonly Table[] {
  const all = [
    ...topology.uplinks.map(({ table }) => table),
    ...topology.tables,
    ...topology.policies.flatMap((policy) => {
      const unnumbered = { id: undefined, at: policy.at };
      if (policy.mode === 'balance') return [{ ...unnumbered, name: policyTableName(policy.name) }];
      if (policy.to?.kind !== 'list') return [];
      return policy.uplinks.map((uplink) => ({
        ...unnumbered,
        name: policyTableName(policy.name, uplink),
      }));
    }),
  ];
  const seen = new Set<string>();
  return all.filter(({ name }) => name === undefined || (!seen.has(name) && seen.add(name)));
}

/** Tables that keep their number come first, so that a new one cannot take it. */
function keptFirst(tables: readonly Table[], facts: Facts): readonly Table[] {
  const isKept = ({ name }: Table) => facts.ownTableNames.some((own) => own.name === name);
  return [...tables.filter(isKept), ...tables.filter((table) => !isKept(table))];
}

function kept(table: Table, facts: Facts, taken: ReadonlySet<number>): TableId | undefined {
  const own = facts.ownTableNames.find(({ name }) => name === table.name);
  if (own === undefined || taken.has(own.id)) return undefined;
  const allocated = own.id >= allocatedTables.first && own.id <= allocatedTables.last;
  return allocated ? own.id : undefined;
}

function lowestFree(taken: ReadonlySet<number>): TableId | undefined {
  for (let id: number = allocatedTables.first; id <= allocatedTables.last; id++) {
    if (!taken.has(id)) return tableId(id);
  }
  return undefined;
}

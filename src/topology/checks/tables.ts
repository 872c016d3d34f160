/** Numbers and names of tables. */

import { isReservedTable } from '../../model/table.ts';
import { problemAt } from '../problem-at.ts';
import type { Table, Topology } from '../topology.ts';
import type { Check } from './check.ts';

/** Words `ip` reads as something else, and the names it has built in (lib/rt_names.c). */
const reservedNames = new Set(['main', 'local', 'default', 'unspec', 'all', 'cache']);

/** Tables made for policies are called so; see compile. */
const policyTables = /^policy\./;

/** A table, and the uplink whose own it is. */
type Declared = Table & { readonly uplink: string | undefined };

export const reservedTables: Check = (topology) =>
  declaredTables(topology).flatMap(({ id, at }) => {
    if (id === undefined || !isReservedTable(id)) return [];
    const message = `table ${id} belongs to the kernel`;
    return [
      problemAt(at, {
        code: 'MH204',
        message,
        hint: 'choose a number from 1 to 252, or above 255',
      }),
    ];
  });

export const reservedTableNames: Check = (topology) =>
  declaredTables(topology).flatMap(({ name, at }) => {
    if (name === undefined) return [];
    if (!reservedNames.has(name) && !policyTables.test(name)) return [];
    const message = `a table cannot be called "${name}": that name has a meaning of its own`;
    return [problemAt(at, { code: 'MH207', message, hint: 'choose another name for the table' })];
  });

/** A number may get a name under `tables`; two uplinks never share a table. */
export const tableIdsOnce: Check = (topology) =>
  clashes(
    topology,
    ({ id }) => id,
    (one, other) => {
      const bothUplinks = one.uplink !== undefined && other.uplink !== undefined;
      const named = one.name !== undefined && other.name !== undefined;
      return bothUplinks || (named && one.name !== other.name);
    },
  ).map(([one, other]) =>
    problemAt(other.at, {
      code: 'MH205',
      message: `table ${other.id} is already ${nameOf(one)}`,
      hint: 'give each table a number of its own',
      related: [{ message: 'the other one', at: one.at }],
    }),
  );

export const tableNamesOnce: Check = (topology) =>
  clashes(
    topology,
    ({ name }) => name,
    (one, other) => one.id !== other.id || one.id === undefined,
  ).map(([one, other]) =>
    problemAt(other.at, {
      code: 'MH206',
      message: `there is already a table "${other.name}"`,
      hint: 'give one of them another name',
      related: [{ message: 'the other one', at: one.at }],
    }),
  );

/** `lookup: isp-a` could mean the table of that uplink, or another one of that name. */
export const uplinkNamesAreNoTables: Check = (topology) => {
  const tables = declaredTables(topology);
  return topology.uplinks.flatMap(({ name, at, table: own }) => {
    const other = tables.find((table) => table.name === name && table.uplink !== name);
    if (other === undefined || own.name === name) return [];
    return [
      problemAt(at, {
        code: 'MH206',
        message: `uplink "${name}" has the name of a table that is not its own`,
        hint: 'give one of them another name',
        related: [{ message: 'the table', at: other.at }],
      }),
    ];
  });
};

/** Pairs of tables that share a number or a name and may not; each later one once. */
function clashes(
  topology: Topology,
  keyOf: (table: Declared) => number | string | undefined,
  clash: (one: Declared, other: Declared) => boolean,
): readonly (readonly [Declared, Declared])[] {
  const seen = new Map<number | string, Declared[]>();
  return declaredTables(topology).flatMap((table) => {
    const key = keyOf(table);
    if (key === undefined) return [];
    const before = seen.get(key) ?? [];
    seen.set(key, [...before, table]);
    const other = before.find((one) => clash(one, table));
    return other === undefined ? [] : [[other, table] as const];
  });
}

function nameOf({ name, uplink }: Declared): string {
  return name === undefined ? `the table of uplink "${uplink}"` : `table "${name}"`;
}

function declaredTables({ uplinks, tables }: Topology): readonly Declared[] {
  return [
    ...uplinks.map(({ name, table }) => ({ ...table, uplink: name })),
    ...tables.map((table) => ({ ...table, uplink: undefined })),
  ];
}

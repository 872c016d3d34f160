/** Routing tables: their numbers, and the names iproute2 gives them. */

declare const tableBrand: unique symbol;

/** A table number from 1 to 4294967295. */
export type TableId = number & { readonly [tableBrand]: true };

/** One line of an rt_tables file. */
export type TableName = { readonly id: TableId; readonly name: string };

/** RT_TABLE_MAX in linux/rtnetlink.h. */
export const tableIdMax = 0xffffffff;

export const defaultTable = 253 as TableId;
export const mainTable = 254 as TableId;
export const localTable = 255 as TableId;

/** Names iproute2 has built in, whatever the files say (lib/rt_names.c). */
export const builtInTableNames: readonly TableName[] = [
  { id: defaultTable, name: 'default' },
  { id: mainTable, name: 'main' },
  { id: localTable, name: 'local' },
];

export function tableId(value: number): TableId | undefined {
  const valid = Number.isInteger(value) && value >= 1 && value <= tableIdMax;
  return valid ? (value as TableId) : undefined;
}

/** Tables the kernel fills itself and no topology may take for an uplink. */
export function isReservedTable(id: TableId): boolean {
  return id === defaultTable || id === mainTable || id === localTable;
}

/**
 * Numbers for tables that were given none, clear of those others allot: mwan3 has 1-60, Tailscale
 * 52, VyOS counts from 201, pbr from 256, FRR from 10000.
 */
export const allocatedTables = { first: 15_700, last: 16_699 } as const;

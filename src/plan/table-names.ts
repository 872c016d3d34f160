/** Which of the wanted table names we have to define, and which stand in somebody's way. */

import type { Wanted } from '../model/desired.ts';
import type { LiveTableName } from '../model/live.ts';
import type { Origin } from '../model/origin.ts';
import type { Conflict } from '../model/plan.ts';
import type { TableId, TableName } from '../model/table.ts';

export type NamesToDefine = {
  readonly define: readonly TableName[];
  readonly conflicts: readonly Conflict[];
};

export function namesToDefine(
  wanted: readonly Wanted<TableName>[],
  taken: readonly LiveTableName[],
): NamesToDefine {
  const define: TableName[] = [];
  const conflicts: Conflict[] = [];
  for (const { item, origin } of wanted) {
    const clash = taken.find((other) => isClash(other, item));
    if (clash !== undefined) {
      const present = { id: clash.id, name: clash.name };
      conflicts.push({ kind: 'table-name', wanted: item, present, file: clash.file, origin });
    } else if (!taken.some((other) => isSame(other, item))) {
      define.push(item);
    }
  }
  return { define, conflicts };
}

/**
 * `ip` takes a word for a name first, also where it is a numeral: `table 100` may lead to 101
 * (rtnl_rttable_a2n in lib/rt_names.c).
 */
export function misleadingNames(
  used: readonly { readonly table: TableId; readonly origin: Origin }[],
  taken: readonly LiveTableName[],
): readonly Conflict[] {
  const numerals = new Map(taken.map((entry) => [entry.name, entry]));
  return used.flatMap(({ table, origin }): readonly Conflict[] => {
    const found = numerals.get(`${table}`);
    if (found === undefined || found.id === table) return [];
    const { id, name, file } = found;
    return [
      { kind: 'table-name', wanted: { id: table, name }, present: { id, name }, file, origin },
    ];
  });
}

function isSame(one: TableName, other: TableName): boolean {
  return one.id === other.id && one.name === other.name;
}

/** One number with two names, or one name for two numbers: iproute2 would show either. */
function isClash(one: TableName, other: TableName): boolean {
  return (one.id === other.id) !== (one.name === other.name);
}

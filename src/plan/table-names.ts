/** Which of the wanted table names we have to define, and which stand in somebody's way. */

import type { Wanted } from '../model/desired.ts';
import type { LiveTableName } from '../model/live.ts';
import type { Conflict } from '../model/plan.ts';
import type { TableName } from '../model/table.ts';

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

function isSame(one: TableName, other: TableName): boolean {
  return one.id === other.id && one.name === other.name;
}

/** One number with two names, or one name for two numbers: iproute2 would show either. */
function isClash(one: TableName, other: TableName): boolean {
  return (one.id === other.id) !== (one.name === other.name);
}

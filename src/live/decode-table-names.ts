/**
 * The text of an rt_tables file -> names (iproute2, lib/rt_names.c, fread_id_name).
 *
 * `ID NAME`, `#` comments, hexadecimal after 0x, anything behind the name ignored. Like iproute2,
 * reading stops at the first line that cannot be one: names behind it do not exist for `ip`.
 */

import type { TableName } from '../model/table.ts';
import { tableId } from '../model/table.ts';

export type DecodedTableNames = {
  readonly names: readonly TableName[];
  /** The line at which `ip` stops reading, counted from 1. */
  readonly corrupt?: { readonly line: number; readonly text: string };
};

/** iproute2 reads an int and ignores negative ones. */
const idMax = 0x7fffffff;

export function decodeTableNames(text: string): DecodedTableNames {
  const names: TableName[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/^[ \t]+/, '');
    if (line === '' || line.startsWith('#')) continue;
    const entry = decodeLine(line);
    if (entry === undefined) return { names, corrupt: { line: index + 1, text: raw } };
    const id = entry.id <= idMax ? tableId(entry.id) : undefined;
    if (id !== undefined) names.push({ id, name: entry.name });
  }
  return { names };
}

/** As sscanf(3) matches "0x%x %s" and then "%d %s": space between the two is not needed. */
function decodeLine(line: string): { readonly id: number; readonly name: string } | undefined {
  const hex = /^0x([0-9a-f]+)(?![0-9a-f])\s*(\S+)/i.exec(line);
  if (hex !== null) return { id: Number.parseInt(hex[1] ?? '', 16), name: hex[2] ?? '' };
  const decimal = /^([+-]?[0-9]+)(?![0-9])\s*(\S+)/.exec(line);
  return decimal === null ? undefined : { id: Number(decimal[1]), name: decimal[2] ?? '' };
}

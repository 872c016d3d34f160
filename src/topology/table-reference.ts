/** How a rule or route names a table -> which table it is. */

import { builtInTableNames, mainTable } from '../model/table.ts';
import type { Decoder, Names } from './decoder.ts';
import { listed, report, take, uplinkNamed } from './decoder.ts';
import type { Path } from './places.ts';
import { didYouMean } from './suggest.ts';
import type { Table, TableReference } from './topology.ts';
import { readTableId } from './values.ts';

const main: TableReference = { kind: 'id', id: mainTable };

/** A number, a built-in name, the name of a table, or of an uplink, whose table is meant. */
export function tableNamed(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: number | string,
): TableReference {
  if (typeof written === 'number')
    return { kind: 'id', id: take(decoder, path, readTableId(written)) };
  const builtIn = builtInTableNames.find(({ name }) => name === written);
  if (builtIn !== undefined) return { kind: 'id', id: builtIn.id };
  if (names.tables.has(written)) return { kind: 'name', name: written };
  const uplink = names.uplinks.get(written);
  if (uplink !== undefined) return referenceTo(uplink.table);
  const known = [...new Set([...names.tables.keys(), ...names.uplinks.keys()])];
  const isNumber = /^[0-9]+$/.test(written);
  const hint = isNumber
    ? `write ${written} without quotes`
    : (didYouMean(written, [...known, 'main', 'default', 'local']) ?? listed('tables', known));
  report(decoder, path, { code: 'MH202', message: `there is no table "${written}"`, hint });
  return main;
}

export function tableOfUplink(
  decoder: Decoder,
  names: Names,
  path: Path,
  name: string,
): TableReference {
  const uplink = uplinkNamed(decoder, names, path, name);
  return uplink === undefined ? main : referenceTo(uplink.table);
}

/** A table without a name has a number: `table: 1`. */
function referenceTo({ id, name }: Table): TableReference {
  if (name !== undefined) return { kind: 'name', name };
  return id === undefined ? main : { kind: 'id', id };
}

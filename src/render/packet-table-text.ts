/** A table of nftables in a plan, as rows, as JSON and as a command. */

import { diffArrays } from 'diff';

import type { NftObject, NftTable } from '../model/nft.ts';
import { shellWord } from '../model/shell-word.ts';
import { commentOf, inOrder, membersOf, nftMark, normalised } from '../model/nft.ts';
import type { PacketTableChange } from '../model/packet-table.ts';
import { packetTableAction } from '../model/packet-table.ts';
import { nftDocument } from './nft-json.ts';
import { nftObjectText } from './nft-text.ts';
import type { Row } from './rows.ts';
import { place, row } from './rows.ts';
import type { Style } from './style.ts';
import { visible } from './terminal-text.ts';

export function packetTableTitle({ name }: PacketTableChange): string {
  return `nftables table ${name}`;
}

export function packetTableRows(packetTable: PacketTableChange, style: Style): readonly Row[] {
  const note = packetTable.origin === undefined ? '' : place(packetTable.origin);
  const [gone, come] = [new Map<string, NftObject>(), new Set<string>()];
  const parts = diffArrays([...inOrder(packetTable.before)], [...inOrder(packetTable.after)], {
    comparator: isSame,
  });
  for (const { removed, added, value } of parts) {
    for (const object of value) {
      const name = nameOf(object);
      if (removed && name !== undefined) gone.set(name, object);
      if (added && name !== undefined) come.add(name);
    }
  }
  const flags =
    packetTable.before?.hasFlags === true && packetTable.after !== undefined
      ? [row('    - flags of the table, as dormant', style.remove, note)]
      : [];
  const rows = parts.flatMap(({ removed, added, value }) =>
    value.flatMap((object) => {
      const name = nameOf(object) ?? '';
      const old = gone.get(name);
      const text = lineOf(object);
      if (removed) return old && come.has(name) ? [] : [row(`    - ${text}`, style.remove)];
      if (!added) return [];
      if (old === undefined) return [row(`    + ${text}`, style.add, note)];
      return [row(`  ~   ${lineOf(old)}`, style.change, note), row(`   -> ${text}`, style.change)];
    }),
  );
  return [...flags, ...rows];
}

/** A rule of ours that is there in another form is one change. */
function nameOf(object: NftObject): string | undefined {
  const comment = commentOf(object);
  if (comment?.startsWith(nftMark) !== true) return undefined;
  return `${JSON.stringify(membersOf(object, 'rule')?.['chain'])} ${comment}`;
}

function lineOf(object: NftObject): string {
  return visible(nftObjectText(object));
}

function isSame(one: NftObject, other: NftObject): boolean {
  return JSON.stringify(normalised(one)) === JSON.stringify(normalised(other));
}

export function packetTableJson(packetTable: PacketTableChange): object {
  const { kind, name, before, after, origin } = packetTable;
  const lines = (table: NftTable | undefined) =>
    table === undefined ? null : inOrder(table).map(nftObjectText);
  return {
    ...{
      kind,
      name,
      action: packetTableAction(packetTable),
      before: lines(before),
      after: lines(after),
    },
    origin:
      origin === undefined ? null : { file: origin.file, line: origin.line, column: origin.column },
  };
}

export function packetTableCommand({ name, after }: PacketTableChange): string {
  const bare = name.slice(name.indexOf(' ') + 1);
  return `printf '%s\\n' ${shellWord(nftDocument(bare, after))} | nft -j -f -`;
}

/** What stands beside rules and routes: as it is, as it shall be, and what is not ours to change. */

import type { Wanted } from '../model/desired.ts';
import type { NftTable } from '../model/nft.ts';
import { isOurTable, isSameTable } from '../model/nft.ts';
import type { Conflict } from '../model/plan.ts';
import type { PacketTableChange } from '../model/packet-table.ts';

export type PacketTableDiff = {
  readonly packetTables: readonly PacketTableChange[];
  readonly conflicts: readonly Conflict[];
  readonly unchanged: number;
};

export function diffPacketTables(
  wanted: Wanted<NftTable> | undefined,
  present: NftTable | undefined,
): PacketTableDiff {
  const nothing: PacketTableDiff = { packetTables: [], conflicts: [], unchanged: 0 };
  const after = wanted?.item;
  const table = after ?? present;
  if (table === undefined) return nothing;
  const name = `${table.family} ${table.name}`;
  if (present !== undefined && !isOurTable(present)) {
    const conflict = wanted && ({ kind: 'nftables', name, origin: wanted.origin } as const);
    return conflict === undefined ? nothing : { ...nothing, conflicts: [conflict] };
  }
  if (isSameTable(present, after)) return { ...nothing, unchanged: 1 };
  const change = { kind: 'nftables', name, before: present, after } as const;
  return { ...nothing, packetTables: [{ ...change, origin: wanted?.origin }] };
}

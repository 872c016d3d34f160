/** PacketTables of a plan -> the host, and back; and what they are now. */

import type { Host } from '../host/host.ts';
import { loadNftTable, readNftTable } from '../host/nft.ts';
import { isSameTable, nftFamily, nftTableName } from '../model/nft.ts';
import type { Plan } from '../model/plan.ts';
import { isGoing, packetTableLines, packetTableSlot } from '../model/packet-table.ts';
import type { KeptPacketTable, SlotLines, Transaction } from '../model/transaction.ts';
import { nftDocument } from '../render/nft-json.ts';
import type { Stop } from './execute.ts';

export async function putPacketTables(
  which: 'go' | 'come',
  { packetTables, steps }: Plan,
  host: Host,
): Promise<Stop | undefined> {
  const some = packetTables.filter((packetTable) => isGoing(packetTable) === (which === 'go'));
  for (const { name, after } of some) {
    const reason = await put(name, after, host);
    if (reason === undefined) continue;
    const done = which === 'go' ? 0 : steps.length;
    return { at: `nftables table ${name}`, reason, done, total: steps.length };
  }
  return undefined;
}

/** Why some of them could not be brought back. */
export async function bringBackPacketTables(
  { packetTables, protocol }: Pick<Transaction, 'packetTables' | 'protocol'>,
  host: Host,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const packetTable of packetTables) {
    const { name, before } = packetTable;
    const read = await readNftTable(host, protocol, 'always');
    // What could not be changed need not be brought back.
    if (read.ok && isSameTable(read.table, before)) continue;
    const reason = await put(name, before, host);
    if (reason !== undefined) failures.push(`nftables table ${name}: ${reason}`);
    else if (before?.hasFlags === true) failures.push(withoutFlags(name));
  }
  return failures;
}

/** Not every `nft` says which they were, or takes them with a table. */
function withoutFlags(name: string): string {
  return `nftables table ${name}: its rules are back and at work, but not its flags; \`nft 'add table ${name} { flags dormant; }'\` puts it to sleep again`;
}

/** The reason why not. */
async function put(
  name: string,
  value: KeptPacketTable['before'],
  host: Host,
): Promise<string | undefined> {
  const bare = name.slice(name.indexOf(' ') + 1);
  const loaded = await loadNftTable(host, bare, nftDocument(bare, value), value !== undefined);
  return loaded.ok ? undefined : loaded.reason;
}

/** Of those slots that are tables of nftables; or why they cannot be read. */
export async function packetTableLinesNow(
  slots: readonly string[],
  protocol: number,
  host: Host,
): Promise<SlotLines | string> {
  const name = `${nftFamily} ${nftTableName(protocol)}`;
  const slot = packetTableSlot({ kind: 'nftables', name });
  if (!slots.includes(slot)) return {};
  const read = await readNftTable(host, protocol, 'always');
  return read.ok ? { [slot]: packetTableLines(read.table) } : read.message;
}

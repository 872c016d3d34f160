/** Settings of a plan -> the host, and back; and what they are now. */

import type { Host } from '../host/host.ts';
import { loadNftTable, readNftTable } from '../host/nft.ts';
import { nftFamily, nftTableName } from '../model/nft.ts';
import type { Plan } from '../model/plan.ts';
import { isGoing, settingLines, settingSlot } from '../model/setting.ts';
import type { KeptSetting, SlotLines, Transaction } from '../model/transaction.ts';
import { nftDocument } from '../render/nft-json.ts';
import type { Stop } from './execute.ts';

export async function putSettings(
  which: 'go' | 'come',
  { settings, steps }: Plan,
  host: Host,
): Promise<Stop | undefined> {
  const some = settings.filter((setting) => isGoing(setting) === (which === 'go'));
  for (const { name, after } of some) {
    const reason = await put(name, after, host);
    if (reason === undefined) continue;
    const done = which === 'go' ? 0 : steps.length;
    return { at: `nftables table ${name}`, reason, done, total: steps.length };
  }
  return undefined;
}

/** Why some of them could not be brought back. */
export async function bringBackSettings(
  { settings, protocol }: Pick<Transaction, 'settings' | 'protocol'>,
  host: Host,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const setting of settings) {
    if (await isAsBefore(setting, protocol, host)) continue;
    const { name, before } = setting;
    const reason = await put(name, before, host);
    if (reason !== undefined) failures.push(`nftables table ${name}: ${reason}`);
  }
  return failures;
}

/** What could not be changed need not be brought back. */
async function isAsBefore(setting: KeptSetting, protocol: number, host: Host): Promise<boolean> {
  const slot = settingSlot(setting);
  const now = await settingLinesNow([slot], protocol, host);
  const lines = typeof now === 'string' ? undefined : now[slot];
  return lines !== undefined && lines.join('\n') === settingLines(setting.before).join('\n');
}

/** The reason why not. */
async function put(
  name: string,
  value: KeptSetting['before'],
  host: Host,
): Promise<string | undefined> {
  const bare = name.slice(name.indexOf(' ') + 1);
  const loaded = await loadNftTable(host, bare, nftDocument(bare, value), value !== undefined);
  return loaded.ok ? undefined : loaded.reason;
}

/** Of those slots that are settings; or why they cannot be read. */
export async function settingLinesNow(
  slots: readonly string[],
  protocol: number,
  host: Host,
): Promise<SlotLines | string> {
  const name = `${nftFamily} ${nftTableName(protocol)}`;
  const slot = settingSlot({ kind: 'nftables', name });
  if (!slots.includes(slot)) return {};
  const read = await readNftTable(host, protocol, true);
  return read.ok ? { [slot]: settingLines(read.table) } : read.message;
}

/** Takes back what a transaction did, and proves it. */

import { runForcedBatch } from '../host/batch.ts';
import type { FileOutcome } from '../host/files.ts';
import { readTextFile, removeFile, writeFileAtomically } from '../host/files.ts';
import type { FileChange, Item } from '../model/plan.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import { readSysctl, writeSysctl } from '../host/sysctls.ts';
import { claim, setState } from '../host/transactions.ts';
import { families } from '../model/address.ts';
import type { SysctlPath } from '../model/sysctl.ts';
import type { SlotLines, Transaction } from '../model/transaction.ts';
import { itemsIn, slotsOfOthers } from '../plan/touched.ts';
import { isOurFile } from '../model/ownership.ts';
import { batchesOf } from '../render/batch.ts';
import { slotLines } from '../render/slot-lines.ts';
import { bringBackPacketTables, packetTableLinesNow } from './packet-tables.ts';

export type RolledBack =
  | { readonly kind: 'restored' }
  /** In words, what is not as it was. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] };

export async function rollBack(
  directory: string,
  transaction: Transaction,
  host: Host,
): Promise<RolledBack> {
  // From here on nobody can confirm it.
  setState(directory, 'rollback-incomplete');
  const missing = await bringBack(transaction, host);
  if (missing.length > 0) {
    return { kind: 'incomplete', missing };
  }
  setState(directory, 'rolled-back');
  // Only now: what is armed takes back whatever a killed one leaves.
  claim(directory, 'rolled-back');
  return { kind: 'restored' };
}

/**
 * What is not as it was after the first time is tried once more: a gateway can be reached only by rules
 * that come back later, if somebody has flushed them; and who writes at the same time may have stopped.
 */
async function bringBack(transaction: Transaction, host: Host): Promise<readonly string[]> {
  const first = await bringBackOnce(transaction, host);
  const mayHelp = first.failures.length === 0 && first.differences.length > 0;
  const { failures, differences } = mayHelp ? await bringBackOnce(transaction, host) : first;
  return [...failures, ...differences];
}

/** Of programs and files, and of the host. */
type Missing = { readonly failures: readonly string[]; readonly differences: readonly string[] };

async function bringBackOnce(transaction: Transaction, host: Host): Promise<Missing> {
  const failures: string[] = [];
  for (const family of families) {
    const lines = transaction.restore[family];
    const reason =
      lines.length === 0 ? undefined : await runForcedBatch(host, family, batchesOf(lines));
    if (reason !== undefined) failures.push(reason);
  }
  failures.push(...(await bringBackPacketTables(transaction, host)));
  for (const file of transaction.files) {
    const restored = restoreFile(file, host);
    if (!restored.ok) failures.push(`${file.path}: ${restored.reason}`);
  }
  for (const { path, before } of transaction.settings.toReversed()) {
    const restored = restoreSetting(path, before);
    if (!restored.ok) failures.push(`${path}: ${restored.reason}`);
  }
  return { failures, differences: await differencesOf(transaction, host) };
}

/** Those of an interface that is gone went with it. */
function restoreSetting(path: SysctlPath, before: number): FileOutcome {
  const present = readSysctl(path);
  return present === undefined || present === before ? { ok: true } : writeSysctl(path, before);
}

/** A file of somebody else, who put it there meanwhile, stays. */
function restoreFile({ path, before, directories }: FileChange, host: Host): FileOutcome {
  const present = textNow(path, host);
  if (present === before) return { ok: true };
  const isForeign = present === null || (present !== undefined && !isOurFile(present));
  if (isForeign) return { ok: false, reason: 'it is not ours any more' };
  return before === undefined
    ? removeFile(host, path, directories)
    : writeFileAtomically(host, path, before);
}

/** In words, what is not as it was before. */
export async function differencesOf(
  { before, files, settings, protocol }: Transaction,
  host: Host,
): Promise<readonly string[]> {
  const present = await linesNow(before, protocol, host);
  if (typeof present === 'string') return [present];
  return [
    ...Object.keys(before)
      .filter((slot) => !isSame(before[slot], present[slot]))
      .map((slot) => `${slot}: ${shown(present[slot])} instead of ${shown(before[slot])}`),
    ...files
      .filter((file) => textNow(file.path, host) !== file.before)
      .map(({ path }) => `${path} is not as it was`),
    ...settings
      .filter((one) => (readSysctl(one.path) ?? one.before) !== one.before)
      .map(({ path }) => `${path} is not as it was`),
  ];
}

/** Slots that somebody else has taken since: bringing ours back could put his aside. */
export async function takenByOthers(
  slots: SlotLines,
  protocol: number,
  host: Host,
): Promise<readonly string[] | string> {
  const read = await readLive(host);
  if (!read.ok) return read.message;
  return slotsOfOthers(new Set(Object.keys(slots)), read.live, protocol);
}

/** What the slots hold now; or why that cannot be read. */
export async function linesNow(
  slots: SlotLines,
  protocol: number,
  host: Host,
): Promise<SlotLines | string> {
  const read = await readLive(host);
  if (!read.ok) return read.message;
  const packetTables = await packetTableLinesNow(Object.keys(slots), protocol, host);
  if (typeof packetTables === 'string') return packetTables;
  const counts = adoptedIn(slots, protocol);
  const held = itemsIn(new Set(Object.keys(slots)), read.live, protocol, counts);
  return { ...slotLines(held), ...packetTables };
}

/** What was taken over from others stands in the record, and is looked for. */
function adoptedIn(slots: SlotLines, protocol: number): ((item: Item) => boolean) | undefined {
  const lines = Object.values(slots).flat();
  const adopted = new Set(lines.filter((line) => protocolIn(line) !== protocol));
  if (adopted.size === 0) return undefined;
  return (item) =>
    Object.values(slotLines(new Map([['', [item]]])))
      .flat()
      .every((line) => adopted.has(line));
}

function protocolIn(line: string): number {
  return Number(/ proto(?:col)? ([0-9]+)(?: |$)/.exec(line)?.[1]);
}

/** Undefined where there is no file; one that cannot be read is neither. */
export function textNow(path: string, host: Host): string | undefined | null {
  const read = readTextFile(`${host.root}${path}`);
  if (read.ok) return read.text;
  return read.missing ? undefined : null;
}

function isSame(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at]);
}

function shown(lines: readonly string[] = []): string {
  return lines.length === 0 ? 'nothing' : lines.map((line) => `"${line}"`).join(', ');
}

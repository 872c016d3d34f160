/** The record of a transaction, from text that was kept: whatever is not as it was written is none. */

import { isSafeLine } from '../model/batch-line.ts';
import type { FileChange } from '../model/plan.ts';
import { nftFamily } from '../model/nft.ts';
import type { SettingChange } from '../model/sysctl.ts';
import { settablePath } from '../model/sysctl.ts';
import type {
  FinishedTransaction,
  KeptPacketTable,
  SlotLines,
  Transaction,
  TransactionHead,
} from '../model/transaction.ts';
import { decodeKeptTable, isName } from './decode-nft.ts';

export function decodeTransaction(text: string): Transaction | undefined {
  const value = objectIn(text);
  if (value === undefined) return undefined;
  const { id, verb, begun, hostname, protocol } = value;
  const restore = asObject(value['restore']);
  const [ipv4, ipv6] = [batchLines(restore?.['ipv4']), batchLines(restore?.['ipv6'])];
  const [before, made] = [slotLines(value['before']), slotLines(value['made'])];
  const files = fileChanges(value['files']);
  const settings = settingChanges(value['settings']);
  const isWhole = isNumber(id) && (verb === 'apply' || verb === 'destroy') && isNumber(protocol);
  if (!isWhole || typeof begun !== 'string' || typeof hostname !== 'string') return undefined;
  if (ipv4 === undefined || ipv6 === undefined || files === undefined) return undefined;
  if (before === undefined || made === undefined || settings === undefined) return undefined;
  const texts = { digest: textOf(value['digest']), topology: textOf(value['topology']) };
  const head = { id, verb, begun, ...texts, hostname, protocol } as const;
  const packetTables = keptPacketTables(value['packetTables']);
  if (packetTables === undefined) return undefined;
  return { ...head, restore: { ipv4, ipv6 }, before, made, files, settings, packetTables };
}

export function decodeHead(text: string): TransactionHead | undefined {
  const head = objectIn(text) ?? {};
  const { id, verb, begun } = head;
  if (!isNumber(id) || (verb !== 'apply' && verb !== 'destroy')) return undefined;
  if (typeof begun !== 'string') return undefined;
  return { id, verb, begun, digest: textOf(head['digest']), topology: textOf(head['topology']) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function decodeFinished(text: string): FinishedTransaction | undefined {
  const after = slotLines(objectIn(text)?.['after']);
  return after === undefined ? undefined : { after };
}

type Fields = Readonly<Record<string, unknown>>;

function objectIn(text: string): Fields | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function strings(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const all: readonly unknown[] = value;
  return all.every((one) => typeof one === 'string') ? all : undefined;
}

/** These are run: each must be a line that we could have written. */
function batchLines(value: unknown): readonly string[] | undefined {
  const lines = strings(value);
  return lines?.every((line) => isSafeLine(line) && /^(rule|route) /.test(line))
    ? lines
    : undefined;
}

function slotLines(value: unknown): SlotLines | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const slots: Record<string, readonly string[]> = {};
  for (const [slot, held] of Object.entries(object)) {
    const lines = strings(held);
    if (lines === undefined) return undefined;
    slots[slot] = lines;
  }
  return slots;
}

function fileChanges(value: unknown): readonly FileChange[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const all: readonly unknown[] = value;
  const files = all.flatMap((one) => fileChange(one) ?? []);
  return files.length === all.length ? files : undefined;
}

/** Nothing but our own drop-ins is ever written or removed. */
function fileChange(value: unknown): FileChange | undefined {
  const { path, before, after, directories } = asObject(value) ?? {};
  const folders = strings(directories);
  if (typeof path !== 'string' || folders === undefined) return undefined;
  if (!ownPath.test(path)) return undefined;
  if (!isText(before) || !isText(after)) return undefined;
  return { path, before, after, directories: folders };
}

/** Records of earlier versions have none. */
function keptPacketTables(value: unknown): readonly KeptPacketTable[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const all: readonly unknown[] = value;
  const packetTables = all.flatMap((one) => keptPacketTable(one) ?? []);
  return packetTables.length === all.length ? packetTables : undefined;
}

function keptPacketTable(value: unknown): KeptPacketTable | undefined {
  const { kind, name, before } = asObject(value) ?? {};
  if (kind !== 'nftables' || typeof name !== 'string') return undefined;
  const table = before === undefined ? undefined : decodeKeptTable(before);
  if (before !== undefined && table === undefined) return undefined;
  const [family, bare = ''] = name.split(' ');
  if (family !== nftFamily || !isName(bare) || (table !== undefined && table.name !== bare)) {
    return undefined;
  }
  return { kind, name, before: table };
}

const ownPath = /^\/etc\/(iproute2\/rt_(tables|protos)|sysctl)\.d\/[\w.-]+$/;

/** None in the record of a version that had none. */
function settingChanges(value: unknown): readonly SettingChange[] | undefined {
  if (!Array.isArray(value)) return value === undefined ? [] : undefined;
  const all: readonly unknown[] = value;
  const settings = all.flatMap((one) => settingChange(one) ?? []);
  return settings.length === all.length ? settings : undefined;
}

function settingChange(value: unknown): SettingChange | undefined {
  const { path, before, after } = asObject(value) ?? {};
  const known = typeof path === 'string' ? settablePath(path) : undefined;
  if (known === undefined || !isNumber(before) || !isNumber(after)) return undefined;
  return { path: known, before, after };
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

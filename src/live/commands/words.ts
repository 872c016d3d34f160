/** The words of one command, taken one after the other, as iproute2 takes them (lib/utils.c). */

import type { Address, Family, Prefix } from '../../model/address.ts';
import {
  defaultPrefix,
  familyOf,
  networkOf,
  parseAddress,
  parseInterfaceAddress,
} from '../../model/address.ts';
import type { TableId, TableName } from '../../model/table.ts';
import { builtInTableNames, tableId } from '../../model/table.ts';

/** What cannot be read for certain. Thrown by the readers, caught where a command is read. */
export class Unclear extends Error {}

export type Cursor = { readonly words: readonly string[]; at: number };

export function cursorOver(words: readonly string[]): Cursor {
  return { words, at: 0 };
}

export function peek({ words, at }: Cursor): string | undefined {
  return words[at];
}

export function take(cursor: Cursor): string {
  const word = cursor.words[cursor.at];
  if (word === undefined) throw new Unclear(`it ends after "${cursor.words.at(-1)}"`);
  cursor.at += 1;
  return word;
}

export function takeIf(cursor: Cursor, word: string): boolean {
  const isThere = peek(cursor) === word;
  if (isThere) cursor.at += 1;
  return isThere;
}

/** A keyword and how little of it is enough; without, all of it. Compared in their order. */
export type Keyword<Name extends string> = readonly [name: Name, ...words: readonly string[]];

/** A word that ends in `*` may be cut short: `prio*` stands for all that begin it. */
export function keywordOf<Name extends string>(
  word: string,
  keywords: readonly Keyword<Name>[],
): Name | undefined {
  if (word === '') return undefined;
  return keywords.find(([, ...all]) =>
    all.some((one) => (one.endsWith('*') ? one.slice(0, -1).startsWith(word) : one === word)),
  )?.[0];
}

/** Decimal, hexadecimal after 0x, octal after 0 (strtoul(3) with base 0). */
export function takeNumber(cursor: Cursor, what: string, max = 0xffffffff): number {
  const word = take(cursor);
  const number = numberIn(word);
  if (number !== undefined && number <= max) return number;
  throw new Unclear(`"${word}" is no ${what}`);
}

export function numberIn(word: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(word)) return Number(word);
  if (/^0[0-7]*$/.test(word)) return Number.parseInt(word, 8);
  return /^[1-9][0-9]*$/.test(word) ? Number(word) : undefined;
}

/** Always hexadecimal (rtnl_dsfield_a2n). */
export function takeTos(cursor: Cursor): number {
  const word = take(cursor);
  if (/^(0[xX])?[0-9a-fA-F]{1,2}$/.test(word)) return Number.parseInt(word, 16);
  throw new Unclear(`the file rt_dsfield alone tells what "${word}" is`);
}

export type NetworkWord = { readonly prefix: Prefix; readonly hasHostBits: boolean };

/** Undefined for `default`, `all` and `any`, which are of every family. */
export function networkIn(word: string): NetworkWord | undefined {
  if (['default', 'all', 'any'].includes(word)) return undefined;
  const [address = '', length, ...others] = word.split('/');
  const whole = spelledOut(address);
  const mask = length === undefined ? undefined : maskLength(length);
  const parsed = parseInterfaceAddress(mask === undefined ? whole : `${whole}/${mask}`);
  if (parsed === undefined || others.length > 0 || (length !== undefined && mask === undefined)) {
    throw new Unclear(`"${word}" is no prefix`);
  }
  const prefix = networkOf(parsed);
  return { prefix, hasHostBits: prefix !== `${parsed.address}/${parsed.prefixLength}` };
}

export function takeAddress(cursor: Cursor): Address {
  const word = take(cursor);
  const address = parseAddress(spelledOut(word));
  if (address === undefined) throw new Unclear(`"${word}" is no address`);
  return address;
}

/** `10.9` is 10.9.0.0 for iproute2 (get_addr_ipv4). */
function spelledOut(address: string): string {
  if (!/^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$/.test(address)) return address;
  const parts = address.split('.');
  return [...parts, '0', '0', '0'].slice(0, 4).join('.');
}

/** `/24` or `/255.255.255.0`. */
function maskLength(text: string): number | undefined {
  if (/^[0-9]{1,3}$/.test(text)) return Number(text);
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || !parts.every((part) => part >= 0 && part <= 255)) return undefined;
  const bits = parts.map((part) => part.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}

export function anyPrefix(family: Family): Prefix {
  return defaultPrefix[family];
}

/** The family that all parts agree on; IPv4 where none tells (preferred_family). */
export function familyFrom(
  option: Family | undefined,
  parts: readonly (Address | Prefix | undefined)[],
): Family {
  const all = parts.flatMap((part) => (part === undefined ? [] : [familyOf(part)]));
  const family = option ?? all[0] ?? 'ipv4';
  if (all.some((one) => one !== family)) throw new Unclear('it is about both families at once');
  return family;
}

/** Names come first, also where they are digits (rtnl_rttable_a2n). */
export function takeTable(cursor: Cursor, names: readonly TableName[]): TableId {
  const word = take(cursor);
  const named = [...names, ...builtInTableNames].findLast(({ name }) => name === word)?.id;
  const id = named ?? tableId(numberIn(word) ?? 0);
  if (id !== undefined) return id;
  throw new Unclear(`rt_tables has no table "${word}": name one that has with --rt-tables`);
}

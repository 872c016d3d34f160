/**
 * What `ip -json` prints: one array of objects, and the readers for their fields.
 *
 * iproute2 tells of a broken dump by its text alone: a full disk behind stdout or a missing table
 * leave `[` or half an object with exit status 0 (lib/libnetlink.c ignores write errors). So every
 * text is judged here, and nothing odd ever becomes an empty list.
 */

import type { Address, Family, Prefix } from '../model/address.ts';
import { defaultPrefix, familyOf, parseAddress, parsePrefix } from '../model/address.ts';
import type { Opaque, OpaquePlace } from '../model/live.ts';
import type { TableId } from '../model/table.ts';
import { tableId } from '../model/table.ts';
import type { Decoded } from './decoded.ts';
import { unreadable } from './decoded.ts';

export type DumpedObject = { readonly [key: string]: unknown };

/** A field that our types cannot hold. Thrown by the readers below, caught by `decodeEach`. */
export class Oddity extends Error {}

export function parseDump(command: string, text: string): Decoded<readonly DumpedObject[]> {
  if (text.trim() === '') return unreadable(command, 'printed nothing');
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return unreadable(command, `printed text that is not JSON: ${excerpt(text)}`);
  }
  if (!Array.isArray(parsed)) return unreadable(command, `printed no list: ${excerpt(text)}`);
  const objects: readonly unknown[] = parsed;
  if (objects.every(isDumpedObject)) return { ok: true, value: objects };
  return unreadable(command, `printed a list that holds more than objects: ${excerpt(text)}`);
}

/** Decodes object by object; one that our types cannot hold is kept as opaque, with the reason. */
export function decodeEach<Item>(
  objects: readonly DumpedObject[],
  kind: { readonly noun: Opaque['noun']; readonly family: Family },
  decode: (object: DumpedObject, family: Family) => Item,
  placeOf: (object: DumpedObject, family: Family) => OpaquePlace,
): { readonly items: readonly Item[]; readonly opaque: readonly Opaque[] } {
  const items: Item[] = [];
  const opaque: Opaque[] = [];
  for (const object of objects) {
    try {
      items.push(decode(object, kind.family));
    } catch (error) {
      if (!(error instanceof Oddity)) throw error;
      const { protocol } = object;
      const text = JSON.stringify(object);
      const place = readable(() => placeOf(object, kind.family));
      opaque.push({
        ...kind,
        protocol: numeralOf(protocol) ?? 0,
        text,
        reason: error.message,
        ...(place === undefined ? {} : { place }),
      });
    }
  }
  return { items, opaque };
}

/** Undefined where the readers below find something odd. */
export function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Oddity)) throw error;
    return undefined;
  }
}

/** An attribute that we do not know must not be judged equal to its absence. */
export function refuseUnknown(object: DumpedObject, known: ReadonlySet<string>): void {
  for (const key in object) {
    if (!known.has(key)) throw new Oddity(`multihome does not know its attribute "${key}"`);
  }
}

export function isDumpedObject(value: unknown): value is DumpedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readNumber(value: unknown, key: string): number {
  if (typeof value === 'number' && value >= 0 && Number.isSafeInteger(value)) return value;
  throw oddValue(value, key);
}

/** A number as text, `254` or `0x10`: how `ip -N` prints what could have had a name. */
export function readNumeral(value: unknown, key: string): number {
  const number = numeralOf(value);
  if (number === undefined) throw oddValue(value, key);
  return number;
}

export function readAddress(value: unknown, key: string): Address {
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (address === undefined) throw oddValue(value, key);
  return address;
}

/** A prefix of the family; `default` and a bare address included. */
export function readPrefix(value: unknown, family: Family, key: string): Prefix {
  if (value === 'default') return defaultPrefix[family];
  const prefix = typeof value === 'string' ? parsePrefix(value) : undefined;
  if (prefix === undefined || familyOf(prefix) !== family) throw oddValue(value, key);
  return prefix;
}

export function readTable(value: unknown): TableId {
  const table = tableId(readNumeral(value, 'table'));
  if (table === undefined) throw oddValue(value, 'table');
  return table;
}

/** Names that may stand in a line for `ip -batch`; the kernel itself allows nearly every byte. */
const safeName = /^[A-Za-z0-9_.+@][A-Za-z0-9_.+@-]*$/;

export function readName(value: unknown, key: string): string {
  if (typeof value === 'string' && isSafeName(value)) return value;
  throw oddValue(value, key);
}

export function isSafeName(name: string): boolean {
  return safeName.test(name);
}

export function oddValue(value: unknown, key: string): Oddity {
  return value === undefined
    ? new Oddity(`it has no "${key}"`)
    : new Oddity(`multihome cannot hold its "${key}": ${JSON.stringify(value)}`);
}

function numeralOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !(value.charCodeAt(0) >= 48 && value.charCodeAt(0) <= 57)) {
    return undefined;
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

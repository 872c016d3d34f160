/** What `nft -j list table` prints -> the table, without what changes by itself. */

import type { Json, NftObject, NftTable } from '../model/nft.ts';
import { asMembers, nftFamily } from '../model/nft.ts';

export type NftDecoded =
  | { readonly ok: true; readonly table: NftTable }
  | { readonly ok: false; readonly reason: string };

/** The table itself must be named there: an empty answer is none. */
export function decodeNft(text: string, name: string): NftDecoded {
  const value = jsonIn(text);
  const listed = asMembers(value)?.['nftables'];
  if (!Array.isArray(listed)) {
    // nft 1.0.6 prints whatever stands in memory for the flags of a table, and ends there.
    const advice = `; without the flags of the table it may: \`nft add table ${nftFamily} ${name}\` takes them away`;
    const isCut = /"flags":\s*$/.test(text);
    return { ok: false, reason: `it printed no JSON of nftables${isCut ? advice : ''}` };
  }
  const list: readonly Json[] = listed;
  const objects: NftObject[] = [];
  let isNamed = false;
  let hasFlags = false;
  for (const entry of list) {
    const object = asMembers(entry);
    if (object === undefined) return { ok: false, reason: 'it printed JSON that holds no objects' };
    if ('metainfo' in object) continue;
    const table = asMembers(object['table']);
    if (table !== undefined) {
      isNamed ||= table['name'] === name;
      hasFlags ||= 'flags' in table;
    } else objects.push(withoutHandle(object));
  }
  if (!isNamed) return { ok: false, reason: `it printed nothing of table ${name}` };
  const table = { family: nftFamily, name, objects } as const;
  return { ok: true, table: hasFlags ? { ...table, hasFlags } : table };
}

/** A table as a record of ours keeps it; undefined where the record is damaged. */
export function decodeKeptTable(value: unknown): NftTable | undefined {
  const kept = asMembers(asJson(value));
  const { family, name, objects, hasFlags } = kept ?? {};
  if (family !== nftFamily || typeof name !== 'string' || !isName(name)) return undefined;
  if (!Array.isArray(objects)) return undefined;
  const list: readonly Json[] = objects;
  const all: readonly NftObject[] = list.flatMap((one) => {
    const object = asMembers(one);
    return object === undefined ? [] : [object];
  });
  if (all.length !== list.length || !all.every((one) => isWithin(one, name))) return undefined;
  const table = { family, name, objects: all } as const;
  return hasFlags === true ? { ...table, hasFlags } : table;
}

export function isName(name: string): boolean {
  return /^multihome(-\d+)?$/.test(name);
}

/** Nothing but our own table is ever written. */
function isWithin(object: NftObject, name: string): boolean {
  return Object.values(object).every((members) => {
    const { family, table } = asMembers(members) ?? {};
    return family === nftFamily && table === name;
  });
}

function withoutHandle(object: NftObject): NftObject {
  return Object.fromEntries(
    Object.entries(object).map(([kind, value]) => {
      const { handle: _, ...members } = asMembers(value) ?? {};
      return [kind, members];
    }),
  );
}

function jsonIn(text: string): Json | undefined {
  try {
    return asJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.flatMap((one) => asJson(one) ?? []);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]: readonly [string, unknown]) => {
      const json = asJson(member);
      return json === undefined ? [] : [[key, json] as const];
    }),
  );
}

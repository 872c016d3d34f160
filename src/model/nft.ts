/**
 * One nftables table, as the JSON of libnftables-json(5): what we make, and what somebody made of it.
 * Whatever the table holds is kept, so that all of it can be compared and brought back.
 */

import { defaultProtocol } from './ownership.ts';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** `{rule: {...}}`, `{chain: {...}}`, or another kind, without handles. */
export type NftObject = { readonly [kind: string]: Json };

export type NftTable = {
  readonly family: 'inet';
  readonly name: string;
  readonly objects: readonly NftObject[];
  /** As `dormant`, with which it does nothing; ours has none. Which, not every `nft` says rightly. */
  readonly hasFlags?: boolean;
};

export const nftFamily = 'inet';

/** Of the table that belongs to a protocol number. */
export function nftTableName(protocol: number): string {
  return protocol === defaultProtocol ? 'multihome' : `multihome-${protocol}`;
}

/** In the run directory: a table of this name may be there. */
export function nftFileName(table: string): string {
  return `nftables-${table}`;
}

/** First words of the comment of every rule of ours. */
export const nftMark = 'multihome: ';

/** Ours by the comment of a rule; or void, as `nft flush table` leaves it. */
export function isOurTable({ objects }: NftTable): boolean {
  const isOurs = (object: NftObject) => commentOf(object)?.startsWith(nftMark) === true;
  const doesNothing = (object: NftObject) =>
    'chain' in object && membersOf(object, 'chain')?.['policy'] !== 'drop';
  return objects.some(isOurs) || objects.every(doesNothing);
}

export function commentOf(object: NftObject): string | undefined {
  const comment = membersOf(object, 'rule')?.['comment'];
  return typeof comment === 'string' ? comment : undefined;
}

export function membersOf(object: NftObject, kind: string): Record<string, Json> | undefined {
  return asMembers(object[kind]);
}

export function asMembers(value: Json | undefined): Record<string, Json> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value)) : undefined;
}

/**
 * What it holds, one line each, the same for tables that do the same: chains and sets stand in no
 * order, rules in that of their chain.
 */
export function nftLines(table: NftTable | undefined): readonly string[] {
  return inOrder(table).map(lineOf);
}

export function inOrder(table: NftTable | undefined): readonly NftObject[] {
  const objects = table?.objects ?? [];
  const isRule = (object: NftObject) => 'rule' in object;
  const chainOf = (object: NftObject) => JSON.stringify(membersOf(object, 'rule')?.['chain']);
  const rules = objects.filter(isRule).toSorted((one, other) => {
    const [first, second] = [chainOf(one), chainOf(other)];
    return first === second ? 0 : first < second ? -1 : 1;
  });
  return [
    ...objects
      .filter((object) => !isRule(object))
      .toSorted((one, other) => (lineOf(one) < lineOf(other) ? -1 : 1)),
    ...rules,
  ];
}

function lineOf(object: NftObject): string {
  return JSON.stringify(normalised(object));
}

export function isSameTable(one: NftTable | undefined, other: NftTable | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [first, second] = [nftLines(one), nftLines(other)];
  if ((one.hasFlags ?? false) !== (other.hasFlags ?? false)) return false;
  return first.length === second.length && first.every((line, at) => line === second[at]);
}

/** Members by name, and expressions in the one of several forms that versions of `nft` list them in. */
export function normalised(value: Json): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.map(normalised);
  }
  const members = asMembers(value);
  if (members === undefined) return value;
  const sorted = Object.fromEntries(
    Object.entries(members)
      .map(([key, member]) => [key, normalised(member)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  return maskMatch(stateMatch(withoutOverlap(sorted)));
}

const allBits = 0xffffffff;

/** `x & m | v`: bits of v may stand in m, or not. */
function withoutOverlap(members: Record<string, Json>): Record<string, Json> {
  const [masked, value] = pairOf(members['|']);
  const [operand, mask] = pairOf(asMembers(masked)?.['&']);
  if (typeof value !== 'number' || typeof mask !== 'number' || operand === undefined)
    return members;
  const whole = (mask | value) >>> 0;
  return { '|': [whole === allBits ? operand : { '&': [operand, whole] }, value] };
}

function pairOf(value: Json | undefined): readonly [Json | undefined, Json | undefined] {
  if (!Array.isArray(value)) return [undefined, undefined];
  const list: readonly Json[] = value;
  return list.length === 2 ? [list[0], list[1]] : [undefined, undefined];
}

/** A mask of the first bits alone is listed as a prefix, of numbers too. */
function maskMatch(members: Record<string, Json>): Record<string, Json> {
  const { left, right } = members;
  const { addr, len } = asMembers(asMembers(right)?.['prefix']) ?? {};
  if (left === undefined || typeof addr !== 'number' || typeof len !== 'number') return members;
  const mask = len === 0 ? 0 : (allBits << (32 - len)) >>> 0;
  return { ...members, left: { '&': [left, mask] }, right: addr };
}

/** One state is a set of one bit. */
function stateMatch(members: Record<string, Json>): Record<string, Json> {
  const { op, left } = members;
  const key = asMembers(asMembers(left)?.['ct'])?.['key'];
  return key === 'state' && op === '==' ? { ...members, op: 'in' } : members;
}

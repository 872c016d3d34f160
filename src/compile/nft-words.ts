/** Statements of nftables, as libnftables-json(5) has them. */

import type { Family, Prefix } from '../model/address.ts';
import { prefixLengthOf } from '../model/address.ts';
import type { Json, NftObject } from '../model/nft.ts';
import { nftFamily, nftMark } from '../model/nft.ts';
import type { Mark } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';

export type Chain = {
  readonly name: string;
  readonly type: 'filter' | 'nat' | 'route';
  readonly hook: 'prerouting' | 'forward' | 'output' | 'postrouting';
  readonly prio: number;
};

export function chainObject(table: string, chain: Chain): NftObject {
  const { name, type, hook, prio } = chain;
  return { chain: { family: nftFamily, table, name, type, hook, prio, policy: 'accept' } };
}

export function ruleObject(
  table: string,
  chain: Chain,
  comment: string,
  ...expr: readonly Json[]
): NftObject {
  const where = { family: nftFamily, table, chain: chain.name };
  return { rule: { ...where, comment: `${nftMark}${comment}`, expr } };
}

export function comesInBy(device: string): Json {
  return isEqual({ meta: { key: 'iifname' } }, device);
}

export function leavesBy(device: string): Json {
  return isEqual({ meta: { key: 'oifname' } }, device);
}

export const isNewConnection: Json = {
  match: { op: 'in', left: { ct: { key: 'state' } }, right: 'new' },
};

export function comesFrom(family: Family, prefix: Prefix): Json {
  const [addr = '', length] = prefix.split('/');
  const protocol = family === 'ipv4' ? 'ip' : 'ip6';
  const isHost = prefixLengthOf(prefix) === (family === 'ipv4' ? 32 : 128);
  const right = isHost ? addr : { prefix: { addr, len: Number(length) } };
  return isEqual({ payload: { protocol, field: 'saddr' } }, right);
}

export function hasConnectionMark({ value, mask }: Mark): Json {
  return isEqual(mask === fullMark ? markOf('ct') : { '&': [markOf('ct'), mask] }, value);
}

/** Bits that the mask does not name stay as they are. */
export function setMark(owner: 'ct' | 'meta', { value, mask }: Mark): Json {
  const others = (~mask | value) >>> 0;
  const kept: Json = others === fullMark ? markOf(owner) : { '&': [markOf(owner), others] };
  return {
    mangle: { key: markOf(owner), value: mask === fullMark ? value : { '|': [kept, value] } },
  };
}

export const goOn: Json = { return: null };

export const masquerade: Json = { masquerade: null };

function markOf(owner: 'ct' | 'meta'): Json {
  return { [owner]: { key: 'mark' } };
}

function isEqual(left: Json, right: Json): Json {
  return { match: { op: '==', left, right } };
}

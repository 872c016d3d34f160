/** `rule add ...` -> what it asks for (iproute2, ip/iprule.c, iprule_modify). */

import type { Family, Prefix } from '../../model/address.ts';
import { isDefault } from '../../model/address.ts';
import { ipProtocols } from '../../model/ip-protocol.ts';
import type { Mark, Range, Realms, RuleAction, Selector } from '../../model/rule.ts';
import { fullMark } from '../../model/rule.ts';
import type { TableId, TableName } from '../../model/table.ts';
import { mainTable } from '../../model/table.ts';
import type { Cursor, Keyword } from './words.ts';
import {
  cursorOver,
  familyFrom,
  keywordOf,
  networkIn,
  numberIn,
  peek,
  take,
  takeNumber,
  takeTable,
  takeTos,
  Unclear,
} from './words.ts';
import { protocolIn } from './protocols.ts';

/** What is not said is undefined: `del` takes it for anything. */
export type RuleRequest = {
  readonly family: Family;
  readonly priority: number | undefined;
  readonly selector: Selector;
  readonly action: RuleAction | undefined;
  readonly protocol: number | undefined;
};

type Name =
  | 'not'
  | 'from'
  | 'to'
  | 'priority'
  | 'tos'
  | 'fwmark'
  | 'realms'
  | 'protocol'
  | 'tunId'
  | 'table'
  | 'suppressPrefixlength'
  | 'suppressIfgroup'
  | 'iif'
  | 'oif'
  | 'l3mdev'
  | 'uidrange'
  | 'ipproto'
  | 'sport'
  | 'dport'
  | 'dscp'
  | 'type'
  | 'goto'
  | 'nop';

const keywords: readonly Keyword<Name>[] = [
  ['not', 'not'],
  ['from', 'from'],
  ['to', 'to'],
  ['priority', 'preference*', 'order*', 'priority*'],
  ['tos', 'tos', 'dsfield*'],
  ['fwmark', 'fwmark'],
  ['realms', 'realms*'],
  ['protocol', 'protocol*'],
  ['tunId', 'tun_id*'],
  ['table', 'table*', 'lookup'],
  ['suppressPrefixlength', 'suppress_prefixlength*', 'sup_pl'],
  ['suppressIfgroup', 'suppress_ifgroup*', 'sup_group'],
  ['iif', 'dev', 'iif'],
  ['oif', 'oif'],
  ['l3mdev', 'l3mdev'],
  ['uidrange', 'uidrange'],
  ['ipproto', 'ipproto'],
  ['sport', 'sport'],
  ['dport', 'dport'],
  ['dscp', 'dscp'],
  ['type', 'type'],
  ['goto', 'goto*'],
  ['nop', 'nop*'],
];

type Parts = {
  selector: { -readonly [Key in keyof Selector]: Selector[Key] };
  sides: Prefix[];
  priority?: number;
  protocol?: number | undefined;
  table?: TableId;
  suppressPrefixlength?: number;
  suppressIfgroup?: number;
  realms?: Realms;
  action?: RuleAction;
};

export function ruleRequest(
  words: readonly string[],
  option: Family | undefined,
  names: readonly TableName[],
): RuleRequest {
  const cursor = cursorOver(words);
  const parts: Parts = { selector: {}, sides: [] };
  while (peek(cursor) !== undefined) readPart(cursor, parts, names);
  const { selector, sides, priority, protocol } = parts;
  const family = familyFrom(option, sides);
  return { family, priority, selector, action: actionOf(parts), protocol };
}

type Reader = (cursor: Cursor, parts: Parts, names: readonly TableName[]) => void;

const readers: Readonly<Record<Name, Reader>> = {
  not: (_, { selector }) => void (selector.not = true),
  from: (cursor, parts) => readSide(cursor, parts, 'from'),
  to: (cursor, parts) => readSide(cursor, parts, 'to'),
  iif: (cursor, { selector }) => void (selector.iif = take(cursor)),
  oif: (cursor, { selector }) => void (selector.oif = take(cursor)),
  sport: (cursor, { selector }) => void (selector.sport = takeRange(cursor, 'port')),
  dport: (cursor, { selector }) => void (selector.dport = takeRange(cursor, 'port')),
  uidrange: (cursor, { selector }) => void (selector.uidrange = takeRange(cursor, 'user')),
  fwmark: (cursor, { selector }) => readMark(cursor, selector),
  tos: (cursor, { selector }) => void (selector.tos = takeTos(cursor)),
  dscp: (cursor, { selector }) => void (selector.dscp = takeNumber(cursor, 'DSCP', 63)),
  ipproto: (cursor, { selector }) => void (selector.ipproto = takeIpProtocol(cursor)),
  tunId: (cursor, { selector }) => void (selector.tunId = takeNumber(cursor, 'tunnel key')),
  priority: (cursor, parts) => void (parts.priority = takeNumber(cursor, 'priority')),
  protocol: (cursor, parts) => void (parts.protocol = protocolIn(take(cursor))),
  table: (cursor, parts, names) => void (parts.table = takeTable(cursor, names)),
  suppressPrefixlength: (cursor, parts) =>
    void (parts.suppressPrefixlength = takeNumber(cursor, 'length')),
  suppressIfgroup: (cursor, parts) => void (parts.suppressIfgroup = takeGroup(cursor)),
  realms: (cursor, parts) => void (parts.realms = realmsIn(take(cursor))),
  l3mdev: (_, parts) => void (parts.action = { kind: 'l3mdev' }),
  nop: (_, parts) => void (parts.action = { kind: 'nop' }),
  goto: (cursor, parts) =>
    void (parts.action = { kind: 'goto', target: takeNumber(cursor, 'priority') }),
  type: (cursor, parts) => readRefusal(take(cursor), parts),
};

function readPart(cursor: Cursor, parts: Parts, names: readonly TableName[]): void {
  const word = take(cursor);
  const name = keywordOf(word, keywords);
  if (name === undefined) readRefusal(word, parts);
  else readers[name](cursor, parts, names);
}

/** A length of 0 selects nothing. */
function readSide(cursor: Cursor, parts: Parts, side: 'from' | 'to'): void {
  const network = networkIn(take(cursor));
  if (network === undefined) return;
  parts.sides.push(network.prefix);
  if (!isDefault(network.prefix)) parts.selector[side] = network.prefix;
}

function readRefusal(word: string, parts: Parts): void {
  switch (word) {
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      parts.action = { kind: word };
      return;
    default:
      throw new Unclear(`"${word}" is no word of ip rule that multihome knows`);
  }
}

function actionOf(parts: Parts): RuleAction | undefined {
  const { action, table, suppressPrefixlength, suppressIfgroup, realms } = parts;
  if (action !== undefined) return action;
  const hasLookup = [table, suppressPrefixlength, suppressIfgroup, realms].some(
    (part) => part !== undefined,
  );
  if (!hasLookup) return undefined;
  return {
    kind: 'lookup',
    table: table ?? mainTable,
    ...(suppressPrefixlength === undefined ? {} : { suppressPrefixlength }),
    ...(suppressIfgroup === undefined ? {} : { suppressIfgroup }),
    ...(realms === undefined || (realms.from === 0 && realms.to === 0) ? {} : { realms }),
  };
}

/** The kernel takes a mark of 0 without a mask for no mark at all. */
function readMark(cursor: Cursor, selector: Parts['selector']): void {
  const mark = markIn(take(cursor));
  if (mark.value !== 0 || mark.mask !== undefined) {
    selector.fwmark = { value: mark.value, mask: mark.mask ?? fullMark };
  }
}

function markIn(word: string): { readonly value: number; readonly mask: Mark['mask'] | undefined } {
  const [value, mask, ...others] = word.split('/').map(numberIn);
  const isMask = mask !== undefined || !word.includes('/');
  if (value === undefined || !isMask || others.length > 0)
    throw new Unclear(`"${word}" is no mark`);
  return { value, mask };
}

function takeRange(cursor: Cursor, what: string): Range {
  const word = take(cursor);
  const match = /^([0-9]+)(?:-([0-9]+))?$/.exec(word);
  if (match === null) throw new Unclear(`"${word}" is no ${what}`);
  return { first: Number(match[1]), last: Number(match[2] ?? match[1]) };
}

function takeIpProtocol(cursor: Cursor): number {
  const word = take(cursor);
  const number = ipProtocols.get(word) ?? numberIn(word);
  if (number !== undefined) return number;
  throw new Unclear(`the file protocols alone tells what "${word}" is`);
}

function takeGroup(cursor: Cursor): number {
  const word = take(cursor);
  const number = word === 'default' ? 0 : numberIn(word);
  if (number !== undefined) return number;
  throw new Unclear(`the file group alone tells what "${word}" is`);
}

export function realmsIn(word: string): Realms {
  const [first, second, ...others] = word.split('/').map(numberIn);
  const isPair = word.includes('/');
  if (first === undefined || others.length > 0 || (isPair && second === undefined)) {
    throw new Unclear(`the file rt_realms alone tells what "${word}" is`);
  }
  return second === undefined ? { from: 0, to: first } : { from: first, to: second };
}

/** `route add ...` -> what it asks for (iproute2, ip/iproute.c, iproute_modify). */

import type { Address, Family, Prefix } from '../../model/address.ts';
import type {
  Hop,
  RefusingKind,
  RouteMetrics,
  RoutePreference,
  RouteTarget,
  DeliveringKind,
} from '../../model/route.ts';
import { scopes } from '../../model/route.ts';
import type { Realms } from '../../model/rule.ts';
import type { TableId, TableName } from '../../model/table.ts';
import { localTable, mainTable } from '../../model/table.ts';
import { protocolIn } from './protocols.ts';
import type { WritableMetrics } from './route-metrics.ts';
import { isMetric, readMetric } from './route-metrics.ts';
import { takeGateway, takeHop, way } from './route-hops.ts';
import { realmsIn } from './rule-request.ts';
import type { Cursor, Keyword } from './words.ts';
import {
  anyPrefix,
  cursorOver,
  familyFrom,
  keywordOf,
  networkIn,
  numberIn,
  peek,
  take,
  takeAddress,
  takeNumber,
  takeTable,
  takeTos,
  Unclear,
} from './words.ts';

type Type = DeliveringKind | RefusingKind;

/** What is not said is undefined, but for what iproute2 fills in. */
export type RouteRequest = {
  readonly family: Family;
  readonly to: Prefix;
  readonly table: TableId;
  readonly tos: number;
  readonly type: Type | undefined;
  readonly hops: readonly Hop[];
  readonly nexthopObject: number | undefined;
  readonly metric: number | undefined;
  readonly source: Address | undefined;
  readonly scope: number | undefined;
  readonly preference: RoutePreference | undefined;
  readonly realms: Realms | undefined;
  readonly metrics: RouteMetrics;
  readonly expiresSeconds: number | undefined;
  readonly protocol: number | undefined;
};

type Name =
  | 'src'
  | 'via'
  | 'from'
  | 'tos'
  | 'expires'
  | 'metric'
  | 'scope'
  | 'realms'
  | 'onlink'
  | 'nexthop'
  | 'nhid'
  | 'protocol'
  | 'table'
  | 'dev'
  | 'pref'
  | 'to';

/** Path metrics stand among them: their abbreviations count in this order, too. */
const keywords: readonly Keyword<Name | keyof RouteMetrics>[] = [
  ['src', 'src'],
  ['via', 'via'],
  ['from', 'from'],
  ['tos', 'tos', 'dsfield*'],
  ['expires', 'expires'],
  ['metric', 'metric*', 'priority*', 'preference'],
  ['scope', 'scope'],
  ['mtu', 'mtu'],
  ['hoplimit', 'hoplimit'],
  ['advmss', 'advmss*'],
  ['reordering', 'reordering*'],
  ['rttMs', 'rtt'],
  ['rtoMinMs', 'rto_min'],
  ['window', 'window*'],
  ['cwnd', 'cwnd*'],
  ['initcwnd', 'initcwnd*'],
  ['initrwnd', 'initrwnd*'],
  ['ecn', 'features*'],
  ['quickack', 'quickack*'],
  ['congctl', 'congctl*'],
  ['rttvarMs', 'rttvar*'],
  ['ssthresh', 'ssthresh*'],
  ['realms', 'realms*'],
  ['onlink', 'onlink'],
  ['nexthop', 'nexthop'],
  ['nhid', 'nhid'],
  ['protocol', 'protocol*'],
  ['table', 'table*'],
  ['dev', 'dev', 'oif'],
  ['pref', 'pref*'],
  ['fastopenNoCookie', 'fastopen_no_cookie*'],
  ['to', 'to'],
];

type Parts = {
  to?: Prefix | 'default';
  type?: Type;
  gateway?: Address;
  device?: string;
  onlink: boolean;
  hops: Hop[];
  nexthopObject?: number;
  table?: TableId;
  tos: number;
  metric?: number;
  source?: Address;
  scope?: number;
  preference?: RoutePreference;
  realms?: Realms;
  metrics: WritableMetrics;
  expiresSeconds?: number;
  protocol?: number | undefined;
};

export function routeRequest(
  words: readonly string[],
  option: Family | undefined,
  names: readonly TableName[],
): RouteRequest {
  const cursor = cursorOver(words);
  const parts: Parts = { onlink: false, hops: [], tos: 0, metrics: {} };
  while (peek(cursor) !== undefined) readPart(cursor, parts, names);
  const { to, type, source, tos, metrics } = parts;
  if (to === undefined) throw new Unclear('it names no destination');
  const hops = hopsOf(parts);
  const told = to === 'default' ? undefined : to;
  // A gateway may be of the other family, where the destination tells its own.
  const gateways = told === undefined ? hops.map(({ gateway }) => gateway) : [];
  const family = familyFrom(option, [told, source, ...(option === undefined ? gateways : [])]);
  return {
    ...{ family, to: told ?? anyPrefix(family), table: tableOf(parts), tos, type, hops, source },
    nexthopObject: parts.nexthopObject,
    metric: parts.metric,
    scope: parts.scope,
    preference: parts.preference,
    realms: parts.realms,
    metrics,
    expiresSeconds: family === 'ipv6' ? parts.expiresSeconds : undefined,
    protocol: parts.protocol,
  };
}

/** Types whose routes are looked up as local ones go there unless said. */
function tableOf({ table, type }: Parts): TableId {
  const isLocal = type === 'local' || type === 'broadcast' || type === 'anycast';
  return table ?? (isLocal ? localTable : mainTable);
}

function hopsOf({ gateway, device, onlink, hops }: Parts): readonly Hop[] {
  if (gateway === undefined && device === undefined) return hops;
  if (hops.length > 0) throw new Unclear('it has a next hop besides its nexthops');
  return [{ ...way(gateway, device), weight: 1, onlink }];
}

type Reader = (cursor: Cursor, parts: Parts, names: readonly TableName[]) => void;

const readers: Readonly<Record<Name, Reader>> = {
  to: (cursor, parts) => readDestination(take(cursor), cursor, parts),
  src: (cursor, parts) => void (parts.source = takeAddress(cursor)),
  via: (cursor, parts) => void (parts.gateway = takeGateway(cursor)),
  dev: (cursor, parts) => void (parts.device = take(cursor)),
  onlink: (_, parts) => void (parts.onlink = true),
  nexthop: (cursor, parts) => void parts.hops.push(takeHop(cursor)),
  nhid: (cursor, parts) => void (parts.nexthopObject = takeNumber(cursor, 'nexthop object')),
  table: (cursor, parts, names) => void (parts.table = takeTable(cursor, names)),
  tos: (cursor, parts) => void (parts.tos = takeTos(cursor)),
  metric: (cursor, parts) => void (parts.metric = takeNumber(cursor, 'metric')),
  expires: (cursor, parts) => void (parts.expiresSeconds = takeNumber(cursor, 'time in seconds')),
  scope: (cursor, parts) => void (parts.scope = scopeIn(take(cursor))),
  realms: (cursor, parts) => void (parts.realms = realmsIn(take(cursor))),
  protocol: (cursor, parts) => void (parts.protocol = protocolIn(take(cursor))),
  pref: (cursor, parts) => void (parts.preference = preferenceIn(take(cursor))),
  from: () => {
    throw new Unclear('a topology cannot say from where (source-specific)');
  },
};

function readPart(cursor: Cursor, parts: Parts, names: readonly TableName[]): void {
  const word = take(cursor);
  const name = keywordOf(word, keywords);
  if (name === undefined) readDestination(word, cursor, parts);
  else if (isMetric(name)) readMetric(cursor, name, parts.metrics);
  else readers[name](cursor, parts, names);
}

const types: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...(['unicast', 'local', 'broadcast', 'anycast', 'multicast'] as const).map(
    (type) => [type, type] as const,
  ),
  ...(['unreachable', 'prohibit', 'blackhole', 'throw'] as const).map(
    (type) => [type, type] as const,
  ),
  ['brd', 'broadcast'],
]);

function readDestination(word: string, cursor: Cursor, parts: Parts): void {
  const type = types.get(word);
  if (type !== undefined) parts.type = type;
  const destination = type === undefined ? word : take(cursor);
  if (parts.to !== undefined || !/^(default|all|any|[0-9].*|.*:.*)$/.test(destination)) {
    throw new Unclear(`"${destination}" is no word of ip route that multihome knows`);
  }
  const network = networkIn(destination);
  if (network?.hasHostBits === true && !network.prefix.includes(':')) {
    throw new Unclear(`the kernel refuses "${destination}": host bits are set`);
  }
  parts.to = network?.prefix ?? 'default';
}

function scopeIn(word: string): number {
  const scope = Object.entries(scopes).find(([name]) => name === word)?.[1] ?? numberIn(word);
  if (scope === undefined) throw new Unclear(`the file rt_scopes alone tells what "${word}" is`);
  return scope;
}

function preferenceIn(word: string): RoutePreference {
  if (word === 'low' || word === 'medium' || word === 'high') return word;
  throw new Unclear(`"${word}" is no preference`);
}

/** Undefined where the request does not say where to. */
export function targetOf({ type, hops, nexthopObject }: RouteRequest): RouteTarget | undefined {
  if (nexthopObject !== undefined) return { kind: 'nexthop-object', id: nexthopObject };
  const kind = type ?? 'unicast';
  if (kind === 'unreachable' || kind === 'prohibit' || kind === 'blackhole' || kind === 'throw') {
    return { kind };
  }
  const [first, ...others] = hops;
  return first === undefined ? undefined : { kind, hops: [first, ...others] };
}

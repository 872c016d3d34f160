/**
 * `ip -N -j -d -4|-6 rule show` -> rules (iproute2, ip/iprule.c, print_rule).
 *
 * Booleans are keys with the value null. What a rule does is told by which of five keys is there.
 * The kernel keeps the host bits of `from 10.0.0.8/24` and wants them back in a delete; a Prefix
 * cannot hold them, so such a rule is opaque.
 */

import type { Family, Prefix } from '../model/address.ts';
import { addressBits, defaultPrefix, isDefault } from '../model/address.ts';
import type { Opaque, OpaquePlace } from '../model/live.ts';
import type { Mark, Range, Realms, Rule, RuleAction, Selector } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';
import type { Decoded } from './decoded.ts';
import type { DumpedObject } from './dump.ts';
import {
  decodeEach,
  Oddity,
  oddValue,
  parseDump,
  readName,
  readNumber,
  readNumeral,
  readPrefix,
  readTable,
  refuseUnknown,
} from './dump.ts';

export type DecodedRules = { readonly rules: readonly Rule[]; readonly opaque: readonly Opaque[] };

export function decodeRules(command: string, family: Family, text: string): Decoded<DecodedRules> {
  const dump = parseDump(command, text);
  if (!dump.ok) return dump;
  const { items, opaque } = decodeEach(dump.value, { noun: 'rule', family }, decodeRule, rulePlace);
  return { ok: true, value: { rules: items, opaque } };
}

const actionKeys = ['table', 'l3mdev', 'goto', 'nop', 'action'] as const;
const lookupKeys = ['suppress_prefixlen', 'suppress_ifgroup', 'flow_from', 'flow_to'] as const;

const ruleKeys: ReadonlySet<string> = new Set([
  ...['priority', 'protocol', 'not', 'src', 'srclen', 'dst', 'dstlen', 'iif', 'oif', 'tos', 'dscp'],
  ...['fwmark', 'fwmask', 'ipproto', 'uid_start', 'uid_end', 'tun_id'],
  ...['sport', 'sport_start', 'sport_end', 'sport_mask'],
  ...['dport', 'dport_start', 'dport_end', 'dport_mask'],
  ...actionKeys,
  ...lookupKeys,
  // Harmless: they tell what other objects there are at the moment, not what the rule is.
  ...['iif_detached', 'oif_detached', 'unresolved'],
]);

function decodeRule(object: DumpedObject, family: Family): Rule {
  refuseUnknown(object, ruleKeys);
  const { priority, protocol } = object;
  return {
    family,
    priority: readNumber(priority, 'priority'),
    selector: decodeSelector(object, family),
    action: decodeAction(object),
    protocol: readNumeral(protocol, 'protocol'),
  };
}

function rulePlace({ priority }: DumpedObject): OpaquePlace {
  return { noun: 'rule', priority: readNumber(priority, 'priority') };
}

function decodeSelector(object: DumpedObject, family: Family): Selector {
  const { not, src, srclen, dst, dstlen, iif, oif, tos, dscp, ipproto, tun_id } = object;
  const from = src === 'all' ? undefined : readNetwork(src, srclen, family, 'src');
  const to = dst === undefined ? undefined : readNetwork(dst, dstlen, family, 'dst');
  const fwmark = readMark(object);
  const sport = readPorts(object, 'sport');
  const dport = readPorts(object, 'dport');
  const uidrange = readRange(object, 'uid_start', 'uid_end');
  return {
    ...(not === undefined ? {} : { not: true }),
    ...(from === undefined || isDefault(from) ? {} : { from }),
    ...(to === undefined || isDefault(to) ? {} : { to }),
    ...(iif === undefined ? {} : { iif: readName(iif, 'iif') }),
    ...(oif === undefined ? {} : { oif: readName(oif, 'oif') }),
    ...(fwmark === undefined ? {} : { fwmark }),
    ...(tos === undefined ? {} : { tos: readNumeral(tos, 'tos') }),
    ...(dscp === undefined ? {} : { dscp: readNumeral(dscp, 'dscp') }),
    ...(ipproto === undefined ? {} : { ipproto: readProtocol(ipproto) }),
    ...(sport === undefined ? {} : { sport }),
    ...(dport === undefined ? {} : { dport }),
    ...(uidrange === undefined ? {} : { uidrange }),
    ...(tun_id === undefined ? {} : { tunId: readNumber(tun_id, 'tun_id') }),
  };
}

function decodeAction(object: DumpedObject): RuleAction {
  const present = actionKeys.filter((key) => key in object);
  const [key, another] = present;
  if (key === undefined) throw new Oddity('it does not say what to do');
  if (another !== undefined) throw new Oddity(`it has both "${key}" and "${another}"`);
  if (key === 'table') return decodeLookup(object);
  const stray = lookupKeys.find((lookupKey) => lookupKey in object);
  if (stray !== undefined) throw new Oddity(`it has "${stray}" without a table`);
  const value = object[key];
  if (key === 'goto') return { kind: 'goto', target: readNumber(value, 'goto') };
  return key === 'action' ? { kind: readRefusal(value) } : { kind: key };
}

function decodeLookup(object: DumpedObject): RuleAction {
  const { table, suppress_prefixlen, suppress_ifgroup } = object;
  const realms = readRealms(object);
  return {
    kind: 'lookup',
    table: readTable(table),
    ...(suppress_prefixlen === undefined
      ? {}
      : { suppressPrefixlength: readNumber(suppress_prefixlen, 'suppress_prefixlen') }),
    ...(suppress_ifgroup === undefined
      ? {}
      : { suppressIfgroup: readNumeral(suppress_ifgroup, 'suppress_ifgroup') }),
    ...(realms === undefined ? {} : { realms }),
  };
}

/** Address and length apart; without a length it is the full one. */
function readNetwork(address: unknown, length: unknown, family: Family, key: string): Prefix {
  if (typeof address !== 'string') throw oddValue(address, key);
  const bits = length === undefined ? addressBits(family) : readNumber(length, `${key}len`);
  return bits === 0 ? defaultPrefix[family] : readPrefix(`${address}/${bits}`, family, key);
}

function readMark(object: DumpedObject): Mark | undefined {
  const { fwmark, fwmask } = object;
  if (fwmark === undefined && fwmask === undefined) return undefined;
  const mask = fwmask === undefined ? fullMark : readNumeral(fwmask, 'fwmask');
  return { value: readNumeral(fwmark, 'fwmark'), mask };
}

/** One number or two; a mask (iproute2 6.15) is taken only where it says what its absence says. */
function readPorts(object: DumpedObject, key: 'sport' | 'dport'): Range | undefined {
  const mask = object[`${key}_mask`];
  if (mask !== undefined && readNumeral(mask, `${key}_mask`) !== 0xffff) {
    throw oddValue(mask, `${key}_mask`);
  }
  const port = object[key];
  if (port === undefined) return readRange(object, `${key}_start`, `${key}_end`);
  const number = readNumber(port, key);
  return { first: number, last: number };
}

function readRange(object: DumpedObject, startKey: string, endKey: string): Range | undefined {
  if (object[startKey] === undefined && object[endKey] === undefined) return undefined;
  return {
    first: readNumber(object[startKey], startKey),
    last: readNumber(object[endKey], endKey),
  };
}

/** The source realm is left out when it is 0. */
function readRealms(object: DumpedObject): Realms | undefined {
  const { flow_from, flow_to } = object;
  if (flow_from === undefined && flow_to === undefined) return undefined;
  const from = flow_from === undefined ? 0 : readNumeral(flow_from, 'flow_from');
  return { from, to: readNumeral(flow_to, 'flow_to') };
}

/** Names from /etc/protocols, for an `ip` whose -N does not reach them. */
const protocolNumbers: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['ipv6-icmp', 58],
  ['sctp', 132],
  ['udplite', 136],
]);

function readProtocol(value: unknown): number {
  if (typeof value !== 'string') throw oddValue(value, 'ipproto');
  const named = protocolNumbers.get(value);
  return named ?? readNumeral(value.replace(/^ipproto-/, ''), 'ipproto');
}

type Refusal = 'blackhole' | 'unreachable' | 'prohibit';

/** FR_ACT_* in linux/fib_rules.h, which iproute2 prints with the names of route types. */
const refusals: ReadonlyMap<unknown, Refusal> = new Map<unknown, Refusal>([
  ['6', 'blackhole'],
  ['7', 'unreachable'],
  ['8', 'prohibit'],
  ['blackhole', 'blackhole'],
  ['unreachable', 'unreachable'],
  ['prohibit', 'prohibit'],
]);

function readRefusal(value: unknown): Refusal {
  const refusal = refusals.get(value);
  if (refusal === undefined) throw oddValue(value, 'action');
  return refusal;
}

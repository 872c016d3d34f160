/** One packet that a flow pattern speaks of. */

import type { Address, Family, Prefix } from '../model/address.ts';
import { format } from '../model/address-words.ts';
import {
  addressBits,
  addressOfPrefix,
  contains,
  familyOf,
  networkOf,
  parseAddress,
  prefixLengthOf,
  wordsOf,
} from '../model/address.ts';
import type { Endpoint, FlowNames, FlowPattern, NamedEnd } from '../model/flow-pattern.ts';
import type { Flow } from '../model/flow.ts';
import type { Interface } from '../model/live.ts';

export type ConcreteFlow =
  | { readonly ok: true; readonly flow: Flow; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly reason: string; readonly hint: string | undefined };

/** `anywhere` is an address that nothing but a default route covers. */
export function concreteFlow(
  pattern: FlowPattern,
  names: FlowNames,
  interfaces: readonly Interface[],
): ConcreteFlow {
  const unknown = unknownName(pattern, names, interfaces);
  if (unknown !== undefined) return unknown;
  const family = familyOfPattern(pattern, names);
  const from = addressFor(pattern.from, names, family);
  const to = addressFor(pattern.to, names, family) ?? anywhere[family];
  if (pattern.from.kind !== 'any' && from === undefined) return noAddress(pattern.from, family);
  const iif = pattern.iif ?? arrival(pattern, from, names, interfaces);
  const flow = {
    family,
    ...(from === undefined ? {} : { from }),
    to,
    ...(iif === undefined ? {} : { iif }),
    ...(pattern.oif === undefined ? {} : { oif: pattern.oif }),
    mark: pattern.mark ?? 0,
    tos: pattern.tos ?? 0,
    ipproto: pattern.ipproto ?? 0,
    sport: pattern.sport?.first ?? 0,
    dport: pattern.dport?.first ?? 0,
    uid: pattern.uid ?? 0,
  };
  return { ok: true, flow, remarks: remarksOn(pattern, flow) };
}

/** Of the ranges for documentation (RFC 5737, RFC 3849), which nobody routes. */
const anywhere: Readonly<Record<Family, Address>> = {
  ipv4: parsed('192.0.2.1'),
  ipv6: parsed('2001:db8:ffff:ffff::1'),
};

function parsed(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return address;
}

function familyOfPattern({ from, to }: FlowPattern, names: FlowNames): Family {
  for (const end of [from, to]) {
    if (end.kind === 'prefix') return familyOf(end.prefix);
  }
  const prefixes = [from, to].flatMap((end) => prefixesOf(end, names));
  const [first] = prefixes;
  const hasIpv4 = prefixes.some((prefix) => familyOf(prefix) === 'ipv4');
  return first === undefined || hasIpv4 ? 'ipv4' : familyOf(first);
}

function addressFor(end: Endpoint, names: FlowNames, family: Family): Address | undefined {
  const prefix = prefixesOf(end, names).find((one) => familyOf(one) === family);
  return prefix === undefined ? undefined : representative(prefix);
}

function prefixesOf(end: Endpoint, names: FlowNames): readonly Prefix[] {
  switch (end.kind) {
    case 'any':
      return [];
    case 'prefix':
      return [end.prefix];
    case 'name':
      return names.get(end.name)?.prefixes ?? [];
  }
}

/** A host in the prefix: its tenth address where it has so many, because routers have the first. */
function representative(prefix: Prefix): Address {
  const bits = addressBits(familyOf(prefix)) - prefixLengthOf(prefix);
  if (bits === 0) return addressOfPrefix(prefix);
  const words = [...wordsOf(addressOfPrefix(prefix))];
  const last = words.length - 1;
  words[last] = ((words[last] ?? 0) + (bits >= 5 ? 10 : 1)) >>> 0;
  return parsed(format(words));
}

/** What comes from a network came in by its interface; so did what is attached and not our own. */
function arrival(
  { from }: FlowPattern,
  source: Address | undefined,
  names: FlowNames,
  interfaces: readonly Interface[],
): string | undefined {
  const named: NamedEnd | undefined = from.kind === 'name' ? names.get(from.name) : undefined;
  if (named?.kind === 'network') return named.interface;
  if (source === undefined) return undefined;
  const isOwn = interfaces.some((link) => link.addresses.some((one) => one.address === source));
  if (isOwn) return undefined;
  return interfaces.find((link) => link.addresses.some((one) => contains(networkOf(one), source)))
    ?.name;
}

function unknownName(
  { from, to, iif, oif }: FlowPattern,
  names: FlowNames,
  interfaces: readonly Interface[],
): ConcreteFlow | undefined {
  const ends = [from, to].flatMap((end) => (end.kind === 'name' ? [end.name] : []));
  const end = ends.find((name) => !names.has(name));
  if (end !== undefined) {
    const known = [...names.keys()].filter((name) => name !== 'lo').join(', ');
    return { ok: false, reason: `nothing is called "${end}"`, hint: `there are: ${known}, any` };
  }
  const device = [iif, oif].find(
    (name) => name !== undefined && !interfaces.some((link) => link.name === name),
  );
  if (device === undefined) return undefined;
  const known = interfaces.map(({ name }) => name).join(', ');
  return { ok: false, reason: `there is no interface "${device}"`, hint: `there are: ${known}` };
}

function noAddress(end: Endpoint, family: Family): ConcreteFlow {
  const name = end.kind === 'name' ? end.name : '';
  const reason = `"${name}" has no ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address`;
  return { ok: false, reason, hint: 'with `assume` beside `auto` the topology says what it is' };
}

/** What was chosen where the pattern left it open. */
function remarksOn({ from, to, iif }: FlowPattern, flow: Flow): readonly string[] {
  const isWide = (end: Endpoint): boolean =>
    end.kind !== 'prefix' || prefixLengthOf(end.prefix) < addressBits(flow.family);
  return [
    ...(isWide(to) ? [`to ${flow.to}`] : []),
    ...(flow.from !== undefined && isWide(from) ? [`from ${flow.from}`] : []),
    ...(iif === undefined && flow.iif !== undefined ? [`coming in by ${flow.iif}`] : []),
  ];
}

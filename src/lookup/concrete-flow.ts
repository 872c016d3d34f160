/** One packet that a flow pattern speaks of. */

import type { Address, Family, Prefix } from '../model/address.ts';
import {
  addressBits,
  addressOfPrefix,
  contains,
  familyNames,
  familyOf,
  networkOf,
  parseAddress,
  prefixLengthOf,
} from '../model/address.ts';
import type { Endpoint, FlowNames, FlowPattern, NamedEnd } from '../model/flow-pattern.ts';
import type { Flow } from '../model/flow.ts';
import type { Interface } from '../model/live.ts';
import { addressOf, pieceOf } from './pieces.ts';

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
  const own = ownAddresses(interfaces);
  const from = addressFor(pattern.from, names, family, own);
  if (pattern.from.kind !== 'any' && from === undefined) return noAddress(pattern.from, family);
  const chosen = addressFor(pattern.to, names, family, own);
  if (pattern.to.kind !== 'any' && chosen === undefined) return noAddress(pattern.to, family);
  const to = chosen ?? anywhere[family];
  if (pattern.iif !== undefined && pattern.oif !== undefined) return bothDevices;
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

const bothDevices: ConcreteFlow = {
  ok: false,
  reason: 'a packet that comes in by an interface is not bound to one',
  hint: 'write iif or oif',
};

function ownAddresses(interfaces: readonly Interface[]): ReadonlySet<Address> {
  return new Set(interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address)));
}

function addressFor(
  end: Endpoint,
  names: FlowNames,
  family: Family,
  own: ReadonlySet<Address>,
): Address | undefined {
  const prefix = prefixesOf(end, names).find((one) => familyOf(one) === family);
  return prefix === undefined ? undefined : hostIn(prefix, own);
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

/** Some host in a prefix that is not this one, rather not one of the first: those are routers. */
function hostIn(prefix: Prefix, own: ReadonlySet<Address>): Address | undefined {
  const { first, last } = pieceOf(prefix);
  if (first === last) return addressOfPrefix(prefix);
  const offsets = [10n, 11n, 12n, 1n, 2n, 3n, 4n, 5n, 6n, 0n];
  return offsets
    .map((offset) => first + offset)
    .filter((number) => number <= last)
    .map((number) => addressOf(familyOf(prefix), number))
    .find((address) => !own.has(address));
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
  if (source === undefined || named !== undefined) return undefined;
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
  const name = end.kind === 'name' ? end.name : end.kind === 'prefix' ? end.prefix : 'any';
  const reason = `"${name}" has no ${familyNames[family]} address for the other end to speak to`;
  return {
    ok: false,
    reason,
    hint: 'with `assume` beside `auto`, a topology says what it will be',
  };
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

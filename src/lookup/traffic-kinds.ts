/**
 * Every kind of packet that rules tell apart, but for the destination: one example of each, with
 * words for it.
 */

import type { Address, Family, Prefix } from '../model/address.ts';
import { contains, defaultPrefix, hostPrefix, networkOf, showPrefix } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { Interface } from '../model/live.ts';
import { scopes } from '../model/route.ts';
import type { Route } from '../model/route.ts';
import type { Range, Rule, Selector } from '../model/rule.ts';
import { addressOf, pieceOf, piecesOf } from './pieces.ts';
import { reserved } from './special.ts';

/** What `from`, `iif` and `oif` say of it, in words, and what else it has that others do not. */
export type TrafficKind = {
  readonly flow: Omit<Flow, 'to'>;
  readonly source: string;
  readonly marks: readonly string[];
};

/** One value of a field, and the word that tells it from an ordinary packet's. */
type Choice<Value> = { readonly value: Value; readonly word: string | undefined };

export type Distinctions = {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly interfaces: readonly Interface[];
};

/** Undefined where there are more than `kindsMax`. */
export function trafficKinds(
  family: Family,
  { rules, routes, interfaces }: Distinctions,
  kindsMax: number,
): readonly TrafficKind[] | undefined {
  const own = rules.filter((rule) => rule.family === family).map(({ selector }) => selector);
  const services = routes.filter((route) => route.family === family).map(({ tos }) => ({ tos }));
  const contents = contentsOf(own, services);
  const senders = [...ownSenders(family, interfaces), ...comers(family, own, interfaces)];
  if (contents.length * senders.length > kindsMax) return undefined;
  return senders.flatMap((sender) =>
    contents
      .filter(({ flow }) => flow.uid === 0 || sender.flow.iif === undefined)
      .map((content) => ({
        flow: { family, ...content.flow, ...sender.flow },
        source: sender.word,
        marks: [...content.words, ...sender.words],
      })),
  );
}

type Content = {
  readonly flow: Pick<Flow, 'mark' | 'tos' | 'ipproto' | 'sport' | 'dport' | 'uid'>;
  readonly words: readonly string[];
};

function contentsOf(
  selectors: readonly Selector[],
  ofRoutes: readonly Pick<Selector, 'tos'>[],
): readonly Content[] {
  return product({
    mark: marksIn(selectors),
    tos: valuesIn([...selectors, ...ofRoutes], tosOf, (value) => `tos 0x${value.toString(16)}`),
    ipproto: valuesIn(selectors, ({ ipproto }) => ipproto, protocolWord),
    sport: numbersIn(selectors, 'sport', 'sport'),
    dport: numbersIn(selectors, 'dport', 'port'),
    uid: numbersIn(selectors, 'uidrange', 'uid'),
  });
}

/** A rule's dscp is the upper six bits of the field. */
function tosOf({ tos, dscp }: Selector): number | undefined {
  return tos ?? (dscp === undefined ? undefined : dscp * 4);
}

type Choices = Readonly<Record<keyof Content['flow'], readonly Choice<number>[]>>;

/** Every choice of one field with every choice of the others. */
function product(choices: Choices): readonly Content[] {
  const rows: Content[] = [];
  for (const mark of choices.mark)
    for (const tos of choices.tos)
      for (const ipproto of choices.ipproto)
        for (const sport of choices.sport)
          for (const dport of choices.dport)
            for (const uid of choices.uid) {
              rows.push(contentOf({ mark, tos, ipproto, sport, dport, uid }));
            }
  return rows;
}

type Chosen = Readonly<Record<keyof Content['flow'], Choice<number>>>;

function contentOf({ mark, tos, ipproto, sport, dport, uid }: Chosen): Content {
  const carried = carriedWords(ipproto.word, dport.word);
  return {
    flow: {
      mark: mark.value,
      tos: tos.value,
      ipproto: ipproto.value,
      sport: sport.value,
      dport: dport.value,
      uid: uid.value,
    },
    words: [...carried, ...[sport, mark, tos, uid].flatMap(({ word }) => word ?? [])],
  };
}

function valuesIn(
  selectors: readonly Selector[],
  valueOf: (selector: Selector) => number | undefined,
  wordFor: (value: number) => string,
): readonly Choice<number>[] {
  const values = new Set(selectors.flatMap((selector) => valueOf(selector) ?? []));
  values.delete(0);
  return [ordinary, ...[...values].map((value) => ({ value, word: wordFor(value) }))];
}

const ordinary: Choice<number> = { value: 0, word: undefined };

/** One number out of each stretch that no range ends in. */
function numbersIn(
  selectors: readonly Selector[],
  field: 'uidrange' | 'sport' | 'dport',
  word: string,
): readonly Choice<number>[] {
  const ranges = selectors.flatMap((selector): readonly Range[] => {
    const range = selector[field];
    return range === undefined ? [] : [range];
  });
  const candidates = [0, ...ranges.flatMap(({ first, last }) => [first, last + 1])];
  return distinct(
    candidates,
    (value) => ranges.map((range) => isWithin(value, range)).join(),
    word,
  );
}

function isWithin(value: number, { first, last }: Range): boolean {
  return value >= first && value <= last;
}

/** One mark for each set of rules that match it; a set needs its rules' bits to agree. */
function marksIn(selectors: readonly Selector[]): readonly Choice<number>[] {
  const tests = selectors.flatMap(({ fwmark }) => fwmark ?? []);
  const single = tests.flatMap(({ value, mask }) => [value, (value ^ (mask & -mask)) >>> 0]);
  const pairs = tests.flatMap((one) =>
    tests.map((other) => ((one.value & one.mask) | (other.value & other.mask)) >>> 0),
  );
  const matches = (mark: number) =>
    tests.map(({ value, mask }) => ((mark ^ value) & mask) === 0).join();
  return distinct([0, ...single, ...pairs], matches, 'mark').map(({ value, word }) => ({
    value,
    word: word && `mark 0x${value.toString(16)}`,
  }));
}

function distinct(
  candidates: readonly number[],
  signature: (value: number) => string,
  word: string,
): readonly Choice<number>[] {
  const seen = new Map<string, number>();
  for (const value of candidates) {
    const key = signature(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()].map((value) => ({
    value,
    word: value === 0 ? undefined : `${word} ${value}`,
  }));
}

type Sender = {
  readonly flow: Pick<Flow, 'from' | 'iif' | 'oif'>;
  readonly word: string;
  readonly words: readonly string[];
};

/** What this host sends: without a source yet or from each of its addresses, bound to a device or not. */
function ownSenders(family: Family, interfaces: readonly Interface[]): readonly Sender[] {
  const sources: readonly (Address | undefined)[] = [
    undefined,
    ...globalAddresses(family, interfaces).map(({ address }) => address),
  ];
  const devices = [undefined, ...interfaces.filter(({ name, up }) => up && name !== 'lo')];
  return sources.flatMap((from) =>
    devices.map((device) => ({
      flow: {
        ...(from === undefined ? {} : { from }),
        ...(device === undefined ? {} : { oif: device.name }),
      },
      word: from ?? 'this host',
      words: device === undefined ? [] : [`oif ${device.name}`],
    })),
  );
}

/** What comes in: by each interface, from each stretch of addresses that rules or networks cut out. */
function comers(
  family: Family,
  selectors: readonly Selector[],
  interfaces: readonly Interface[],
): readonly Sender[] {
  const links = interfaces.filter(({ name, up }) => up && name !== 'lo');
  const addresses = globalAddresses(family, interfaces);
  const own = addresses.map(({ address }) => hostPrefix(address));
  const named = selectors.flatMap(({ from }) => from ?? []);
  return links.flatMap((link) => {
    const attached = globalAddresses(family, [link]).map((one) => networkOf(one));
    return sourcesFrom(family, [...named, ...attached], own).map(({ from, word }) => ({
      flow: { from, iif: link.name },
      word: `${word} by ${link.name}`,
      words: [],
    }));
  });
}

type Source = { readonly from: Address; readonly word: string };

/** Each prefix without the narrower ones in it, and an address that none of them holds. */
function sourcesFrom(
  family: Family,
  prefixes: readonly Prefix[],
  own: readonly Prefix[],
): readonly Source[] {
  const distinctOnes = [...new Set(prefixes)].filter((prefix) => !own.includes(prefix));
  const named = distinctOnes.flatMap((prefix) => {
    const from = exampleIn(family, prefix, [...distinctOnes, ...own]);
    return from === undefined ? [] : [{ from, word: showPrefix(prefix) }];
  });
  const elsewhere = exampleIn(family, defaultPrefix[family], [...distinctOnes, ...own]);
  return elsewhere === undefined ? named : [...named, { from: elsewhere, word: 'others' }];
}

/** An address of a prefix that is in none of the narrower ones, and may be somebody's. */
function exampleIn(family: Family, prefix: Prefix, others: readonly Prefix[]): Address | undefined {
  const narrower = others.filter((other) => other !== prefix);
  const pieces = piecesOf(family, [...narrower, ...reserved], pieceOf(prefix));
  const holes = [...narrower, ...reserved].filter((other) => !contains(other, prefix));
  const free = pieces
    .map(({ first, last }) => addressOf(family, first + (last - first) / 2n))
    .find((address) => !holes.some((hole) => contains(hole, address)));
  return free;
}

function globalAddresses(family: Family, interfaces: readonly Interface[]) {
  return interfaces
    .flatMap(({ addresses }) => addresses)
    .filter((address) => address.family === family && address.scope === scopes.global);
}

const protocolWords: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'ipv6-icmp'],
]);

function protocolWord(ipproto: number): string {
  return protocolWords.get(ipproto) ?? `ipproto ${ipproto}`;
}

/** `tcp/25`, as flows are written. */
function carriedWords(protocol: string | undefined, port: string | undefined): readonly string[] {
  if (protocol === undefined || port === undefined)
    return [protocol, port].flatMap((word) => word ?? []);
  return [`${protocol}/${port.replace('port ', '')}`];
}

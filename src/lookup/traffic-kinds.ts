/**
 * Every kind of packet that rules tell apart, but for the destination: one example of each, with
 * words for it.
 */

import type { Address, Family, Prefix } from '../model/address.ts';
import { contains, defaultPrefix, hostPrefix, networkOf, showPrefix } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { Interface } from '../model/live.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { Route } from '../model/route.ts';
import type { Rule, Selector } from '../model/rule.ts';
import { choicesOf, contentsOf } from './packet-contents.ts';
import { addressOf, pieceOf, piecesOf } from './pieces.ts';
import { reserved } from './special.ts';

/** What `from`, `iif` and `oif` say of it, in words, and what else it has that others do not. */
export type TrafficKind = {
  readonly flow: Omit<Flow, 'to'>;
  readonly source: string;
  readonly marks: readonly string[];
};

export type Distinctions = {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly interfaces: readonly Interface[];
  /** Whether packets of others pass through at all. */
  readonly forwards: boolean;
  /** Whether rules are asked for the way back as well: from where it went, with the ports changed. */
  readonly looksBack: boolean;
};

/** Undefined where there are more than `kindsMax`. */
export function trafficKinds(
  family: Family,
  { rules, routes, interfaces, forwards, looksBack }: Distinctions,
  kindsMax: number,
): readonly TrafficKind[] | undefined {
  const there = rules.filter((rule) => rule.family === family).map(({ selector }) => selector);
  const own = looksBack ? [...there, ...there.map(turned)] : there;
  const services = routes.filter((route) => route.family === family).map(({ tos }) => ({ tos }));
  const choices = choicesOf(own, services);
  if (choices === undefined || there.length > rulesMax) return undefined;
  const count = Object.values(choices).reduce((product, { length }) => product * length, 1);
  const senders = [
    ...ownSenders(family, interfaces),
    ...(forwards ? comers(family, own, interfaces) : []),
  ];
  if (count * senders.length > kindsMax) return undefined;
  const contents = contentsOf(choices);
  // What is forwarded has no user.
  const [anyUser] = choices.uid;
  const carried = contents.filter(({ flow }) => flow.uid === anyUser?.value);
  return senders.flatMap((sender) =>
    (sender.flow.iif === undefined ? contents : carried).map((content) => ({
      flow: { family, ...content.flow, ...sender.flow },
      source: sender.word,
      marks: [...content.words, ...sender.words],
    })),
  );
}

function turned({ from, to, sport, dport }: Selector): Selector {
  return {
    ...(to === undefined ? {} : { from: to }),
    ...(from === undefined ? {} : { to: from }),
    ...(dport === undefined ? {} : { sport: dport }),
    ...(sport === undefined ? {} : { dport: sport }),
  };
}

/** Beyond them, finding an example of each takes longer than anybody waits. */
const rulesMax = 1_000;

type Sender = {
  readonly flow: Pick<Flow, 'from' | 'iif' | 'oif'>;
  readonly word: string;
  readonly words: readonly string[];
};

/** What this host sends: without a source yet or from each of its addresses, bound to a device or not. */
function ownSenders(family: Family, interfaces: readonly Interface[]): readonly Sender[] {
  const sources: readonly (Address | undefined)[] = [
    undefined,
    ...globalAddresses(interfaces, family).map(({ address }) => address),
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
  const networks = (link: Interface) =>
    globalAddresses([link], family).map((one) => networkOf(one));
  const own = globalAddresses(interfaces, family).map(({ address }) => hostPrefix(address));
  const named = selectors.flatMap(({ from }) => from ?? []);
  const sources = sourcesFrom(family, [...named, ...links.flatMap(networks)], own);
  const senders = links.flatMap((link) => {
    const attached = networks(link);
    return sources.map(({ from, word }) => ({
      isAttached: attached.some((network) => contains(network, from)),
      flow: { from, iif: link.name },
      word: `${word} by ${link.name}`,
      words: [],
    }));
  });
  // Where a source is at home comes first: only a few are shown.
  return senders.toSorted((one, other) => Number(other.isAttached) - Number(one.isAttached));
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

/** What rules and routes, before and after, tell packets of one family apart by. */

import type { Address, Family, Prefix } from '../../src/model/address.ts';
import {
  addressOfPrefix,
  contains,
  networkOf,
  prefixLengthOf,
  wordsOf,
} from '../../src/model/address.ts';
import type { Piece } from '../../src/lookup/pieces.ts';
import { numberOf, pieceOf } from '../../src/lookup/pieces.ts';
import type { Interface, InterfaceSettings } from '../../src/model/live.ts';
import type { Route } from '../../src/model/route.ts';
import type { Rule, Selector } from '../../src/model/rule.ts';

export type Field = 'mark' | 'tos' | 'ipproto' | 'sport' | 'dport' | 'uid';

export const fields: readonly Field[] = ['mark', 'tos', 'ipproto', 'sport', 'dport', 'uid'];

type Test = (value: number) => boolean;

/** A prefix, also as numbers: comparing those is quick. */
export type Place = Piece & { readonly prefix: Prefix };

export function placeOf(prefix: Prefix): Place {
  return { prefix, ...pieceOf(prefix) };
}

export function isIn(number: bigint, { first, last }: Piece): boolean {
  return first <= number && number <= last;
}

/** What one family's packets are told apart by, before or after. */
export type Terrain = {
  readonly family: Family;
  readonly selectors: readonly Selector[];
  readonly tests: Readonly<Record<Field, readonly Test[]>>;
  /** Destinations that a rule or route names, without default. */
  readonly destinations: readonly Place[];
  /** Sources that a rule names or that are attached, but for own addresses. */
  readonly sources: readonly Place[];
  readonly own: readonly Address[];
  /** What the host keeps for itself, or sends to many: no other host sends from there. */
  readonly kept: readonly Place[];
  /** Interfaces that packets may come in or leave by. */
  readonly devices: readonly string[];
};

type State = {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly interfaces: readonly Interface[];
  readonly settings: readonly InterfaceSettings[];
};

export function terrainOf(family: Family, states: readonly State[]): Terrain {
  const rules = states.flatMap((state) => state.rules).filter((rule) => rule.family === family);
  const routes = states.flatMap((state) => state.routes).filter((one) => one.family === family);
  const there = rules.map(({ selector }) => selector);
  // A reverse path filter asks the rules for the answer, too.
  const isFiltered = family === 'ipv4' && states.some(({ settings }) => settings.some(filters));
  const selectors = isFiltered ? [...there, ...there.map(turned)] : there;
  const links = (states[0]?.interfaces ?? []).filter(({ name, up }) => up && name !== 'lo');
  const addresses = links.flatMap((link) =>
    link.addresses.filter((one) => one.family === family && one.scope === 0),
  );
  const own = addresses.map(({ address }) => address);
  const isOwn = (prefix: Prefix): boolean =>
    own.some(
      (address) =>
        contains(prefix, address) && addressOfPrefix(prefix) === address && isHost(prefix),
    );
  return {
    family,
    selectors,
    tests: testsIn(family, selectors, routes),
    destinations: distinct([
      ...routes.map(({ to }) => to),
      ...selectors.flatMap(({ to }) => to ?? []),
    ])
      .filter((prefix) => prefixLengthOf(prefix) > 0)
      .map(placeOf),
    sources: distinct([
      ...selectors.flatMap(({ from }) => from ?? []),
      ...addresses.map((one) => networkOf(one)),
    ])
      .filter((prefix) => !isOwn(prefix))
      .map(placeOf),
    own,
    kept: distinct(routes.filter(({ target }) => keeping.has(target.kind)).map(({ to }) => to)).map(
      placeOf,
    ),
    devices: links.map(({ name }) => name),
  };
}

function filters({ reversePathFilter }: InterfaceSettings): boolean {
  return reversePathFilter !== 'off';
}

function turned({ from, to, sport, dport }: Selector): Selector {
  return {
    ...(to === undefined ? {} : { from: to }),
    ...(from === undefined ? {} : { to: from }),
    ...(dport === undefined ? {} : { sport: dport }),
    ...(sport === undefined ? {} : { dport: sport }),
  };
}

const keeping: ReadonlySet<string> = new Set(['local', 'broadcast', 'anycast', 'multicast']);

function isHost(prefix: Prefix): boolean {
  return prefixLengthOf(prefix) === (prefix.includes(':') ? 128 : 32);
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}

function testsIn(
  family: Family,
  selectors: readonly Selector[],
  routes: readonly Route[],
): Terrain['tests'] {
  const mask = family === 'ipv4' ? 0x1c : 0xfc;
  const within = (field: 'sport' | 'dport' | 'uidrange'): readonly Test[] =>
    selectors.flatMap((selector) => {
      const range = selector[field];
      return range === undefined ? [] : [(value) => value >= range.first && value <= range.last];
    });
  return {
    mark: selectors.flatMap(({ fwmark }) =>
      fwmark === undefined ? [] : [(value) => ((value ^ fwmark.value) & fwmark.mask) === 0],
    ),
    tos: [
      ...selectors.flatMap(({ tos, dscp }): readonly Test[] => [
        ...(tos === undefined ? [] : [(value: number) => (value & mask) === tos]),
        ...(dscp === undefined ? [] : [(value: number) => value >>> 2 === dscp]),
      ]),
      ...distinct(routes.map(({ tos }) => tos))
        .filter((tos) => tos !== 0)
        .map(
          (tos): Test =>
            (value) =>
              (value & mask) === tos,
        ),
    ],
    ipproto: selectors.flatMap(({ ipproto }) =>
      ipproto === undefined ? [] : [(value) => value === ipproto],
    ),
    sport: within('sport'),
    dport: within('dport'),
    uid: within('uidrange'),
  };
}

/** What a value passes; those that pass the same are told apart by nothing. */
export function passes(terrain: Terrain, field: Field, value: number): string {
  return terrain.tests[field].map((test) => (test(value) ? '1' : '0')).join('');
}

/** What is ordinary passes what zero does; ports and users, what no range holds. */
export function ordinary(terrain: Terrain, field: Field): string {
  const isRange = field === 'sport' || field === 'dport' || field === 'uid';
  return isRange ? '0'.repeat(terrain.tests[field].length) : passes(terrain, field, 0);
}

/** No rule and no route but a default speaks of it. */
export function isNowhere(number: bigint, { destinations }: Terrain): boolean {
  return !destinations.some((place) => isIn(number, place));
}

/** The narrowest prefix that sources are told apart by. */
export type Region = Prefix | 'others' | 'nobody';

export function regionOf(from: Address, { sources, own, kept }: Terrain): Region {
  const number = numberOf(wordsOf(from));
  if (own.includes(from) || kept.some((place) => isIn(number, place))) return 'nobody';
  const around = sources.filter((place) => isIn(number, place));
  const sizeOf = ({ first, last }: Place): bigint => last - first;
  const [narrowest] = around.toSorted((one, other) => (sizeOf(one) < sizeOf(other) ? -1 : 1));
  return narrowest?.prefix ?? 'others';
}

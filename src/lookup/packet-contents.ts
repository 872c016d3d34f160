/** What packets carry and are marked with, as far as rules and routes tell it apart. */

import { ipProtocolWord } from '../model/ip-protocol.ts';
import type { Flow } from '../model/flow.ts';
import type { Mark, Range, Selector } from '../model/rule.ts';

/** One value of a field, and the word that tells it from an ordinary packet's. */
type Choice<Value> = { readonly value: Value; readonly word: string | undefined };

export type Content = {
  readonly flow: Pick<Flow, 'mark' | 'tos' | 'ipproto' | 'sport' | 'dport' | 'uid'>;
  readonly words: readonly string[];
};

/** Undefined where there are too many marks to combine. */
export function choicesOf(
  selectors: readonly Selector[],
  ofRoutes: readonly Pick<Selector, 'tos'>[],
): Choices | undefined {
  const mark = marksIn(selectors);
  if (mark === undefined) return undefined;
  return {
    mark,
    tos: valuesIn([...selectors, ...ofRoutes], tosOf, (value) => `tos 0x${value.toString(16)}`),
    ipproto: valuesIn(selectors, ({ ipproto }) => ipproto, protocolWord),
    sport: numbersIn(selectors, 'sport', 'sport'),
    dport: numbersIn(selectors, 'dport', 'port'),
    uid: numbersIn(selectors, 'uidrange', 'uid'),
  };
}

/** A rule's dscp is the upper six bits of the field. */
function tosOf({ tos, dscp }: Selector): number | undefined {
  return tos ?? (dscp === undefined ? undefined : dscp * 4);
}

type Choices = Readonly<Record<keyof Content['flow'], readonly Choice<number>[]>>;

/** Every choice of one field with every choice of the others. */
export function contentsOf(choices: Choices): readonly Content[] {
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
  const matches = (value: number) => ranges.filter((range) => isWithin(value, range));
  // Users that no rule speaks of are ordinary; of ports, that none is known.
  const isOrdinary = (value: number) =>
    matches(value).length === 0 && (value === 0 || field === 'uidrange');
  return distinct(candidates, matches, (value) =>
    isOrdinary(value) ? undefined : `${word} ${value}`,
  );
}

function isWithin(value: number, { first, last }: Range): boolean {
  return value >= first && value <= last;
}

const marksMax = 128;

/** One mark for each set of tests that can match together; undefined where there are too many. */
function marksIn(selectors: readonly Selector[]): readonly Choice<number>[] | undefined {
  const tests = distinctTests(selectors.flatMap(({ fwmark }) => fwmark ?? []));
  let fixed: readonly Mark[] = [{ value: 0, mask: 0 }];
  for (const test of tests) {
    fixed = distinctTests([...fixed, ...fixed.flatMap((one) => bothOf(one, test) ?? [])]);
    if (fixed.length > marksMax) return undefined;
  }
  // Bits that are left free decide whether other tests fail; the fewer are set, the better it reads.
  const tested = tests.reduce((bits, { mask }) => bits | mask, 0);
  const bits = Array.from({ length: 32 }, (_, at) => 1 << at);
  const fills = [0, ...bits, ~0, ...tests.map(({ value }) => ~value)];
  const candidates = fills.flatMap((fill) =>
    fixed.map(({ value, mask }) => (value | (fill & tested & ~mask)) >>> 0),
  );
  const matches = (mark: number) => tests.filter((test) => isMarked(mark, test));
  return distinct(candidates, matches, (mark) =>
    mark === 0 ? undefined : `mark 0x${mark.toString(16)}`,
  );
}

/** What passes both tests; undefined where nothing does. */
function bothOf(one: Mark, other: Mark): Mark | undefined {
  if (((one.value ^ other.value) & one.mask & other.mask) !== 0) return undefined;
  return {
    value: (one.value | (other.value & other.mask)) >>> 0,
    mask: (one.mask | other.mask) >>> 0,
  };
}

function distinctTests(tests: readonly Mark[]): readonly Mark[] {
  return [...new Map(tests.map((test) => [`${test.value}/${test.mask}`, test])).values()];
}

function isMarked(mark: number, { value, mask }: Mark): boolean {
  return ((mark ^ value) & mask) === 0;
}

/** One value for each set of tests it passes. */
function distinct(
  candidates: readonly number[],
  matches: (value: number) => readonly object[],
  /** Undefined for what ordinary packets have. */
  wordFor: (value: number) => string | undefined,
): readonly Choice<number>[] {
  const numbers = new Map<object, number>();
  const numberOf = (test: object): number => {
    const known = numbers.get(test) ?? numbers.size;
    numbers.set(test, known);
    return known;
  };
  const seen = new Map<string, Choice<number>>();
  for (const value of candidates) {
    const passed = matches(value);
    const key = passed.map(numberOf).join();
    if (!seen.has(key)) seen.set(key, { value, word: wordFor(value) });
  }
  return [...seen.values()];
}

function protocolWord(ipproto: number): string {
  const word = ipProtocolWord(ipproto);
  return word === `${ipproto}` ? `ipproto ${word}` : word;
}

/** `tcp/25`, as flows are written. */
function carriedWords(protocol: string | undefined, port: string | undefined): readonly string[] {
  if (protocol === undefined || port === undefined)
    return [protocol, port].flatMap((word) => word ?? []);
  return [`${protocol}/${port.replace('port ', '')}`];
}

/** What packets may carry and be marked with, so that rules tell them apart, or just not. */

import type { Flow } from '../../src/model/flow.ts';
import type { Field, Terrain } from './impact-terrain.ts';
import { fields, ordinary, passes } from './impact-terrain.ts';
import type { Kind } from './impact-words.ts';
import type { Random } from './random.ts';

/** Of each field: what is at the edges of what rules test, and beyond. */
export type Values = Readonly<Record<Field, readonly number[]>>;

export function valuesIn({ family, selectors }: Terrain): Values {
  const ends = (field: 'sport' | 'dport' | 'uidrange', greatest: number): readonly number[] =>
    selectors.flatMap((selector) => {
      const range = selector[field];
      if (range === undefined) return [];
      const { first, last } = range;
      return [first, last, first - 1, last + 1, first + ((last - first) >>> 1)].filter(
        (value) => value >= 0 && value <= greatest,
      );
    });
  const marks = selectors.flatMap(({ fwmark }) => {
    if (fwmark === undefined) return [];
    const { value, mask } = fwmark;
    return [value, (value | ~mask) >>> 0, (value ^ (mask & -mask)) >>> 0];
  });
  const services = selectors.flatMap(
    ({ tos, dscp }) => tos ?? (dscp === undefined ? [] : dscp * 4),
  );
  return {
    mark: [0, 0, ...marks, ...marks.map((mark, at) => (mark | (marks[at + 1] ?? 0)) >>> 0), 0x4000],
    tos: [0, 0, ...services, ...services.map((tos) => tos | 1), 0x10, 0x08, 0x20],
    ipproto: [6, 17, family === 'ipv4' ? 1 : 58, ...(family === 'ipv4' ? [] : [0, 0])],
    sport: [0, 0, 0, 5555, ...ends('sport', 65_535)],
    dport: [0, 0, 0, 7777, ...ends('dport', 65_535)],
    uid: [54_321, 54_321, 0, ...ends('uidrange', 4_000_000_000)],
  };
}

export type Content = Pick<Flow, Field>;

/** As said, or another value that nothing tells apart from it. */
export function contentOf(
  random: Random,
  terrain: Terrain,
  values: Values,
  kind: Kind,
): Content | undefined {
  const content: Record<Field, number> = {
    mark: 0,
    tos: 0,
    ipproto: 0,
    sport: 0,
    dport: 0,
    uid: 0,
  };
  for (const field of fields) {
    const said = kind.values[field];
    const wanted = said === undefined ? ordinary(terrain, field) : passes(terrain, field, said);
    const alike = [...values[field], ...(said === undefined ? [] : [said])].filter(
      (value) => passes(terrain, field, value) === wanted,
    );
    const isCarried = kind.sender.kind === 'comer' || kind.sender.kind === 'any comer';
    if (alike.length === 0 && field === 'uid' && isCarried) continue;
    if (alike.length === 0) return undefined;
    content[field] = said !== undefined && random.percent(60) ? said : random.oneOf(alike);
  }
  return content;
}

/** Lines for `ip -batch`, in one namespace. */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';

export type Lines = {
  /** `ip` sees the family in them, or they have none. */
  readonly any: readonly string[];
  /** For `ip -4` and `ip -6`. */
  readonly byFamily: Readonly<Record<Family, readonly string[]>>;
};

export const noLines: Lines = { any: [], byFamily: { ipv4: [], ipv6: [] } };

export function linesOf(...any: readonly string[]): Lines {
  return { ...noLines, any };
}

/** The same in both families. */
export function inBoth(...lines: readonly string[]): Lines {
  return { any: [], byFamily: { ipv4: lines, ipv6: lines } };
}

export function together(...all: readonly Lines[]): Lines {
  const of = (family: Family) => all.flatMap(({ byFamily }) => byFamily[family]);
  return {
    any: all.flatMap(({ any }) => any),
    byFamily: { ipv4: of('ipv4'), ipv6: of('ipv6') },
  };
}

/** Each with the options of `ip` that it needs. */
export function batchesOf(
  lines: Lines,
): readonly { readonly options: readonly string[]; readonly text: string }[] {
  const parts = [
    { options: [], all: lines.any },
    ...families.map((family) => ({
      options: [family === 'ipv4' ? '-4' : '-6'],
      all: lines.byFamily[family],
    })),
  ];
  return parts
    .filter(({ all }) => all.length > 0)
    .map(({ options, all }) => ({ options, text: `${all.join('\n')}\n` }));
}

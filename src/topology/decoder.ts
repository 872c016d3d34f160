/** What decoding carries along: where things stand, what was wrong, what has been named. */

import type { Place, Problem } from '../model/problem.ts';
import { didYouMean } from './suggest.ts';
import type { Path, Places } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { hasErrors, problemAt } from './problem-at.ts';
import type { Read } from './read-value.ts';
import type { Network, Table, Uplink } from './topology.ts';

export type ReadList = (
  path: string,
) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

export type Decoder = {
  /** The topology, as messages name it. */
  readonly file: string;
  readonly places: Places;
  readonly problems: Problem[];
  readonly readList: ReadList;
};

/** What other entries can refer to. */
export type Names = {
  readonly uplinks: ReadonlyMap<string, Uplink>;
  readonly networks: ReadonlyMap<string, Network>;
  /** By table name: those of uplinks, and those under `tables`. */
  readonly tables: ReadonlyMap<string, Table>;
};

export function take<Value>(decoder: Decoder, path: Path, read: Read<Value>): Value {
  if (read.flaw !== undefined) report(decoder, path, read.flaw);
  return read.value;
}

export function takeOptional<Written, Value>(
  decoder: Decoder,
  path: Path,
  written: Written | undefined,
  read: (written: Written) => Read<Value>,
): Value | undefined {
  return written === undefined ? undefined : take(decoder, path, read(written));
}

/** Marks the value. */
export function report(decoder: Decoder, path: Path, flaw: Flaw): void {
  decoder.problems.push(problemAt(decoder.places.value(path), flaw));
}

/** Marks the key. */
export function reportKey(decoder: Decoder, path: Path, flaw: Flaw): void {
  decoder.problems.push(problemAt(decoder.places.key(path), flaw));
}

/** Whether an error has been told: what follows from a stand-in is then no news. */
export function isFlawed(decoder: Decoder): boolean {
  return hasErrors(decoder.problems);
}

/** The place of an entry, from which checks find the values in it again. */
export function placeOfEntry(decoder: Decoder, path: Path): Place {
  return decoder.places.key(path);
}

export function uplinkNamed(
  decoder: Decoder,
  names: Names,
  path: Path,
  name: string,
): Uplink | undefined {
  const uplink = names.uplinks.get(name);
  if (uplink === undefined) {
    const hint = hintForUplink(names, name);
    report(decoder, path, { code: 'MH201', message: `there is no uplink "${name}"`, hint });
  }
  return uplink;
}

function hintForUplink({ uplinks }: Names, written: string): string {
  const known = [...uplinks.keys()];
  return (
    ownerOfInterface('uplink', uplinks, written) ??
    didYouMean(written, known) ??
    listed('uplinks', known)
  );
}

/** Who knows hosts rather than this file names the interface: `from: lan1`. */
export function ownerOfInterface(
  noun: 'uplink' | 'network',
  entries: Names['uplinks' | 'networks'],
  written: string,
): string | undefined {
  const [first, ...others] = [...entries.values()]
    .filter((entry) => entry.interface === written)
    .map(({ name }) => name);
  if (first === undefined) return undefined;
  const owner =
    others.length === 0 ? `${noun} ${first}` : `${noun}s ${[first, ...others].join(' and ')}`;
  return `${written} is the interface of ${owner}: write ${others.length === 0 ? first : 'one of them'}`;
}

export function listed(noun: string, names: readonly string[]): string {
  if (names.length === 0) return `this file has no ${noun}`;
  const shown = names.slice(0, 8).join(', ');
  return `${noun} of this file: ${shown}${names.length > 8 ? ', …' : ''}`;
}

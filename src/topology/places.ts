/** Where things stand in a text: from offsets and paths of keys to lines and columns. */

import type { Place } from '../model/problem.ts';

/** Keys and list positions that lead from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** Offsets into the text; `end` is behind the last character. */
export type Span = { readonly start: number; readonly end: number };

/** The shape of what was written, with positions instead of values. */
export type WrittenNode = {
  readonly span: Span;
  /** Members of a mapping by key, or entries of a list by position. */
  readonly children: ReadonlyMap<string, WrittenChild>;
};

/** `key` is undefined in a list. */
export type WrittenChild = { readonly key: Span | undefined; readonly node: WrittenNode };

export type Places = {
  /** The key that leads to the value; in a list, the start of the entry. */
  readonly key: (path: Path) => Place;
  /** The value itself, or what comes closest where the path leads to nothing written. */
  readonly value: (path: Path) => Place;
  /** The value at `path` in the entry that `key` gave this place for. */
  readonly under: (entry: Place, path: Path) => Place;
  readonly keyUnder: (entry: Place, path: Path) => Place;
};

/** Offsets in one text, in UTF-16 units as editors count them, turned into places. */
export type Locate = (span: Span) => Place;

export function placesOf(root: WrittenNode, locate: Locate): Places {
  // Entries of a topology know where they stand, not what leads there; checks need both.
  const pathOf = new WeakMap<Place, Path>();
  const key = (path: Path) => {
    const child = follow(root, path);
    const place = locate(child?.key ?? child?.node.span ?? firstKey(root));
    pathOf.set(place, path);
    return place;
  };
  const value = (path: Path) => locate(follow(root, path)?.node.span ?? firstKey(root));
  return {
    key,
    value,
    under: (entry, path) => value([...(pathOf.get(entry) ?? []), ...path]),
    keyUnder: (entry, path) => key([...(pathOf.get(entry) ?? []), ...path]),
  };
}

/** Lines of a text are found once; a place is then a binary search. */
export function locator(file: string, text: string): Locate {
  const starts = lineStarts(text);
  return ({ start, end }) => {
    const line = lineAt(starts, start);
    const from = starts[line] ?? 0;
    const content = text.slice(from, starts[line + 1]).replace(/[\r\n]+$/, '');
    const column = Math.min(start - from, content.length) + 1;
    const endColumn = Math.min(Math.max(end - from, column), content.length) + 1;
    return {
      file,
      line: line + 1,
      column,
      endColumn: Math.max(endColumn, column + 1),
      text: content,
    };
  };
}

/** As far as the path leads; undefined where not even its first step does. */
function follow(root: WrittenNode, path: Path): WrittenChild | undefined {
  let child: WrittenChild | undefined;
  for (const step of path) {
    const next = (child?.node ?? root).children.get(String(step));
    if (next === undefined) return child;
    child = next;
  }
  return child;
}

/** What stands for the whole file: its first key, or its very beginning. */
function firstKey(root: WrittenNode): Span {
  const [first] = root.children.values();
  return first?.key ?? root.span;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(index + lineBreak.length);
  }
  return starts;
}

/** The last line that starts at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

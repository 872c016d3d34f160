/** Numbers that look random and come again with the same seed. */

export type Random = {
  /** From 0 to `count` - 1. */
  readonly below: (count: number) => number;
  /** True so many times in a hundred. */
  readonly percent: (share: number) => boolean;
  readonly oneOf: <Item>(items: readonly Item[]) => Item;
  /** Words most of the time left out. */
  readonly perhaps: (share: number, words: () => string) => string;
};

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
  const percent = (share: number): boolean => below(100) < share;
  return {
    below,
    percent,
    oneOf: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('one of none');
      return item;
    },
    perhaps: (share, words) => (percent(share) ? words() : ''),
  };
}

/** As many as wanted, each made anew. */
export function times<Item>(count: number, make: (at: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

/** Words with one space between them, the empty ones left out. */
export function joined(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

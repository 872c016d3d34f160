/** Did you mean …? */

/** The closest of the words that is close enough to be a typing mistake. */
export function closest(written: string, words: Iterable<string>): string | undefined {
  // Any word of one or two letters is close to any other.
  const limit = written.length < 3 ? 0 : Math.max(1, Math.floor(written.length * 0.4));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const word of words) {
    const distance = editDistance(written.toLowerCase(), word.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [word, distance];
  }
  return best;
}

export function didYouMean(written: string, words: Iterable<string>): string | undefined {
  const word = closest(written, words);
  return word === undefined ? undefined : `did you mean "${word}"?`;
}

/** Insertions, deletions, replacements and swaps of neighbours; stops counting at `limit`. */
function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (current[column - 1] ?? 0) + 1,
        (last[column] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length] ?? limit;
}

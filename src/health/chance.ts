/** Whether a count of losses can be chance. */

/**
 * How likely it is that at least `lost` of `asked` are lost where each is with probability `share`:
 * the upper tail of the binomial distribution. Numbers are those of a window: a few hundred.
 */
export function chanceOf(lost: number, asked: number, share: number): number {
  if (lost <= 0) return 1;
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  let sum = 0;
  let logTerm = asked * Math.log1p(-share);
  for (let count = 0; count <= asked; count++) {
    if (count >= lost) sum += Math.exp(logTerm);
    logTerm += Math.log((asked - count) / (count + 1)) + Math.log(share / (1 - share));
  }
  return Math.min(1, sum);
}

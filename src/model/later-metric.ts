/** A metric for a default of others that is to come behind ours: a round one, with room for more of ours. */
export function laterMetric(lastOfOurs: number): number {
  return Math.min(Math.ceil((lastOfOurs + 1_000) / 100) * 100, metricMax);
}

const metricMax = 0xffff_ffff;

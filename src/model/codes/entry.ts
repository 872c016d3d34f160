/** What is known of every problem of one code. */
export type CodeEntry = {
  /** Stable, for people and for filters. */
  readonly name: string;
  readonly severity: 'error' | 'warning';
  /** What it means, in one sentence. */
  readonly summary: string;
  /** Why it is a mistake, and what to write. */
  readonly explanation: string;
};

/** What became of an expectation. */

import type { Expectation } from './expectation.ts';
import type { Problem } from './problem.ts';

export type Verdict = {
  readonly expectation: Expectation;
  readonly result:
    | { readonly kind: 'holds' }
    | { readonly kind: 'fails'; readonly problems: readonly Problem[] }
    /** It asks about what is not there: it is wrong, whatever packets do. */
    | { readonly kind: 'mistaken'; readonly problems: readonly Problem[] }
    | { readonly kind: 'skipped'; readonly reason: string };
  /** How many packets were asked about: one of each kind that is told apart. */
  readonly packets: number;
};

export function problemsOf({ result }: Verdict): readonly Problem[] {
  return result.kind === 'fails' || result.kind === 'mistaken' ? result.problems : [];
}

/** Which traffic takes another way in one state than in another. */

import type { Family, Prefix } from './address.ts';
import type { Decision } from './decision.ts';

/** A kind of packets, but for their destinations, in words. */
export type Described = {
  /** An address, `this host` before it has chosen one, or a network and how it comes in. */
  readonly source: string;
  /** What else tells it from other traffic: `tcp/25`, `mark 0x97`. */
  readonly marks: readonly string[];
};

export type ImpactLine = {
  readonly family: Family;
  /** What it comes from, and what else tells it from other traffic. */
  readonly kinds: readonly Described[];
  /** `anywhere` where every destination is meant that is not treated apart before and after. */
  readonly to: 'anywhere' | readonly Prefix[];
  readonly before: Decision;
  readonly after: Decision;
};

export type Impact =
  | {
      readonly kind: 'known';
      readonly lines: readonly ImpactLine[];
      /** Where the answer may not be all, and why. */
      readonly doubts: readonly string[];
    }
  /** There are too many kinds of packets, or too many destinations, to look at all of them. */
  | { readonly kind: 'too much'; readonly limit: string };

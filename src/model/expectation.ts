/** What a topology says must be true of packets. */

import type { Address } from './address.ts';
import type { FlowPattern } from './flow-pattern.ts';
import type { Place } from './problem.ts';

export type Way =
  | { readonly kind: 'uplink'; readonly uplinks: readonly string[] }
  | {
      readonly kind: 'dev';
      readonly devices: readonly string[];
      readonly gateway: Address | undefined;
    }
  | { readonly kind: 'local' }
  /** By whatever, or with the error of this kind of refusal. */
  | { readonly kind: 'refused'; readonly by: Refusal | undefined };

export type Refusal = 'unreachable' | 'prohibit' | 'blackhole';

export type ExpectedWay = {
  /** As written. */
  readonly text: string;
  /** Anything but this way will do. */
  readonly isNegated: boolean;
  readonly way: Way;
};

export type Invariant = 'symmetric' | 'no-leak' | 'survives-any-single-uplink-down';

export type Expectation = {
  readonly name: string | undefined;
  /** Names of uplinks. */
  readonly down: readonly string[];
  readonly flows: readonly FlowPattern[];
  readonly way: ExpectedWay;
  /**
   * What the flows say and nothing that a rule asks for besides; or every kind of packet that rules
   * tell apart, with marks or without: a mark that was chosen for an uplink stays with it.
   */
  readonly kinds: 'as written' | 'every' | 'unmarked';
  readonly at: Place;
};

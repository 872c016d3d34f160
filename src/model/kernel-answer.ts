/** What `ip route get` says of a packet. */

import type { Address, Family } from './address.ts';
import type { RoutingError } from './decision.ts';
import type { Flow } from './flow.ts';
import type { DeliveringKind } from './route.ts';

/** What is absent is not said: the kernel then chooses, or takes nothing for it. */
export type RouteQuestion = { readonly family: Family; readonly to: Address } & Partial<Flow>;

export type KernelAnswer =
  | {
      readonly kind: 'delivered';
      readonly type: DeliveringKind;
      /** Undefined where no table was asked. */
      readonly table: number | undefined;
      readonly device: string;
      readonly gateway: Address | undefined;
      readonly source: Address | undefined;
    }
  /** EXDEV is how some kernels say that the reverse path filter drops it. */
  | { readonly kind: 'refused'; readonly error: RoutingError | 'EXDEV' }
  /** Neither a way nor an error of routing, such as a protocol that it cannot be asked about. */
  | { readonly kind: 'unanswered'; readonly reason: string };

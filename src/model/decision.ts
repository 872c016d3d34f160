/** What becomes of a packet. */

import type { Address } from './address.ts';
import type { DeliveringKind, Hop, Route } from './route.ts';

/** `throw` alone goes on searching; without a route it is ENETUNREACH. */
export type RoutingError = 'EINVAL' | 'EHOSTUNREACH' | 'EACCES' | 'ENETUNREACH' | 'ENODEV';

/** One way a packet may take. */
export type Exit = {
  /** Undefined where an interface answers for addresses it has no route to. */
  readonly route: Route | undefined;
  /** Undefined where a nexthop object was not read. */
  readonly hop: Hop | undefined;
  /** Undefined for what is forwarded, and where it cannot be told. */
  readonly source: Address | undefined;
};

export type Delivered = {
  readonly kind: 'delivered';
  readonly type: DeliveringKind;
  /** More than one where a hash or the state of neighbours decides. */
  readonly exits: readonly [Exit, ...Exit[]];
  /** Why the kernel may decide otherwise. */
  readonly uncertain: string | undefined;
};

export type Refused = {
  readonly kind: 'refused';
  readonly error: RoutingError;
  /** The route that refuses, where it is one. */
  readonly route: Route | undefined;
  readonly why: string;
  readonly uncertain: string | undefined;
};

export type Decision = Delivered | Refused;

export function refuse(error: RoutingError, why: string, uncertain?: string): Refused {
  return { kind: 'refused', error, route: undefined, why, uncertain };
}

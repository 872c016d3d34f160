/** What one table says. */

import type { IndexedRoute, Leg } from './indexed-route.ts';

export type Hit = {
  readonly entry: IndexedRoute;
  /** Next hops it may use; none where it refuses. */
  readonly legs: readonly Leg[];
  /** Other routes whose first next hop may be used instead, by the state of neighbours. */
  readonly rivals: readonly IndexedRoute[];
  /** Why this may not be what the kernel does. */
  readonly uncertain: string | undefined;
};

const none: readonly never[] = [];

export function hitOf(
  entry: IndexedRoute,
  legs: readonly Leg[],
  rivals: readonly IndexedRoute[] = none,
): Hit {
  return { entry, legs, rivals, uncertain: undefined };
}

export function refusal(entry: IndexedRoute): Hit {
  return hitOf(entry, none);
}

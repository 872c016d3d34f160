/** What one table says. */

import type { IndexedRoute, Way } from './indexed-route.ts';

export type Hit = {
  readonly entry: IndexedRoute;
  /** One, or several where a hash or the state of neighbours decides; none where it refuses. */
  readonly ways: readonly Way[];
  /** Why this may not be what the kernel does. */
  readonly uncertain?: string;
};

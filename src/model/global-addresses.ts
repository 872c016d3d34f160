/** Addresses that a host can be reached by from elsewhere. */

import type { Family } from './address.ts';
import type { Interface, LiveAddress } from './live.ts';
import { scopes } from './route.ts';

export function globalAddresses(
  interfaces: readonly Interface[],
  family?: Family,
): readonly LiveAddress[] {
  return interfaces
    .flatMap(({ addresses }) => addresses)
    .filter((one) => one.scope === scopes.global && (family ?? one.family) === one.family);
}

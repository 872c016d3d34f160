/** Where a route leads, in a word or two for a notice. */

import type { Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';

/** ` via 203.0.113.1 dev eth0`, with a blank in front; empty where it leads nowhere. */
export function wayWords(route: Route): string {
  const [hop] = hopsOf(route);
  const via = hop?.gateway === undefined ? '' : ` via ${hop.gateway}`;
  return `${via}${hop?.device === undefined ? '' : ` dev ${hop.device}`}`;
}

/** What slots hold, as text that can be kept and compared. */

import type { Item } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { SlotLines } from '../model/transaction.ts';
import { batchLine } from './batch.ts';

export function slotLines(held: ReadonlyMap<string, readonly Item[]>): SlotLines {
  return Object.fromEntries([...held].map(([slot, items]) => [slot, linesOf(items)]));
}

/** In the kernel's order; next hops of IPv6 have none that counts, and seconds run. */
function linesOf(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) => {
    if (item.noun === 'rule') return [batchLine({ verb: 'add', item })];
    const { expiresSeconds: _, ...lasting } = item.route;
    const routes = item.route.family === 'ipv6' ? byHop(lasting) : [lasting];
    const lines = routes.map((route) => batchLine({ verb: 'add', item: { noun: 'route', route } }));
    return lines.toSorted();
  });
}

function byHop(route: Route): readonly Route[] {
  const { target } = route;
  if (!('hops' in target) || target.hops.length === 1) return [route];
  return target.hops.map((hop) => ({ ...route, target: { kind: target.kind, hops: [hop] } }));
}

/** What a topology wants, in the order in which a host without any of it takes it. */

import type { Desired } from '../model/desired.ts';
import type { ExportItem } from '../model/export.ts';
import type { Change } from '../model/plan.ts';
import { routeItem } from './diff-routes.ts';
import { ruleItem } from './diff-rules.ts';
import { orderChanges, takenSlots } from './order.ts';

export function itemsFromNothing({ rules, routes }: Desired): readonly ExportItem[] {
  const ruleSlots = rules.map(({ item, origin }) => ({
    before: [],
    after: item,
    changes: [{ action: 'add', item: ruleItem(item), origin } satisfies Change],
  }));
  const routeSlots = routes.map(({ item, origin }) => ({
    before: [],
    after: item,
    changes: [{ action: 'add', item: routeItem(item), origin } satisfies Change],
  }));
  const taken = takenSlots(
    rules.map(({ item }) => item),
    [],
  );
  const { changes, steps } = orderChanges(ruleSlots, routeSlots, taken);
  return steps.flatMap(({ family, item, change }) => {
    const wanted = changes[change];
    return wanted?.action === 'add' ? [{ family, item, origin: wanted.origin }] : [];
  });
}

/** Rules and tables together: a route, or why there is none (fib_lookup, fib6_rule_lookup). */

import type { Found } from './walk.ts';
import { walkMerged, walkRules } from './walk.ts';
import type { Query } from './query.ts';
import type { RoutingIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';

export function ask(index: RoutingIndex, query: Query, trace: Trace): Found {
  const family = index.families[query.family];
  if (family.merged === undefined) return walkRules(family, query, trace);
  const apart = walkRules(family, query, undefined);
  const merged = walkMerged(family, family.merged, query, trace);
  return isSameAnswer(apart, merged) ? merged : { ...merged, uncertain: perhapsApart };
}

const perhapsApart =
  'until a rule is added, tables local and main are searched as one; whether one ever was is not shown';

function isSameAnswer(one: Found, other: Found): boolean {
  if (one.kind === 'route') {
    return other.kind === 'route' && one.hit.entry.route === other.hit.entry.route;
  }
  return other.kind === 'refused' && one.error === other.error;
}

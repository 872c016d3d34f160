/** What stands in table main and decides before our routes do. */

import { families, isDefault, prefixLengthOf, showPrefix } from '../model/address.ts';
import type { Family } from '../model/address.ts';
import type { Desired, Wanted } from '../model/desired.ts';
import { laterMetric } from '../model/later-metric.ts';
import { isPassedOver } from '../model/linkdown.ts';
import type { Live } from '../model/live.ts';
import type { Notice } from '../model/plan.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { mainTable } from '../model/table.ts';
import { wayWords } from './way-words.ts';

type Links = Pick<Live, 'interfaces' | 'settings'>;

export function mainTableNotices(
  desired: Desired,
  foreign: readonly Route[],
  links: Links,
): readonly Notice[] {
  const theirs = foreign.filter(({ table }) => table === mainTable);
  return families.flatMap((family) => [
    ...earlierDefaults(family, desired, theirs, links),
    ...moreSpecific(family, desired, theirs),
    ...refusingDefault(family, desired, theirs),
  ]);
}

/** A default of ours does nothing while somebody else's comes before it. */
function earlierDefaults(
  family: Family,
  { routes }: Desired,
  foreign: readonly Route[],
  links: Links,
): readonly Notice[] {
  const ours = routes
    .filter(({ item }) => item.family === family && isDeliveringDefault(item))
    .toSorted((one, other) => one.item.metric - other.item.metric);
  const [first] = ours;
  const last = ours.at(-1);
  const theirs = foreign.filter((route) => route.family === family && isDeliveringDefault(route));
  return theirs.flatMap((route) => {
    const later = ours.find(({ item }) => item.metric > route.metric);
    if (later === undefined || last === undefined) return [];
    const when = later === first ? 'until it goes' : 'when those before it fail';
    const decides = isPassedOver(route, links) ? 'once it has a carrier' : when;
    return [comesBefore(route, later, decides, last.item.metric)];
  });
}

function comesBefore(
  route: Route,
  { item, origin }: Wanted<Route>,
  decides: string,
  lastMetric: number,
): Notice {
  const metrics = `metric ${route.metric} in main comes before ours (metric ${item.metric})`;
  return {
    text: `the foreign default${wayWords(route)} ${metrics}: it decides ${decides}`,
    remedy: `where it is configured, give it a metric above ${lastMetric}, as ${laterMetric(lastMetric)}`,
    origin,
  };
}

function isDeliveringDefault({ table, to, target }: Route): boolean {
  return table === mainTable && isDefault(to) && delivers(target);
}

/** A VPN's 0.0.0.0/1 is more specific than a default, so main-first lets it win over uplinks. */
function moreSpecific(
  family: Family,
  desired: Desired,
  foreign: readonly Route[],
): readonly Notice[] {
  const mainFirst = mainFirstRule(family, desired);
  if (mainFirst === undefined) return [];
  return foreign
    .filter((route) => route.family === family && coversHalf(route))
    .map((route) => ({
      text: `${showPrefix(route.to)} in main comes before every uplink and policy, because it is no default`,
      origin: mainFirst.origin,
    }));
}

function coversHalf({ to, target }: Route): boolean {
  const length = prefixLengthOf(to);
  return delivers(target) && length > 0 && length <= 3;
}

function delivers({ kind }: Route['target']): boolean {
  return kind === 'unicast' || kind === 'nexthop-object';
}

/** `suppress_prefixlength 0` passes over a default, but not over one that refuses (fib_rules_lookup). */
function refusingDefault(
  family: Family,
  desired: Desired,
  foreign: readonly Route[],
): readonly Notice[] {
  const mainFirst = mainFirstRule(family, desired);
  if (mainFirst === undefined) return [];
  const [first] = [...foreign, ...desired.routes.map(({ item }) => item)]
    .filter(({ family: own, table, to }) => own === family && table === mainTable && isDefault(to))
    .toSorted((one, other) => one.metric - other.metric);
  if (first === undefined || !isRefusing(first)) return [];
  const text = `${first.target.kind} default metric ${first.metric} in main refuses all traffic, also that of uplinks and policies: main is asked before them`;
  return [{ text, remedy: 'remove it, or write main-first: false', origin: mainFirst.origin }];
}

function isRefusing({ target }: Route): boolean {
  return !('hops' in target) && target.kind !== 'nexthop-object' && target.kind !== 'throw';
}

function mainFirstRule(family: Family, { rules }: Desired): Wanted<Rule> | undefined {
  return rules.find(
    ({ item }) =>
      item.family === family &&
      item.action.kind === 'lookup' &&
      item.action.table === mainTable &&
      item.action.suppressPrefixlength === 0,
  );
}

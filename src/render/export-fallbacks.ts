/**
 * Programs that keep a balanced route cannot make it while one of its interfaces is missing, and then there
 * would be no way at all: behind it stands a route by each interface, at metrics that follow.
 */

import type { ExportItem, ExportLoss, ExportSource } from '../model/export.ts';
import type { Hop, Route } from '../model/route.ts';
import { hopsOf, routeSlot } from '../model/route.ts';

export function withFallbacks(source: ExportSource): ExportSource {
  const taken = new Set(source.items.flatMap(slotsOf));
  const items = source.items.flatMap((one) => [one, ...fallbacksOf(one, taken)]);
  return { ...source, items, losses: [...source.losses, ...lossesOf(source.items)] };
}

function slotsOf({ item }: ExportItem): readonly string[] {
  return item.noun === 'route' ? [slot(item.route)] : [];
}

function slot(route: Route): string {
  return `${route.family} ${routeSlot(route)}`;
}

function fallbacksOf(wanted: ExportItem, taken: Set<string>): readonly ExportItem[] {
  const { item } = wanted;
  if (item.noun === 'rule' || !isBalanced(item.route)) return [];
  let last = item.route;
  const hops = hopsOf(item.route).filter(({ device }) => device !== undefined);
  return hops.map((hop) => {
    last = behind(last, hop, taken);
    return { ...wanted, item: { ...item, route: last } };
  });
}

export function isBalanced(route: Route): boolean {
  return new Set(hopsOf(route).flatMap(({ device }) => device ?? [])).size > 1;
}

/** At the next metric that nothing else of the topology has. */
function behind(route: Route, hop: Hop, taken: Set<string>): Route {
  let { metric } = route;
  const at = (): Route => ({
    ...route,
    metric,
    target: { kind: 'unicast', hops: [{ ...hop, weight: 1 }] },
  });
  do metric += 1;
  while (taken.has(slot(at())));
  taken.add(slot(at()));
  return at();
}

/** With two, the other one is all that is left anyway. */
function lossesOf(items: readonly ExportItem[]): readonly ExportLoss[] {
  const many = items.filter(
    ({ item }) => item.noun === 'route' && isBalanced(item.route) && hopsOf(item.route).length > 2,
  );
  const byLine = new Map(many.map((one) => [one.origin.line, one.origin]));
  return [...byLine.values()].map((origin) => ({
    origin,
    text: 'balanced only while all of its interfaces are there: else the first that is carries all, until the balanced route is made again (ifup --force, networkctl reconfigure)',
    lasting: true,
  }));
}

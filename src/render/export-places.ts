/** With which interface a rule or route comes and goes, where a format keeps them by interface. */

import type { UplinkStatus } from '../model/desired.ts';
import type { ExportItem } from '../model/export.ts';
import { hopsOf } from '../model/route.ts';

/** It is always there: for what needs no other interface. */
export const loopback = 'lo';

/**
 * A route belongs to the first interface it leaves by, the from-rule of an uplink to that of the uplink. What
 * refuses, and rules of policies, must stay while an interface is down: without them its traffic
 * would leave by another.
 */
export function interfaceOf(
  { item, origin }: ExportItem,
  uplinks: readonly UplinkStatus[],
): string {
  if (item.noun === 'route') {
    const device = hopsOf(item.route).find((hop) => hop.device !== undefined)?.device;
    return device ?? loopback;
  }
  const { family, action, selector } = item.rule;
  const { from, ...others } = selector;
  // By a mark, or bound to an interface, traffic goes nowhere rather than another way.
  if (from === undefined || Object.keys(others).length > 0) return loopback;
  const owner = uplinks.find(
    (uplink) =>
      uplink.family === family &&
      action.kind === 'lookup' &&
      uplink.table === action.table &&
      uplink.origin.line === origin.line &&
      uplink.origin.column === origin.column,
  );
  return owner?.interface ?? loopback;
}

/** Those that a route with several next hops leaves by. */
export function interfacesOf(
  wanted: ExportItem,
  uplinks: readonly UplinkStatus[],
): readonly [string, ...string[]] {
  const [first, ...others] =
    wanted.item.noun === 'route'
      ? new Set(hopsOf(wanted.item.route).flatMap(({ device }) => device ?? []))
      : [];
  return first === undefined ? [interfaceOf(wanted, uplinks)] : [first, ...others];
}

/** In order of first appearance, what needs no interface first. */
export function byInterface(
  items: readonly ExportItem[],
  placesOf: (item: ExportItem) => readonly string[],
): ReadonlyMap<string, readonly ExportItem[]> {
  const groups = new Map<string, ExportItem[]>([[loopback, []]]);
  for (const item of items) {
    for (const name of placesOf(item)) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [item]);
      else group.push(item);
    }
  }
  if (groups.get(loopback)?.length === 0) groups.delete(loopback);
  return groups;
}

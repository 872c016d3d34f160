/** What the kernel makes by itself, and makes again: nobody's configuration. */

import { daemonOf } from './protocol.ts';
import type { Route } from './route.ts';
import { hopsOf } from './route.ts';
import type { Rule } from './rule.ts';
import { defaultTable, localTable, mainTable } from './table.ts';

/** RTPROT_REDIRECT and RTPROT_KERNEL in linux/rtnetlink.h. */
const redirect = 1;
const kernel = 2;

/** The rules of every host (fib_default_rules_init, fib6_rules_net_init), and that of VRFs. */
export function isKernelRule({ priority, selector, action, protocol }: Rule): boolean {
  if (action.kind === 'l3mdev') return protocol === kernel;
  const isPlain = Object.keys(selector).length === 0;
  return isPlain && action.kind === 'lookup' && firstTables.get(priority) === action.table;
}

const firstTables: ReadonlyMap<number, number> = new Map([
  [0, localTable],
  [32_766, mainTable],
  [32_767, defaultTable],
]);

/**
 * Attached networks, what table local holds, and what a redirect taught. ifupdown2 makes its default
 * routes as the kernel's, but the kernel makes none by a gateway.
 */
export function isKernelRoute(route: Route): boolean {
  if (route.table === localTable) return true;
  const isAttached = hopsOf(route).every(({ gateway }) => gateway === undefined);
  return route.protocol === redirect || (route.protocol === kernel && isAttached);
}

/** Whoever keeps a route up to date by himself: a copy of it would stay behind. */
export function keeperOf({ protocol, expiresSeconds }: Route): string | undefined {
  const daemon = daemonOf(protocol);
  if (daemon !== undefined) return keepers.get(daemon) ?? daemon;
  return expiresSeconds === undefined ? undefined : 'whoever renews it';
}

const keepers: ReadonlyMap<string, string> = new Map([
  ['ra', 'router advertisements'],
  ['dhcp', 'DHCP'],
]);

/**
 * IPv6 routes over one nexthop object share a cache, and with it the source of the first of them
 * that was used (rt6_get_pcpu_route); one over a group takes the first next hop for its device
 * (fib6_info_nh_dev).
 */

import type { Route } from '../model/route.ts';

/** Devices whose source such a route may have instead of its own; undefined where it may be any. */
export function lendingDevices(routes: readonly Route[]): readonly string[] | undefined {
  const devices = new Set<string>();
  for (const { family, target, source } of routes) {
    if (family !== 'ipv6' || target.kind !== 'nexthop-object') continue;
    const { leadsBy } = target;
    if (source !== undefined || leadsBy === undefined) return undefined;
    const [first, ...others] = leadsBy;
    if (first === undefined || others.length === 0) continue;
    if (first.device === undefined) return undefined;
    devices.add(first.device);
  }
  return [...devices];
}

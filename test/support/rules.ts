/** Short ways to write rules and routes in tests. */

import { parseAddress, parsePrefix } from '../../src/model/address.ts';
import type { Address, Family, Prefix } from '../../src/model/address.ts';
import type { Hop, Route, RouteTarget } from '../../src/model/route.ts';
import { defaultScope, noMetrics } from '../../src/model/route.ts';
import type { Rule, RuleAction, Selector } from '../../src/model/rule.ts';
import type { TableId } from '../../src/model/table.ts';
import { tableId } from '../../src/model/table.ts';

export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`not a prefix: ${text}`);
  return parsed;
}

export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

export function table(id: number): TableId {
  const parsed = tableId(id);
  if (parsed === undefined) throw new Error(`not a table: ${id}`);
  return parsed;
}

export function lookup(id: number): RuleAction {
  return { kind: 'lookup', table: table(id) };
}

export function rule(
  priority: number,
  selector: Selector = {},
  action: RuleAction = lookup(100),
  protocol = 157,
): Rule {
  return { family: 'ipv4', priority, selector, action, protocol };
}

export function hop(gateway: string | undefined, device = 'eth0', weight = 1): Hop {
  const via = gateway === undefined ? {} : { gateway: address(gateway) };
  return { ...via, device, weight, onlink: false };
}

export function route(to: string, change: Partial<Route> = {}): Route {
  const family: Family = to.includes(':') ? 'ipv6' : 'ipv4';
  const target: RouteTarget = change.target ?? {
    kind: 'unicast',
    hops: [hop(family === 'ipv4' ? '203.0.113.1' : '2001:db8::1')],
  };
  return {
    family,
    table: table(100),
    to: prefix(to),
    tos: 0,
    metric: family === 'ipv4' ? 0 : 1024,
    scope: defaultScope(family, target),
    ...(family === 'ipv6' ? { preference: 'medium' } : {}),
    metrics: noMetrics,
    protocol: 157,
    target,
    ...change,
  };
}

/**
 * Gateways of interfaces, learned from the default routes that are there.
 *
 * One per interface and family from other programs, which know it from DHCP or router
 * advertisements. Ours repeat what was true yesterday, so that it is remembered, but only for the
 * uplink whose table they are in: else a plan would teach the next one something new.
 */

import { families, isDefault } from '../model/address.ts';
import type { LearnedGateway, LiveTableName } from '../model/live.ts';
import { protocolWord } from '../model/protocol.ts';
import type { Hop, Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';
import { builtInTableNames, mainTable } from '../model/table.ts';

export type Learning = {
  readonly routes: readonly Route[];
  /** rt_protos number of what is ours. */
  readonly ownProtocol: number;
  readonly tableNames: readonly LiveTableName[];
};

export function learnedGateways({
  routes,
  ownProtocol,
  tableNames,
}: Learning): readonly LearnedGateway[] {
  const learned = new Map<string, LearnedGateway>();
  for (const route of defaultRoutes(routes).toSorted(byTrust(ownProtocol))) {
    const ownTable = route.protocol === ownProtocol ? { ownTable: route.table } : {};
    for (const hop of waysOf(route)) {
      const gateway = gatewayOf(route, hop, { tableNames, ownProtocol });
      const key = `${gateway?.interface} ${route.family} ${ownTable.ownTable}`;
      if (gateway !== undefined && !learned.has(key)) learned.set(key, { ...gateway, ...ownTable });
    }
  }
  return [...learned.values()];
}

function defaultRoutes(routes: readonly Route[]): readonly Route[] {
  return routes.filter((route) => leads(route) && isDefault(route.to));
}

function leads({ target }: Route): boolean {
  return target.kind === 'unicast' || target.kind === 'nexthop-object';
}

function waysOf(route: Route): readonly Hop[] {
  return route.target.kind === 'nexthop-object' ? (route.target.leadsBy ?? []) : hopsOf(route);
}

/** Others' before ours, main before other tables, low metrics first; else the kernel's order. */
function byTrust(ownProtocol: number): (one: Route, other: Route) => number {
  const isOurs = ({ protocol }: Route): number => (protocol === ownProtocol ? 1 : 0);
  const isAside = ({ table }: Route): number => (table === mainTable ? 0 : 1);
  return (one, other) =>
    families.indexOf(one.family) - families.indexOf(other.family) ||
    isOurs(one) - isOurs(other) ||
    isAside(one) - isAside(other) ||
    one.metric - other.metric;
}

function gatewayOf(
  route: Route,
  hop: Hop,
  { tableNames, ownProtocol }: Pick<Learning, 'tableNames' | 'ownProtocol'>,
): LearnedGateway | undefined {
  const { gateway, device, onlink } = hop;
  if (gateway === undefined || device === undefined) return undefined;
  const table = [...tableNames, ...builtInTableNames].find(({ id }) => id === route.table);
  const where = `table ${table?.name ?? route.table}`;
  const source =
    route.protocol === ownProtocol
      ? `our own route in ${where}: nobody else names one any more`
      : `default route in ${where}, proto ${protocolWord(route.protocol)}`;
  return { interface: device, family: route.family, gateway, onlink, source };
}

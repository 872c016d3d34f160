/** Tables that are ways out: a default by a gateway, and rules that lead there from its address. */

import type { Address, Family, InterfaceAddress } from '../model/address.ts';
import {
  addressBits,
  addressOfPrefix,
  contains,
  families,
  isDefault,
  prefixLengthOf,
} from '../model/address.ts';
import type { Interface } from '../model/live.ts';
import type { Route } from '../model/route.ts';
import { hopsOf } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import type { TableId, TableName } from '../model/table.ts';
import { isReservedTable } from '../model/table.ts';
import type { FlowMap } from './yaml-flow.ts';
import { flowText } from './yaml-flow.ts';

export type UplinkProposal = {
  /** Of the table. */
  readonly name: string;
  readonly device: string;
  readonly uplink: string;
  /** An entry of `uplinks`. */
  readonly words: string;
};

export type ProposalInput = {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly tableNames: readonly TableName[];
  /** Undefined where no host was looked at. */
  readonly interfaces: readonly Interface[] | undefined;
};

/** One family of it. */
type Way = {
  readonly family: Family;
  readonly table: TableId;
  readonly device: string;
  readonly priority: number;
  readonly words: FlowMap;
};

export function uplinkProposals(input: ProposalInput): readonly UplinkProposal[] {
  const ways = families.flatMap((family) => waysOf(family, input));
  const tables = [...new Set(ways.map(({ table }) => table))];
  return tables.flatMap((table) => {
    const own = ways.filter((way) => way.table === table);
    const [first] = own;
    // Two interfaces in one table are no single uplink.
    if (first === undefined || own.some(({ device }) => device !== first.device)) return [];
    const name = input.tableNames.find(({ id }) => id === table)?.name;
    const key = [name, first.device].find((one) => one !== undefined && isUplinkName(one));
    const uplink = key ?? `uplink-${table}`;
    const map: FlowMap = {
      interface: first.device,
      table: name === undefined ? table : { id: table, name },
      priority: first.priority,
      ...Object.fromEntries(own.map(({ family, words }) => [family, words])),
    };
    return [
      {
        name: name ?? `${table}`,
        device: first.device,
        uplink,
        words: `${uplink}: ${flowText(map)}`,
      },
    ];
  });
}

function isUplinkName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,30}$/.test(text);
}

/** The first way of each table. */
function waysOf(family: Family, { rules, routes, interfaces }: ProposalInput): readonly Way[] {
  const seen = new Set<TableId>();
  return routes.flatMap((route) => {
    const { table } = route;
    const [hop, ...others] = hopsOf(route);
    const isWay = route.family === family && isDefault(route.to) && !isReservedTable(table);
    if (!isWay || hop?.gateway === undefined || others.length > 0 || seen.has(table)) return [];
    const device = hop.device ?? deviceOfTable(table, routes);
    if (device === undefined) return [];
    const found = sourceRule({ family, table, device }, rules, interfaces);
    if (found === undefined) return [];
    seen.add(table);
    const address = writtenAddress(found.address, { table, device }, routes, interfaces);
    const words = { address, gateway: hop.gateway, onlink: hop.onlink ? true : undefined };
    return [{ family, table, device, priority: found.rule.priority, words }];
  });
}

/** Where the only gateway names none, an attached network of the same table does. */
function deviceOfTable(table: TableId, routes: readonly Route[]): string | undefined {
  const devices = routes.flatMap((route) =>
    route.table === table ? hopsOf(route).flatMap(({ device }) => device ?? []) : [],
  );
  return new Set(devices).size === 1 ? devices[0] : undefined;
}

type Place = { readonly family: Family; readonly table: TableId; readonly device: string };

function sourceRule(
  { family, table, device }: Place,
  rules: readonly Rule[],
  interfaces: readonly Interface[] | undefined,
): { readonly rule: Rule; readonly address: Address } | undefined {
  const own = interfaces?.find(({ name }) => name === device)?.addresses;
  for (const rule of rules) {
    const { from, ...others } = rule.selector;
    const leads = rule.action.kind === 'lookup' && rule.action.table === table;
    if (!leads || rule.family !== family || Object.keys(others).length > 0) continue;
    if (from === undefined || prefixLengthOf(from) !== addressBits(family)) continue;
    const address = addressOfPrefix(from);
    if (interfaces === undefined || own?.some((one) => one.address === address)) {
      return { rule, address };
    }
  }
  return undefined;
}

/** With the length that the interface, or the table's own route to the attached network, gives it. */
function writtenAddress(
  address: Address,
  { table, device }: Omit<Place, 'family'>,
  routes: readonly Route[],
  interfaces: readonly Interface[] | undefined,
): string {
  const own = interfaces
    ?.find(({ name }) => name === device)
    ?.addresses.find((one: InterfaceAddress) => one.address === address);
  if (own !== undefined) return `${address}/${own.prefixLength}`;
  const attached = routes.find(
    (route) =>
      route.table === table &&
      contains(route.to, address) &&
      hopsOf(route).some((hop) => hop.gateway === undefined && hop.device === device),
  );
  return attached === undefined ? 'auto' : `${address}/${prefixLengthOf(attached.to)}`;
}

/**
 * Topology x Facts -> Desired. Pure: the same input gives the same output in the same order.
 *
 * Tables describe uplinks and stay still; rules choose among them. Failing over changes rules and
 * main's defaults, so its cost does not grow with the number of routes.
 */

import { families } from '../model/address.ts';
import type { Desired, Wanted } from '../model/desired.ts';
import type { Facts } from '../model/live.ts';
import type { Checked, Place, Problem } from '../model/problem.ts';
import type { Route } from '../model/route.ts';
import { sameSlot } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { compareRules } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import type { Topology, Uplink } from '../topology/topology.ts';
import { outboundRoutes } from './outbound.ts';
import { packetTable } from './packet-table.ts';
import type { PolicyContext } from './policies.ts';
import { policyRoutes, policyRules, policySelectors } from './policies.ts';
import type { Demand, Priorities } from './priorities.ts';
import { allocatePriorities, bands } from './priorities.ts';
import type { RawContext } from './raw.ts';
import { rawRoutes, rawRules } from './raw.ts';
import { resolveNetworks } from './resolve-networks.ts';
import { resolveUplinks } from './resolve-uplinks.ts';
import { allocateTables } from './tables.ts';
import { uplinkRoutes } from './uplink-routes.ts';
import { probePairs } from './probe-pairs.ts';
import type { ResolvedUplink } from './resolve-uplinks.ts';
import type { OnLink } from './uplink-rules.ts';
import { mainFirstRules, onLinkPairs, onLinkRules, uplinkRules } from './uplink-rules.ts';

export function compile(topology: Topology, facts: Facts): Checked<Desired> {
  const tables = allocateTables(topology, facts);
  if (tables.exhausted !== undefined) return fail(noTableLeft(tables.exhausted.at));
  const tableNamed = (name: string): TableId => known(tables.byName.get(name), name);
  const tableOf = (uplink: Uplink) => uplink.table.id ?? tableNamed(uplink.table.name ?? '');
  const resolved = resolveUplinks(topology.uplinks, tableOf, facts);
  const networks = resolveNetworks(topology, facts);
  const context = { topology, facts, networks, resolved, tableNamed, protocol: topology.protocol };

  const allocated = allocatePriorities(topology, demandOf(topology, context));
  if (!allocated.ok) return fail(bandIsFull(topology, allocated.band));

  const raw = topology.routes.map((route) => rawRoutes(route, context));
  const parts = [
    ...resolved.map((uplink) => uplinkRoutes(uplink, topology.protocol)),
    ...policyParts(topology, context),
    outboundRoutes(topology.outbound, resolved, topology.protocol),
    ...raw.map((part) => part.routes),
  ];
  const clash = firstClash(parts);
  if (clash !== undefined) return fail(clash);
  const desired: Desired = {
    protocol: topology.protocol,
    rules: rulesOf(topology, context, allocated.priorities).toSorted((one, other) =>
      compareRules(one.item, other.item),
    ),
    routes: parts.flat(),
    tableNames: tables.named.map(({ table, origin }) => ({ item: table, origin })),
    uplinks: resolved.map(({ status }) => status),
    networks,
    waiting: raw.flatMap((part) => part.waiting),
    packetTable: packetTable(topology, networks),
  };
  return { ok: true, value: desired, warnings: [] };
}

type Context = PolicyContext & RawContext;

function demandOf(topology: Topology, context: Context): Demand {
  const { resolved } = context;
  return {
    sources: (uplink) =>
      Math.max(
        0,
        ...resolved.filter((one) => one.uplink === uplink).map((one) => one.sources.length),
      ),
    // One at least: while its network has no address, a policy keeps its place.
    policyRules: (policy) =>
      Math.max(1, ...families.map((family) => policySelectors(policy, family, context).length)),
    onLink: pairsOf(topology, resolved).length,
  };
}

/** What has to keep its uplink although main knows another way. */
function pairsOf(topology: Topology, resolved: readonly ResolvedUplink[]): readonly OnLink[] {
  if (!topology.mainFirst) return [];
  return [...onLinkPairs(resolved), ...probePairs(topology, resolved)];
}

function rulesOf(
  topology: Topology,
  context: Context,
  priorities: Priorities,
): readonly Wanted<Rule>[] {
  const { resolved, protocol } = context;
  const steering = [
    ...resolved.flatMap((uplink) => uplinkRules(uplink, resolved, priorities, protocol)),
    ...topology.policies.flatMap((policy) =>
      families.flatMap((family) => policyRules(policy, family, context, priorities)),
    ),
  ];
  const first = topology.mainFirst
    ? [
        ...onLinkRules(pairsOf(topology, resolved), priorities, protocol),
        ...mainFirstRules(steering, priorities, protocol),
      ]
    : [];
  return [
    ...first,
    ...steering,
    ...topology.rules.flatMap((rule) => rawRules(rule, context, priorities)),
  ];
}

function policyParts(topology: Topology, context: Context): readonly (readonly Wanted<Route>[])[] {
  return topology.policies.flatMap((policy) =>
    families.map((family) => policyRoutes(policy, family, context)),
  );
}

/**
 * Two items of one topology that the kernel could only hold one of. No part clashes with itself, so
 * tables that only one part writes to are not looked into: they may hold 100 000 routes.
 */
function firstClash(parts: readonly (readonly Wanted<Route>[])[]): Problem | undefined {
  const contested = contestedTables(parts);
  const byDestination = new Map<string, Wanted<Route>[]>();
  for (const wanted of parts.flat()) {
    if (!contested.has(wanted.item.table)) continue;
    const others = byDestination.get(wanted.item.to) ?? [];
    const other = others.find(({ item }) => sameSlot(item, wanted.item));
    if (other !== undefined) return routeClash(wanted, other);
    byDestination.set(wanted.item.to, [...others, wanted]);
  }
  return undefined;
}

function contestedTables(parts: readonly (readonly Wanted<Route>[])[]): ReadonlySet<TableId> {
  const once = new Set<TableId>();
  const contested = new Set<TableId>();
  for (const part of parts) {
    for (const table of new Set(part.map(({ item }) => item.table))) {
      if (once.has(table)) contested.add(table);
      once.add(table);
    }
  }
  return contested;
}

function routeClash(wanted: Wanted<Route>, other: Wanted<Route>): Problem {
  const { to, table, metric } = wanted.item;
  const where = `${to} in table ${table} with metric ${metric}`;
  return {
    code: 'MH390',
    severity: 'error',
    message: `two items of this topology make a route to ${where}: lines ${other.origin.line} and ${wanted.origin.line}`,
    hint: 'give one of them another metric',
    at: wanted.origin,
  };
}

function noTableLeft(at: Place): Problem {
  return {
    code: 'MH391',
    severity: 'error',
    message: 'no table number is left for this',
    hint: 'give it an explicit table id',
    at,
  };
}

function bandIsFull(topology: Topology, band: keyof typeof bands): Problem {
  const { first, last } = bands[band];
  const range = `${topology.priorityBase + first} to ${topology.priorityBase + last}`;
  return {
    code: 'MH392',
    severity: 'error',
    message:
      band === 'mainFirst'
        ? 'there is no free priority left before the first uplink rule'
        : `more rules than fit between priorities ${range}`,
    hint:
      band === 'mainFirst'
        ? 'give uplinks and policies higher priorities'
        : 'use a prefix list (to: {file: ...}) or explicit priorities',
  };
}

function fail(problem: Problem): Checked<never> {
  return { ok: false, problems: [problem] };
}

function known(id: TableId | undefined, name: string): TableId {
  if (id === undefined) throw new Error(`table ${name} was not allocated`);
  return id;
}

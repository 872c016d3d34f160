/** The written topology, of the right shape -> Topology: values parsed, names resolved. */

import { readPrefix } from './addresses.ts';
import { decodeExpectations, decodeInvariants } from './decode-expectations.ts';
import { decodeHealth } from './decode-health.ts';
import { decodeMetrics } from './decode-metrics.ts';
import { decodeOutbound, decodePolicies } from './decode-policies.ts';
import { decodeRoutes } from './decode-routes.ts';
import { decodeRules } from './decode-rules.ts';
import { decodeNetworks, decodeUplinks } from './decode-uplinks.ts';
import { decodeWatch } from './decode-watch.ts';
import type { Decoder, Names } from './decoder.ts';
import { placeOfEntry, reportKey, take, takeOptional } from './decoder.ts';
import { defaults } from './defaults.ts';
import type { WrittenTopology } from './generated/written.ts';
import type { Network, Table, Topology, Uplink } from './topology.ts';
import { readNumber, readTableId, readTableName } from './values.ts';

/** 0 to 4 are unspec, redirect, kernel, boot and static (linux/rtnetlink.h). */
const protocolBounds = { min: 5, max: 255 };
const priorityBaseBounds = { min: 2, max: 4_294_960_000 };

export function decodeTopology(decoder: Decoder, written: WrittenTopology): Topology {
  const health = written.health && decodeHealth(decoder, ['health'], written.health);
  const uplinks = decodeUplinks(decoder, written, {
    lastResort: written['last-resort'] ?? defaults.lastResort,
    routeOptions: decodeMetrics(decoder, ['route-options'], written['route-options'] ?? {}),
    health,
    connectionMarks: written['connection-marks'] ?? false,
  });
  const networks = decodeNetworks(decoder, written);
  const tables = decodeTables(decoder, written);
  const names = namesOf(uplinks, networks, tables);
  return {
    file: decoder.file,
    ...decodeNumbers(decoder, written),
    mainFirst: written['main-first'] ?? defaults.mainFirst,
    connectionMarks:
      written['connection-marks'] === true ? decoder.places.key(['connection-marks']) : undefined,
    uplinks,
    networks,
    outbound: decodeOutbound(decoder, names, written.outbound),
    policies: decodePolicies(decoder, names, written.policies ?? []),
    tables,
    rules: decodeRules(decoder, names, written.rules ?? []),
    routes: decodeRoutes(decoder, names, written.routes ?? []),
    expectations: [
      ...decodeExpectations(decoder, names, written.expect ?? []),
      ...decodeInvariants(decoder, names, written.invariants ?? []),
    ],
    management: (written.management ?? []).map((prefix, index) =>
      take(decoder, ['management', index], readPrefix(prefix)),
    ),
    health,
    watch: decodeWatch(decoder, ['watch'], written.watch ?? {}),
    sysctls: written.sysctls ?? defaults.sysctls,
  };
}

function decodeNumbers(
  decoder: Decoder,
  written: WrittenTopology,
): Pick<Topology, 'protocol' | 'priorityBase'> {
  const { protocol, 'priority-base': base } = written;
  const readProtocol = (one: number) => readNumber(one, protocolBounds);
  const readBase = (one: number) => readNumber(one, priorityBaseBounds);
  return {
    protocol: takeOptional(decoder, ['protocol'], protocol, readProtocol) ?? defaults.protocol,
    priorityBase: takeOptional(decoder, ['priority-base'], base, readBase) ?? defaults.priorityBase,
  };
}

function decodeTables(decoder: Decoder, { tables = {} }: WrittenTopology): readonly Table[] {
  return Object.entries(tables).map(([name, table]) => {
    const path = ['tables', name];
    const { flaw } = readTableName(name);
    if (flaw !== undefined) reportKey(decoder, path, flaw);
    const isShort = typeof table === 'number';
    const id = isShort ? table : table.id;
    const idPath = isShort ? path : [...path, 'id'];
    return {
      id: takeOptional(decoder, idPath, id, readTableId),
      name,
      at: placeOfEntry(decoder, path),
    };
  });
}

function namesOf(
  uplinks: readonly Uplink[],
  networks: readonly Network[],
  tables: readonly Table[],
): Names {
  const all = [...tables, ...uplinks.map(({ table }) => table)];
  return {
    uplinks: new Map(uplinks.map((uplink) => [uplink.name, uplink])),
    networks: new Map(networks.map((network) => [network.name, network])),
    tables: new Map(
      all.flatMap((table) => (table.name === undefined ? [] : [[table.name, table]])),
    ),
  };
}

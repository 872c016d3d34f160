/**
 * The nftables table of a topology: connections keep the uplink that they came in by or began on, and
 * networks go out with the address of the uplink. Undefined where neither is asked for.
 */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { NetworkStatus, Wanted } from '../model/desired.ts';
import type { NftObject, NftTable } from '../model/nft.ts';
import { nftFamily, nftTableName } from '../model/nft.ts';
import type { Mark } from '../model/rule.ts';
import type { Topology, Uplink } from '../topology/topology.ts';
import type { Chain } from './nft-words.ts';
import {
  chainObject,
  comesFrom,
  comesInBy,
  goOn,
  hasConnectionMark,
  isNewConnection,
  leavesBy,
  masquerade,
  ruleObject,
  setMark,
} from './nft-words.ts';

/** Priorities `mangle` and `srcnat` (nft(8)). */
const mangle = -150;
const sourceNat = 100;

const chains = {
  prerouting: { name: 'prerouting', type: 'filter', hook: 'prerouting', prio: mangle },
  forward: { name: 'forward', type: 'filter', hook: 'forward', prio: mangle },
  output: { name: 'output', type: 'route', hook: 'output', prio: mangle },
  postrouting: { name: 'postrouting', type: 'nat', hook: 'postrouting', prio: sourceNat },
} as const satisfies Record<string, Chain>;

export function packetTable(
  topology: Topology,
  networks: readonly NetworkStatus[],
): Wanted<NftTable> | undefined {
  const masquerading = topology.uplinks.find(({ masquerade: asked }) => asked.length > 0);
  const origin = topology.connectionMarks ?? masquerading?.at;
  if (origin === undefined) return undefined;
  const name = nftTableName(topology.protocol);
  const objects = [
    ...(topology.connectionMarks === undefined ? [] : markObjects(name, topology.uplinks)),
    ...(masquerading === undefined ? [] : masqueradeObjects(name, topology, networks)),
  ];
  return { item: { family: nftFamily, name, objects }, origin };
}

type Marked = { readonly name: string; readonly device: string; readonly mark: Mark };

function markObjects(table: string, uplinks: readonly Uplink[]): readonly NftObject[] {
  const all = uplinks.flatMap(({ name, interface: device, mark }): readonly Marked[] =>
    mark === undefined ? [] : [{ name, device, mark }],
  );
  const anyMask = all.reduce((mask, { mark }) => (mask | mark.mask) >>> 0, 0);
  const { prerouting, forward, output } = chains;
  return [
    ...[prerouting, forward, output].map((chain) => chainObject(table, chain)),
    ...all.flatMap((uplink) => comesInRules(table, uplink)),
    ...all.map((uplink) => answerRule(table, prerouting, uplink)),
    ...all.map((uplink) => beginsRule(table, uplink, anyMask)),
    ...all.map((uplink) => answerRule(table, output, uplink)),
  ];
}

/** What comes in by an uplink is on its way to somewhere else: no mark leads it back. */
function comesInRules(table: string, { name, device, mark }: Marked): readonly NftObject[] {
  const words = [comesInBy(device), isNewConnection, setMark('ct', mark)] as const;
  return [
    ruleObject(table, chains.prerouting, `${name} comes in`, ...words),
    ruleObject(table, chains.prerouting, `${name} goes on`, comesInBy(device), goOn),
  ];
}

/** One for each uplink: nftables copies a mark only as a whole. */
function answerRule(table: string, chain: Chain, { name, mark }: Marked): NftObject {
  return ruleObject(
    table,
    chain,
    `${name} answers`,
    hasConnectionMark(mark),
    setMark('meta', mark),
  );
}

/** A connection stays on the uplink it began on. */
function beginsRule(table: string, { name, device, mark }: Marked, anyMask: number): NftObject {
  const isUnmarked = hasConnectionMark({ value: 0, mask: anyMask });
  const words = [leavesBy(device), isNewConnection, isUnmarked, setMark('ct', mark)] as const;
  return ruleObject(table, chains.forward, `${name} begins`, ...words);
}

function masqueradeObjects(
  table: string,
  { uplinks }: Topology,
  networks: readonly NetworkStatus[],
): readonly NftObject[] {
  const rules = uplinks.flatMap((uplink) =>
    families
      .filter((family) => uplink.masquerade.includes(family))
      .flatMap((family) => masqueradeRules(table, uplink, family, networks)),
  );
  return [chainObject(table, chains.postrouting), ...rules];
}

function masqueradeRules(
  table: string,
  uplink: Uplink,
  family: Family,
  networks: readonly NetworkStatus[],
): readonly NftObject[] {
  const own = networks.filter((network) => network.family === family);
  const prefixes = [...new Set(own.flatMap((network) => network.prefixes))];
  return prefixes.map((prefix) => {
    const words = [comesFrom(family, prefix), leavesBy(uplink.interface), masquerade] as const;
    const comment = `${uplink.name} masquerades ${prefix}`;
    return ruleObject(table, chains.postrouting, comment, ...words);
  });
}

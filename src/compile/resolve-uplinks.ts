/** Uplinks x facts -> what each uplink is in each family: its addresses, its way out, its state. */

import type { Address, Family, Prefix } from '../model/address.ts';
import { families, overlaps } from '../model/address.ts';
import type { Unready, UplinkStatus } from '../model/desired.ts';
import { rankIn } from '../model/health.ts';
import type { Facts, Interface } from '../model/live.ts';
import type { Hop } from '../model/route.ts';
import type { TableId } from '../model/table.ts';
import type { Uplink, UplinkFamily } from '../topology/topology.ts';
import type { Chosen, Connected } from './chosen-addresses.ts';
import { chooseAddresses, connectedNetworks, showAddress, towards } from './chosen-addresses.ts';
import type { WayOut } from './way-out.ts';
import { wayOut } from './way-out.ts';

/** How packets leave by an uplink. */
export type Path = {
  readonly hop: Hop;
  /** Undefined where the kernel shall choose (IPv6 privacy addresses). */
  readonly source: Address | undefined;
  readonly connected: readonly Connected[];
};

export type ResolvedUplink = {
  readonly uplink: Uplink;
  readonly family: Family;
  readonly table: TableId;
  /** Sources whose replies belong to this uplink; known also while its interface is down. */
  readonly sources: readonly Prefix[];
  /** The same, address by address, where `sources` are networks. */
  readonly hosts: readonly Prefix[];
  /** Undefined while the uplink cannot carry packets. */
  readonly path: Path | undefined;
  /** Its interface has no carrier: what can choose goes elsewhere. */
  readonly isIdle: boolean;
  /** Beside the others: what can choose goes to those with the least. */
  readonly rank: number;
  readonly status: UplinkStatus;
};

export function resolveUplinks(
  uplinks: readonly Uplink[],
  tableOf: (uplink: Uplink) => TableId,
  facts: Facts,
): readonly ResolvedUplink[] {
  const resolved = uplinks.flatMap((uplink) =>
    families.flatMap((family) => {
      const part = uplink[family];
      if (part === undefined) return [];
      const neighbours = uplinks.filter((other) => other !== uplink && isNeighbour(other, uplink));
      return [resolve({ uplink, family, part, table: tableOf(uplink), neighbours }, facts)];
    }),
  );
  return resolved.map((one) =>
    sharesSources(one, resolved) ? { ...one, sources: one.hosts } : one,
  );
}

function isNeighbour(one: Uplink, other: Uplink): boolean {
  return one.interface === other.interface;
}

/** Two uplinks in one network cannot be told apart by it, only by their addresses. */
function sharesSources(one: ResolvedUplink, all: readonly ResolvedUplink[]): boolean {
  return all.some(
    (other) =>
      other !== one &&
      other.family === one.family &&
      other.sources.some((theirs) => one.sources.some((ours) => overlaps(ours, theirs))),
  );
}

type Part = {
  readonly uplink: Uplink;
  readonly family: Family;
  readonly part: UplinkFamily;
  readonly table: TableId;
  /** The other uplinks on its interface. */
  readonly neighbours: readonly Uplink[];
};

function resolve({ uplink, family, part, table, neighbours }: Part, facts: Facts): ResolvedUplink {
  const link = facts.interfaces.find(({ name }) => name === uplink.interface);
  const present = (link?.addresses ?? []).filter((address) => address.family === family);
  const found = chooseAddresses(part, present, neighbours);
  const gateways = facts.gateways.filter(
    (entry) =>
      entry.interface === uplink.interface &&
      entry.family === family &&
      (entry.ownTable ?? table) === table,
  );
  const networks = connectedNetworks(found).map(({ network }) => network);
  const isShared = neighbours.length > 0;
  const gateway = wayOut(part.gateway, { link, networks, gateways, isShared });
  const chosen = part.addresses === 'auto' ? towards(gateway?.address, found) : found;
  const unready = link === undefined ? missing(uplink, facts) : whyUnready(link, chosen, gateway);
  const status: UplinkStatus = {
    name: uplink.name,
    family,
    interface: uplink.interface,
    table,
    origin: part.at,
    state: unready ?? {
      kind: 'ready',
      address: chosen.addresses[0] === undefined ? '' : showAddress(chosen.addresses[0]),
      gateway: gateway?.address,
    },
    learned: learnedFrom(part, chosen, gateway),
  };
  const path = unready === undefined ? pathOf(uplink, chosen, gateway) : undefined;
  const { sources, hosts } = chosen;
  const isIdle = link?.carrier === false;
  const rank = rankIn(facts.standings ?? [], uplink.name, family);
  return { uplink, family, table, sources, hosts, path, isIdle, rank, status };
}

const noGateway: Unready = { kind: 'no-gateway' };

function missing({ interface: wanted }: Uplink, { interfaces }: Facts): Unready {
  const known = interfaces.find(({ otherNames }) => otherNames?.includes(wanted));
  if (known !== undefined) return { kind: 'interface-missing', knownAs: known.name, present: [] };
  const present = interfaces.map(({ name }) => name).filter((name) => name !== 'lo');
  return { kind: 'interface-missing', present };
}

function whyUnready(
  link: Interface,
  chosen: Chosen,
  gateway: WayOut | undefined,
): Unready | undefined {
  if (!link.up) return { kind: 'interface-down' };
  const problem = chosen.problem ?? (gateway === undefined ? noGateway : undefined);
  if (problem === undefined || link.carrier || problem.kind === 'address-missing') return problem;
  // Without carrier there is no lease, no advertisement and no end of duplicate address detection.
  return { kind: 'no-carrier' };
}

function pathOf(uplink: Uplink, chosen: Chosen, gateway: WayOut | undefined): Path | undefined {
  const [first] = chosen.addresses;
  if (first === undefined || gateway === undefined) return undefined;
  const connected = connectedNetworks(chosen);
  const hop = {
    ...(gateway.address === undefined ? {} : { gateway: gateway.address }),
    device: uplink.interface,
    weight: 1,
    onlink: gateway.onlink,
  };
  return { hop, source: chosen.kernelChooses ? undefined : first.address, connected };
}

function learnedFrom(
  part: UplinkFamily,
  chosen: Chosen,
  gateway: WayOut | undefined,
): readonly string[] {
  const [first] = chosen.addresses;
  return [
    ...lengthDiffers(part, chosen),
    ...(part.addresses === 'auto' && first !== undefined
      ? [`address ${showAddress(first)} from the interface`]
      : []),
    ...(gateway?.learned === undefined
      ? []
      : [
          gateway.address === undefined
            ? gateway.learned
            : `gateway ${gateway.address} from ${gateway.learned}`,
        ]),
  ];
}

function lengthDiffers({ addresses }: UplinkFamily, chosen: Chosen): readonly string[] {
  if (addresses === 'auto') return [];
  return addresses.flatMap((declaredOne, index) => {
    const present = chosen.addresses[index];
    if (present === undefined || present.prefixLength === declaredOne.prefixLength) return [];
    return [
      `${showAddress(declaredOne)} is ${showAddress(present)} on the interface, and that counts`,
    ];
  });
}

/**
 * Which interfaces of a host are likely uplinks: those with a global address and a way out that a default
 * route, a lease or the peer of a point-to-point link tells of.
 */

import type { Address, Family, InterfaceAddress } from '../model/address.ts';
import { contains, families, isDefault, isLinkLocal, networkOf } from '../model/address.ts';
import type { Lease } from '../model/lease.ts';
import type { Interface, Live, LiveAddress } from '../model/live.ts';
import { protocolWord } from '../model/protocol.ts';
import type { Hop, Route } from '../model/route.ts';
import { hopsOf, scopes } from '../model/route.ts';
import type { StarterPart } from '../model/starter.ts';
import { builtInTableNames, mainTable } from '../model/table.ts';

export type LikelyUplink = {
  readonly link: Interface;
  readonly parts: readonly StarterPart[];
  /** Of its defaults in main, by family; the least first. */
  readonly metrics: Readonly<Record<Family, number>>;
};

export type HostTold = Pick<Live, 'interfaces' | 'routes' | 'tableNames'> & {
  readonly leases: readonly Lease[];
  readonly ownProtocol: number;
};

/** The most preferred first: that with the least metric in main. */
export function likelyUplinks(told: HostTold): readonly LikelyUplink[] {
  return told.interfaces
    .filter(({ name, up, vrf }) => name !== 'lo' && up && vrf === undefined)
    .map((link) => likelyUplink(link, told))
    .filter(({ parts }) => parts.length > 0)
    .toSorted(
      ({ metrics: one }, { metrics: other }) =>
        compare(one.ipv4, other.ipv4) || compare(one.ipv6, other.ipv6),
    );
}

/** Infinite ones are alike. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function likelyUplink(link: Interface, told: HostTold): LikelyUplink {
  const metricOf = (family: Family): number =>
    Math.min(...foreignDefaults(told, family, link.name).map(({ metric }) => metric));
  return {
    link,
    parts: families.flatMap((family) => partOf(link, family, told) ?? []),
    metrics: { ipv4: metricOf('ipv4'), ipv6: metricOf('ipv6') },
  };
}

/** Of others, in main. */
export function foreignDefaults(
  { routes, ownProtocol }: Pick<HostTold, 'routes' | 'ownProtocol'>,
  family: Family,
  device?: string,
): readonly Route[] {
  return routes.filter(
    (route) =>
      route.family === family &&
      route.table === mainTable &&
      route.protocol !== ownProtocol &&
      isDefault(route.to) &&
      waysOf(route).some((hop) => hop.device === (device ?? hop.device)),
  );
}

export function waysOf({ target, ...route }: Route): readonly Hop[] {
  return target.kind === 'nexthop-object' ? (target.leadsBy ?? []) : hopsOf({ ...route, target });
}

/** What tells of a way out. */
type Evidence = {
  readonly gateway: Address | undefined;
  /** From DHCP or router advertisements: it may change by itself. */
  readonly dynamic: boolean;
  readonly because: string;
};

function partOf(link: Interface, family: Family, told: HostTold): StarterPart | undefined {
  const working = globalAddresses(link, family);
  const [first] = working;
  const lease = told.leases.find(
    (one) => family === 'ipv4' && one.interface === link.name && one.gateways.length > 0,
  );
  const evidence = fromRoutes(link, family, told) ?? fromLease(lease) ?? fromPeer(link, working);
  if (first === undefined || evidence === undefined) return undefined;
  const isAuto =
    link.withoutNeighbours ||
    working.some(({ dynamic, address }) => dynamic || address === lease?.address) ||
    (evidence.dynamic && family === 'ipv4');
  const { gateway, because } = evidence;
  return {
    ...{ family, because, addresses: isAuto ? 'auto' : working.map(plainAddress) },
    gateway: gatewayFor(evidence, isAuto, working),
    now: { address: plainAddress(first), gateway },
  };
}

function gatewayFor(
  { gateway, dynamic }: Evidence,
  isAuto: boolean,
  working: readonly LiveAddress[],
): StarterPart['gateway'] {
  if (gateway === undefined) return 'none';
  if (isAuto || dynamic) return 'auto';
  const isNear = working.some((address) => contains(networkOf(address), gateway));
  // A host route of somebody else's may lead there now; in a table of ours there is none.
  return { address: gateway, onlink: !isNear && !isLinkLocal(gateway) };
}

export function globalAddresses(link: Interface, family: Family): readonly LiveAddress[] {
  const global = link.addresses.filter(
    (one) =>
      one.family === family &&
      one.scope === scopes.global &&
      !one.tentative &&
      !one.duplicate &&
      !one.deprecated &&
      !one.temporary,
  );
  // Nobody in the internet answers a unique local address (RFC 4193).
  const isLocal = ({ address }: LiveAddress) => Number(/^f[cd]/.test(address));
  return global.toSorted(
    (one, other) =>
      isLocal(one) - isLocal(other) || Number(one.secondary) - Number(other.secondary),
  );
}

export function plainAddress({ address, prefixLength }: LiveAddress): InterfaceAddress {
  return { address, prefixLength };
}

const byProgram: ReadonlySet<string> = new Set(['dhcp', 'ra', 'kernel']);

/** Others' before ours, main before other tables; in those, one without a gateway is a tunnel's. */
function fromRoutes(
  { name }: Interface,
  family: Family,
  { routes, ownProtocol, tableNames }: HostTold,
): Evidence | undefined {
  const leading = routes.flatMap((route) => {
    if (route.family !== family || !isDefault(route.to)) return [];
    const hop = waysOf(route).find(({ device }) => device === name);
    const isAside = route.table !== mainTable;
    return hop === undefined || (isAside && hop.gateway === undefined)
      ? []
      : [{ route, hop, rank: Number(route.protocol === ownProtocol) * 2 + Number(isAside) }];
  });
  const best = leading.toSorted((one, other) => one.rank - other.rank)[0];
  if (best === undefined) return undefined;
  const { route, hop } = best;
  const table = [...tableNames, ...builtInTableNames].find(({ id }) => id === route.table);
  const word = protocolWord(route.protocol);
  const where = `default route in table ${table?.name ?? route.table}`;
  return {
    gateway: hop.gateway,
    dynamic: byProgram.has(word),
    because: `${where}, proto ${word}, metric ${route.metric}`,
  };
}

function fromLease(lease: Lease | undefined): Evidence | undefined {
  if (lease === undefined) return undefined;
  const because = `the lease in ${lease.file} (${lease.keeper}); nobody makes a default route of it`;
  return { gateway: lease.gateways[0], dynamic: true, because };
}

function fromPeer(
  { withoutNeighbours, name }: Interface,
  working: readonly LiveAddress[],
): Evidence | undefined {
  // Other tunnels lead to an office as often as to the internet.
  if (!/^(ppp|wwan)/.test(name)) return undefined;
  const peer = withoutNeighbours ? working.find((one) => one.peer !== undefined)?.peer : undefined;
  if (peer === undefined) return undefined;
  const because = `point-to-point with ${peer}`;
  return { gateway: undefined, dynamic: true, because };
}

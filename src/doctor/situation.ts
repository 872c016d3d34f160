/** What is judged: a host, and what a topology (or without one, its default routes) makes of it. */

import type { Address, Family, Prefix } from '../model/address.ts';
import {
  families,
  isDefault,
  networkOf,
  parseAddress,
  parseInterfaceAddress,
} from '../model/address.ts';
import type { Desired, UplinkStatus } from '../model/desired.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { Interface, Live, LiveAddress } from '../model/live.ts';
import type { Origin } from '../model/origin.ts';
import type { Sysctls } from '../model/sysctl.ts';
import { interfaceSysctl } from '../model/sysctl.ts';
import { plannedState } from '../lookup/kernel-state.ts';
import type { RoutingState } from '../lookup/state.ts';
import type { Topology } from '../topology/topology.ts';

export type Situation = {
  readonly live: Live;
  readonly sysctls: Sysctls;
  /** Rules and routes as the topology wants them; without one, as they are. */
  readonly state: RoutingState;
  /** All that it becomes when uplinks fail; worked out when it is asked for. */
  readonly states: () => readonly RoutingState[];
  readonly uplinks: readonly JudgedUplink[];
  readonly networks: readonly JudgedNetwork[];
  /** In which families traffic is spread over several uplinks. */
  readonly balanced: ReadonlySet<Family>;
  /** Somebody leads traffic elsewhere when a link fails. */
  readonly isWatched: boolean;
  /** Undefined without a topology. */
  readonly desired: Desired | undefined;
};

export type JudgedUplink = {
  readonly name: string;
  readonly family: Family;
  readonly interface: string;
  /** Undefined where it has none now. */
  readonly address: Address | undefined;
  readonly gateway: Address | undefined;
  /** Its address or gateway comes from somebody else, as DHCP or router advertisements. */
  readonly isLearned: boolean;
  readonly at: Origin | undefined;
};

/** Attached, and no uplink. */
export type JudgedNetwork = {
  readonly name: string;
  readonly family: Family;
  readonly interface: string;
  readonly prefixes: readonly Prefix[];
  /** A policy says where its traffic goes: that supposes a router. */
  readonly isRouted: boolean;
  readonly at: Origin | undefined;
};

type Host = Pick<Situation, 'live' | 'sysctls' | 'isWatched'>;

export type Compiled = {
  readonly desired: Desired;
  readonly states: () => readonly Desired[];
};

export function situationOf(
  host: Host,
  topology: Topology,
  { desired, states }: Compiled,
): Situation {
  return {
    ...host,
    desired,
    state: plannedState(host.live, desired),
    states: () => states().map((one) => plannedState(host.live, one)),
    uplinks: desired.uplinks.map((status) => declaredUplink(status, topology)),
    networks: topology.networks.flatMap((network) =>
      families.flatMap((family) => {
        if (network[family] === undefined) return [];
        const { name, interface: device, at } = network;
        const prefixes = prefixesOf(device, family, host.live.interfaces);
        const isRouted = desired.networks.some((one) => one.name === name && one.family === family);
        return [{ name, family, interface: device, prefixes, isRouted, at }];
      }),
    ),
    balanced: new Set(families.filter((family) => isBalanced(topology, family))),
  };
}

function declaredUplink(
  { name, family, interface: device, state, origin }: UplinkStatus,
  { uplinks }: Topology,
): JudgedUplink {
  const declared = uplinks.find((one) => one.name === name)?.[family];
  const isReady = state.kind === 'ready';
  return {
    ...{ name, family, interface: device, at: origin },
    address: isReady ? parseInterfaceAddress(state.address)?.address : undefined,
    gateway: isReady ? parseAddress(state.gateway ?? '') : undefined,
    isLearned: declared?.addresses === 'auto' || declared?.gateway.kind === 'auto',
  };
}

function isBalanced({ outbound, policies, uplinks }: Topology, family: Family): boolean {
  return [outbound, ...policies].some((one) => {
    if (one.mode !== 'balance') return false;
    const able = uplinks.filter(({ name, ...own }) => one.uplinks.includes(name) && own[family]);
    return able.length > 1;
  });
}

/** Every interface with a default route counts as an uplink; where it forwards, others as networks. */
export function situationWithout(host: Host): Situation {
  const { live } = host;
  const uplinks = families.flatMap((family) => defaultDevices(family, live));
  const isUplink = (name: string) => uplinks.some((one) => one.interface === name);
  const others = live.interfaces.filter(({ name }) => name !== 'lo' && !isUplink(name));
  return {
    ...host,
    desired: undefined,
    state: live,
    states: () => [live],
    uplinks,
    networks: forwardingFamilies(host).flatMap((family) =>
      others.flatMap(({ name }) => {
        const prefixes = prefixesOf(name, family, live.interfaces);
        return prefixes.length === 0
          ? []
          : [{ name, family, interface: name, prefixes, isRouted: false, at: undefined }];
      }),
    ),
    balanced: new Set(families.filter((family) => hasMultipath(family, live))),
  };
}

function forwardingFamilies({ sysctls }: Host): readonly Family[] {
  return families.filter(
    (family) => sysctls.get(interfaceSysctl(family, 'all', 'forwarding')) === 1,
  );
}

function defaultDevices(family: Family, { routes, interfaces }: Live): readonly JudgedUplink[] {
  const hops = routes
    .filter((route) => route.family === family && isDefault(route.to))
    .flatMap(({ target }) => ('hops' in target ? target.hops : []));
  const links = interfaces.filter(({ name }) => hops.some(({ device }) => device === name));
  return links.map((link) => {
    const [own] = addressesOf(link.name, family, interfaces);
    return {
      ...{ name: link.name, family, interface: link.name, at: undefined },
      address: own?.address,
      gateway: hops.find(({ device }) => device === link.name)?.gateway,
      isLearned: own?.dynamic === true,
    };
  });
}

function hasMultipath(family: Family, { routes }: Live): boolean {
  return routes.some(
    ({ family: own, to, target }) =>
      own === family && isDefault(to) && 'hops' in target && target.hops.length > 1,
  );
}

function prefixesOf(
  device: string,
  family: Family,
  interfaces: readonly Interface[],
): readonly Prefix[] {
  return addressesOf(device, family, interfaces).map(networkOf);
}

function addressesOf(
  device: string,
  family: Family,
  interfaces: readonly Interface[],
): readonly LiveAddress[] {
  return globalAddresses(
    interfaces.filter(({ name }) => name === device),
    family,
  );
}

/** Topology -> the namespaces that it is rehearsed in: its router, providers, and hosts behind it. */

import type { Address, InterfaceAddress, Prefix } from '../model/address.ts';
import { contains, familyOf, hostPrefix, isLinkLocal, networkOf } from '../model/address.ts';
import type { Facts } from '../model/live.ts';
import type { Topology } from '../topology/topology.ts';
import type { Lines } from './batch.ts';
import { linesOf, together } from './batch.ts';
import type { SentFlow } from './flows.ts';
import { sentFlows } from './flows.ts';
import type { Lan } from './lans.ts';
import { lanNotes, lanPrefixes, lansOf } from './lans.ts';
import type { Provider, Site } from './provider.ts';
import { hardwareAddress, providerOf } from './provider.ts';
import type { Leg, StagedUplink } from './stage.ts';
import { gatewaysOf, groupsOf, stagedUplinks } from './stage.ts';
import type { Targets } from './targets.ts';
import { spreadNotes, targetsOf } from './targets.ts';

export type World = {
  /** Beside the router, which has the namespace of this process. */
  readonly namespaces: readonly { readonly name: string; readonly lines: Lines }[];
  /** Before the other namespaces have got theirs. */
  readonly cables: Lines;
  /** After that. */
  readonly router: Lines;
  readonly sites: readonly Site[];
  readonly lans: readonly Lan[];
  readonly targets: Targets;
  readonly flows: readonly SentFlow[];
  readonly notes: readonly string[];
};

/** Of what is named and has no address: somebody must be at the other end. */
const elsewhere = 'elsewhere';

const learnedMetric = 20_000;

/** `assumed` is what the topology takes the host for: all the interfaces that it names. */
export function worldOf(topology: Topology, assumed: Pick<Facts, 'interfaces'>): World {
  const staged = stagedUplinks(topology);
  const lans = lansOf(topology);
  const networks = staged.flatMap(({ legs }) =>
    legs.flatMap(({ addresses }) => addresses.map(networkOf)),
  );
  // A gateway can be outside of them, and answers also where it forwards nothing.
  const attached = [...networks, ...gatewaysOf(staged).map(hostPrefix)];
  const targets = targetsOf(topology, insideOf(staged, lans), attached);
  const behind = { targets: targets.all, lans: lanPrefixes(lans) };
  const providers = groupsOf(staged).map((group, index) => providerOf(group, index, behind));
  const known = new Set([...staged, ...lans].map((one) => one.interface));
  const others = assumed.interfaces.map(({ name }) => name).filter((name) => !known.has(name));
  return {
    namespaces: [
      ...providers.map(({ namespace, lines }) => ({ name: namespace, lines })),
      ...lans.map(({ namespace, lines }) => ({ name: namespace, lines })),
      ...(others.length > 0 ? [{ name: elsewhere, lines: elsewhereLines(others) }] : []),
    ],
    cables: linesOf(...cablesOf(providers, lans, others)),
    router: together(
      linesOf('link set lo up'),
      ...staged.map((uplink, index) => uplinkLines(uplink, index, providers)),
      ...lans.map(({ interface: name, addresses }) => interfaceLines(name, addresses)),
      ...others.map((name) => interfaceLines(name, [])),
    ),
    sites: staged.flatMap(({ name }) =>
      providers.flatMap(({ sites }) => sites.filter(({ uplink }) => uplink === name)),
    ),
    ...{ lans, targets, flows: sentFlows(topology, { lans, targets }) },
    ...{ notes: [...settingNotes, ...lanNotes(topology, lans), ...spreadNotes(targets)] },
  };
}

const settingNotes = [
  'the host is rehearsed with ignore_routes_with_linkdown = 1, as plan advises',
] as const;

function insideOf(staged: readonly StagedUplink[], lans: readonly Lan[]): readonly Prefix[] {
  const own: readonly Address[] = staged.flatMap(({ legs }) =>
    legs.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
  );
  return [...own.map(hostPrefix), ...lanPrefixes(lans)];
}

function cablesOf(
  providers: readonly Provider[],
  lans: readonly Lan[],
  others: readonly string[],
): readonly string[] {
  return [
    ...providers.flatMap(({ namespace, ports }) =>
      ports.map(({ interface: name, port }) => cable(name, port, namespace)),
    ),
    ...lans.map(({ interface: name, namespace }) => cable(name, 'eth0', namespace)),
    ...others.map((name, index) => cable(name, `port${index + 1}`, elsewhere)),
  ];
}

function cable(name: string, peer: string, namespace: string): string {
  return `link add ${name} type veth peer name ${peer} netns ${namespace}`;
}

function elsewhereLines(others: readonly string[]): Lines {
  return linesOf(
    'link set lo up',
    ...others.map((_, index) => `link set port${index + 1} addrgenmode none up`),
  );
}

function uplinkLines(
  { interface: name, legs, isPointToPoint }: StagedUplink,
  index: number,
  providers: readonly Provider[],
): Lines {
  const provider = providers.findIndex(({ ports }) => ports.some((one) => one.interface === name));
  const pointToPoint = isPointToPoint
    ? linesOf(`link set ${name} address ${hardwareAddress(provider)}`, `link set ${name} arp off`)
    : linesOf();
  const learned = legs.flatMap((leg) => learnedLine(leg, name, learnedMetric + index));
  const addresses = legs.flatMap((leg) => leg.addresses);
  return together(pointToPoint, interfaceLines(name, addresses), linesOf(...learned));
}

function learnedLine(
  { gateway, learned, addresses }: Leg,
  device: string,
  metric: number,
): readonly string[] {
  if (!learned || gateway === undefined) return [];
  const isNear = isLinkLocal(gateway) || addresses.some((one) => contains(networkOf(one), gateway));
  const line = `route add default via ${gateway} dev ${device} proto dhcp metric ${metric}`;
  return [isNear ? line : `${line} onlink`];
}

function interfaceLines(name: string, addresses: readonly InterfaceAddress[]): Lines {
  return linesOf(
    `link set ${name} up`,
    ...addresses.map(({ address, prefixLength }) => {
      const nodad = familyOf(address) === 'ipv6' ? ' nodad' : '';
      return `address replace ${address}/${prefixLength} dev ${name}${nodad}`;
    }),
  );
}

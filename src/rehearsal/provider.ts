/**
 * The provider of some uplinks: a namespace with their gateways on a bridge, and with all targets, so
 * that answers need no other way back than the uplink.
 */

import type { Address, Family, Prefix } from '../model/address.ts';
import { families, familyOf, networkOf, parsePrefix, showPrefix } from '../model/address.ts';
import type { Lines } from './batch.ts';
import { inBoth, linesOf, noLines, together } from './batch.ts';
import type { StagedUplink } from './stage.ts';
import { gatewaysOf } from './stage.ts';

/** Where an uplink ends, and where it is cut. */
export type Site = {
  readonly uplink: string;
  readonly interface: string;
  readonly namespace: string;
  /** The other end of its interface. */
  readonly port: string;
  /** Undefined where there is none: its port is no part of a bridge. */
  readonly bridge: string | undefined;
  /** What it sends is told from what others send by these. */
  readonly silence: Readonly<Record<Family, readonly string[]>>;
  /** They are its own addresses: what networks send looks the same from each uplink. */
  readonly hidesForwarded: boolean;
  /** Where another uplink has the same port and a gateway of its own: addresses that can go alone. */
  readonly gateways: readonly string[];
  /** Routes for answers that come by it, while it works. */
  readonly ways: readonly string[];
};

export type Provider = {
  readonly namespace: string;
  readonly ports: readonly { readonly interface: string; readonly port: string }[];
  readonly lines: Lines;
  readonly sites: readonly Site[];
};

export type Behind = { readonly targets: readonly Address[]; readonly lans: readonly Prefix[] };

const bridge = 'near';

/** What comes before its local table, and what takes its place while it is silent. */
const priorities = { near: 10, silence: 20, local: 30 };

export function providerOf(
  group: readonly StagedUplink[],
  index: number,
  behind: Behind,
): Provider {
  const namespace = `isp${index + 1}`;
  const names = [...new Set(group.map((uplink) => uplink.interface))];
  const ports = names.map((name, at) => ({ interface: name, port: `port${at + 1}` }));
  const isPointToPoint = group.every((uplink) => uplink.isPointToPoint);
  const near = isPointToPoint ? 'port1' : bridge;
  const sites = group.map((uplink, at) => {
    const { port = near } = ports.find((one) => one.interface === uplink.interface) ?? {};
    return {
      ...{ uplink: uplink.name, interface: uplink.interface, namespace, port },
      bridge: isPointToPoint ? undefined : bridge,
      silence: silenceOf(uplink, group.length === 1 ? near : undefined),
      hidesForwarded: group.length > 1,
      gateways: lonelyGateways(uplink, group),
      ways: waysTo(behind.lans, uplink, near, at + 1),
    };
  });
  const all = ports.map(({ port }) => port);
  return {
    ...{ namespace, ports, sites },
    lines: together(
      linesOf('link set lo up'),
      isPointToPoint ? pointToPointLines(all, index) : bridgeLines(all, index),
      linesOf(...nearLines(group, near), ...behind.targets.flatMap(targetLine)),
      linesOf(...sites.flatMap(({ ways }) => ways.map((way) => `route replace ${way}`))),
      ruleLines(gatewaysOf(group)),
    ),
  };
}

function lonelyGateways(uplink: StagedUplink, group: readonly StagedUplink[]): readonly string[] {
  const beside = group.filter((one) => one !== uplink && one.interface === uplink.interface);
  const theirs = gatewaysOf(beside);
  return gatewaysOf([uplink])
    .filter((one) => theirs.length > 0 && !theirs.includes(one))
    .map(gatewayWords);
}

/** Each for itself: with the first IPv4 address of a network all others of it would go. */
function gatewayWords(gateway: Address): string {
  const length = gateway.startsWith('fe80:') ? '/64' : '';
  return `${gateway}${length} dev ${bridge}`;
}

function bridgeLines(ports: readonly string[], index: number): Lines {
  return linesOf(
    `link add ${bridge} type bridge mcast_snooping 0`,
    `link set ${bridge} address ${hardwareAddress(index)} addrgenmode none up`,
    `address add fe80::ff:${index + 1}/64 dev ${bridge} nodad`,
    ...ports.map((port) => `link set ${port} addrgenmode none master ${bridge} up`),
  );
}

/** Without neighbours a device sends to its own address: both ends have the same. */
function pointToPointLines(ports: readonly string[], index: number): Lines {
  return linesOf(
    ...ports.map((port) => `link set ${port} address ${hardwareAddress(index)} addrgenmode none`),
    ...ports.map((port) => `link set ${port} arp off up`),
  );
}

/** Of the provider; where there are no neighbours, of the uplink, too. */
export function hardwareAddress(index: number): string {
  return `02:00:00:00:01:${(index + 1).toString(16).padStart(2, '0')}`;
}

function nearLines(group: readonly StagedUplink[], near: string): readonly string[] {
  const networks = networksOf(group.flatMap((uplink) => uplink.legs));
  const gateways = [...new Set(gatewaysOf(group))];
  const owned = gateways.map((one) => `address add ${gatewayWords(one)}${nodad(one)}`);
  return [
    ...owned,
    ...networks.map((network) => `route replace ${showPrefix(network)} dev ${near}`),
  ];
}

function targetLine(target: Address): readonly string[] {
  return [`address add ${target} dev lo${nodad(target)}`];
}

function nodad(address: Address): string {
  return familyOf(address) === 'ipv6' ? ' nodad' : '';
}

/** Its own addresses answer also while it is silent, and so do its neighbours. */
function ruleLines(gateways: readonly Address[]): Lines {
  const { near, local } = priorities;
  const own = [...new Set([...gateways, ...neighbourPrefixes])];
  const of = (family: Family) =>
    own
      .filter((prefix) => familyOf(prefix) === family)
      .map((prefix) => `rule add pref ${near} to ${prefix} lookup local`);
  return together(
    { ...noLines, byFamily: { ipv4: of('ipv4'), ipv6: of('ipv6') } },
    inBoth(`rule add pref ${local} lookup local`, 'rule del pref 0'),
  );
}

/** Without them nobody finds an IPv6 neighbour. */
const neighbourPrefixes = ['ff00::/8', 'fe80::/10'].flatMap((text) => parsePrefix(text) ?? []);

/** In a network with other uplinks it is told from them by its addresses. */
function silenceOf({ legs }: StagedUplink, device: string | undefined): Site['silence'] {
  const of = (family: Family): readonly string[] => {
    if (device !== undefined) return [`iif ${device}`];
    const own = legs.filter((leg) => leg.family === family);
    return own.flatMap(({ addresses }) => addresses.map(({ address }) => `from ${address}`));
  };
  return { ipv4: of('ipv4'), ipv6: of('ipv6') };
}

/** For `verb` `add` or `del`. */
export function silenceLines({ silence }: Site, verb: 'add' | 'del'): Lines {
  const of = (family: Family) =>
    silence[family].map((match) => `rule ${verb} pref ${priorities.silence} ${match} blackhole`);
  return { ...noLines, byFamily: { ipv4: of('ipv4'), ipv6: of('ipv6') } };
}

function waysTo(
  lans: readonly Prefix[],
  { legs, isPointToPoint }: StagedUplink,
  near: string,
  metric: number,
): readonly string[] {
  // They go with the carrier of a link that has no bridge.
  const attached = isPointToPoint ? networksOf(legs).map((one) => `${one} dev ${near}`) : [];
  const behind = families.flatMap((family) => {
    const address = legs.find((leg) => leg.family === family)?.addresses[0]?.address;
    if (address === undefined) return [];
    const via = isPointToPoint ? '' : ` via ${address}`;
    return lans
      .filter((prefix) => familyOf(prefix) === family)
      .map((prefix) => `${prefix}${via} dev ${near} metric ${metric}`);
  });
  return [...attached, ...behind];
}

function networksOf(legs: StagedUplink['legs']): readonly Prefix[] {
  return [...new Set(legs.flatMap(({ addresses }) => addresses.map(networkOf)))];
}

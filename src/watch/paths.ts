/** Topology x what compilation found -> which paths are watched, whom they ask, and over what. */

import type { Address, Family } from '../model/address.ts';
import { familyOf, parseAddress } from '../model/address.ts';
import type { UplinkStatus } from '../model/desired.ts';
import type { HealthSettings, LinkFault, Probe } from '../model/health.ts';
import { hostOfTarget } from '../model/health.ts';
import type { Interface } from '../model/live.ts';
import type { Health, Topology, Uplink } from '../topology/topology.ts';

export type Question = { readonly tier: 'gateway' | 'beyond'; readonly probe: Probe };

/** One uplink in one family. */
export type WatchedPath = {
  readonly uplink: string;
  readonly family: Family;
  readonly interface: string;
  /** One that was deleted and made anew has its old name and another index; sockets are bound to the index. */
  readonly interfaceIndex: number | undefined;
  readonly address: string | undefined;
  readonly gateway: string | undefined;
  readonly settings: HealthSettings;
  readonly questions: readonly Question[];
  readonly fault: LinkFault | undefined;
};

export function keyOf({ uplink, family }: Pick<WatchedPath, 'uplink' | 'family'>): string {
  return `${uplink} ${family}`;
}

export function watchedPaths(
  topology: Topology,
  statuses: readonly UplinkStatus[],
  interfaces: readonly Interface[],
): readonly WatchedPath[] {
  return statuses.flatMap((status) => {
    const uplink = topology.uplinks.find(({ name }) => name === status.name);
    if (uplink === undefined) return [];
    return [pathOf(uplink, uplink.health ?? topology.health, status, interfaces)];
  });
}

function pathOf(
  uplink: Uplink,
  health: Health | undefined,
  { family, state, interface: name }: UplinkStatus,
  interfaces: readonly Interface[],
): WatchedPath {
  const ready = state.kind === 'ready' ? state : undefined;
  const source = parseAddress(ready?.address.split('/')[0] ?? '');
  const gateway = parseAddress(ready?.gateway ?? '');
  const link = interfaces.find((one) => one.name === name);
  const common = { family, interface: name };
  return {
    ...{ uplink: uplink.name, family, interface: name, interfaceIndex: link?.index },
    address: ready?.address,
    gateway: ready?.gateway,
    settings: health ?? unasked,
    questions:
      health === undefined || source === undefined
        ? []
        : questionsOf(health, { ...common, source }, gateway, uplink),
    fault: state.kind === 'ready' ? faultOfLink(link) : faultOf(state.kind),
  };
}

/** Without `health` nobody is asked; only the link counts, once it stays. */
const unasked: HealthSettings = {
  ...{ intervalMs: 1_000, timeoutMs: 1_000, downAfterMs: Infinity, upAfterMs: 2_000, quorum: 0 },
  ...{ lossDownPercent: 100, lossUpPercent: 100 },
  ...{ latencyDownMs: undefined, latencyUpMs: undefined },
};

function faultOfLink(link: Interface | undefined): LinkFault | undefined {
  if (link === undefined) return 'interface-missing';
  if (!link.up) return 'interface-down';
  return link.carrier ? undefined : 'no-carrier';
}

function faultOf(kind: Exclude<UplinkStatus['state']['kind'], 'ready'>): LinkFault {
  switch (kind) {
    case 'address-missing':
    case 'address-tentative':
    case 'address-duplicate':
      return 'no-address';
    case 'interface-missing':
    case 'interface-down':
    case 'no-carrier':
    case 'no-address':
    case 'no-gateway':
      return kind;
  }
}

type Bound = { readonly family: Family; readonly interface: string; readonly source: Address };

/** The gateway is asked beside others: whether it answers tells on which side of it the fault is. */
function questionsOf(
  health: Health,
  bound: Bound,
  gateway: Address | undefined,
  uplink: Uplink,
): readonly Question[] {
  const times = { intervalMs: health.intervalMs, timeoutMs: health.timeoutMs };
  const beyond = probesOf(health, uplink, { ...bound, ...times });
  if (beyond.length === 0 && health.targets.length > 0) return [];
  const nearest: readonly Question[] =
    gateway === undefined
      ? []
      : [{ tier: 'gateway', probe: { ...bound, ...times, kind: 'ping', target: gateway } }];
  return [...beyond.map((probe) => ({ tier: 'beyond', probe }) as const), ...nearest];
}

type Base = Bound & Pick<Probe, 'intervalMs' | 'timeoutMs'>;

function probesOf(health: Health, uplink: Uplink, base: Base): readonly Probe[] {
  const { probe, targets, port, command } = health;
  if (probe === 'command') return command === undefined ? [] : [{ ...base, kind: probe, command }];
  return targets.flatMap((target): readonly Probe[] => {
    if (probe === 'http') {
      return familyOfUrl(target, uplink) === base.family ? [{ ...base, kind: probe, target }] : [];
    }
    const address = parseAddress(target);
    if (address === undefined || familyOf(address) !== base.family) return [];
    return probe === 'ping'
      ? [{ ...base, kind: probe, target: address }]
      : [{ ...base, kind: probe, target: address, port: port ?? 0 }];
  });
}

/** A name is asked for over IPv4 where the uplink has it. */
function familyOfUrl(url: string, uplink: Uplink): Family {
  const address = parseAddress(hostOfTarget(url));
  if (address !== undefined) return familyOf(address);
  return uplink.ipv4 === undefined ? 'ipv6' : 'ipv4';
}

/** Topology -> who answers in the simulated internet: every provider owns all of these addresses. */

import type { Address, Family, Prefix } from '../model/address.ts';
import {
  contains,
  families,
  familyOf,
  isDefault,
  parseAddress,
  parsePrefix,
} from '../model/address.ts';
import type { Endpoint } from '../model/flow-pattern.ts';
import { hostOfTarget } from '../model/health.ts';
import type { Health, Topology } from '../topology/topology.ts';
import { addressesFrom, hostIn } from './addresses.ts';

export type Targets = {
  readonly all: readonly Address[];
  /** What nothing in the topology speaks of: it is reached as anything else is. */
  readonly own: Readonly<Record<Family, Address>>;
  /** It, and so many of its kind that each uplink of a balanced outbound has some, in all likelihood. */
  readonly spread: Readonly<Record<Family, readonly Address[]>>;
};

/** For benchmarks and documentation: nobody has them (RFC 2544, RFC 5737, RFC 3849, RFC 5180). */
const candidates: Readonly<Record<Family, readonly [string, ...string[]]>> = {
  ipv4: ['198.18.0.53', '198.19.255.53', '192.0.2.253', '203.0.113.253', '8.8.8.8'],
  ipv6: ['2001:db8:ffff:ffff::53', '2001:2:0:ffff::53', '3fff:ffff::53', '2001:4860:4860::8888'],
};

/** `inside` is what the router and its networks have, `attached` what uplinks are attached to. */
export function targetsOf(
  topology: Topology,
  inside: readonly Prefix[],
  attached: readonly Prefix[],
): Targets {
  const spoken = [...inside, ...attached, ...spokenOf(topology)];
  const own = { ipv4: unspoken('ipv4', spoken), ipv6: unspoken('ipv6', spoken) };
  const asked = [
    ...healthTargets(topology),
    ...expectedTargets(topology),
    ...policyTargets(topology),
  ];
  const beyond = asked.filter((address) => isBeyond(address, inside));
  const count = spreadOf(topology);
  const spread = {
    ipv4: addressesFrom(own.ipv4, count),
    ipv6: addressesFrom(own.ipv6, count),
  };
  const invented = families.flatMap((family) => spread[family]);
  return { own, spread, all: [...new Set([...invented, ...beyond])] };
}

const spreadMax = 8;

function spreadOf({ outbound }: Topology): number {
  return outbound.mode === 'balance' ? Math.min(spreadMax, 2 * outbound.uplinks.length) : 1;
}

export function spreadNotes({ spread }: Targets): readonly string[] {
  const count = spread.ipv4.length;
  return count === 1
    ? []
    : [
        `outbound balances: each sender asks ${count} hosts, and the longest outage of them counts; by chance an uplink has none of them`,
      ];
}

function unspoken(family: Family, spoken: readonly Prefix[]): Address {
  const [first, ...others] = candidates[family].map(canonical);
  const all = [first, ...others].filter((one) => one !== undefined);
  const free = all.find(
    (address) => !spoken.some((prefix) => !isDefault(prefix) && contains(prefix, address)),
  );
  const chosen = free ?? first;
  if (chosen === undefined) throw new Error(`no target in ${family}`);
  return chosen;
}

function canonical(text: string): Address | undefined {
  return parseAddress(text);
}

function spokenOf({ policies, routes, rules, expectations }: Topology): readonly Prefix[] {
  return [
    ...policies.flatMap(({ to }) => to?.prefixes ?? []),
    ...routes.flatMap(({ to }) => to.prefixes),
    ...[...policies, ...rules].flatMap(({ selector: { to } }) => to ?? []),
    ...expectations.flatMap(({ flows }) => flows.flatMap(({ to }) => prefixIn(to))),
  ];
}

function prefixIn(end: Endpoint): readonly Prefix[] {
  return end.kind === 'prefix' ? [end.prefix] : [];
}

function expectedTargets({ expectations }: Topology): readonly Address[] {
  return expectations
    .flatMap(({ flows }) => flows.flatMap(({ to }) => prefixIn(to)))
    .filter((prefix) => !isDefault(prefix))
    .map(hostIn);
}

/** One in each family. */
function policyTargets({ policies }: Topology): readonly Address[] {
  return policies.flatMap(({ to }) =>
    families.flatMap((family) => {
      const prefix = to?.prefixes.find((one) => familyOf(one) === family);
      return prefix === undefined || isDefault(prefix) ? [] : [hostIn(prefix)];
    }),
  );
}

function healthTargets({ health, uplinks }: Topology): readonly Address[] {
  const all: readonly (Health | undefined)[] = [health, ...uplinks.map((uplink) => uplink.health)];
  return all.flatMap((one) =>
    (one?.targets ?? []).flatMap((target) => parseAddress(hostOfTarget(target)) ?? []),
  );
}

/** No destinations of packets that are routed to somebody. */
const special: readonly Prefix[] = [
  '127.0.0.0/8',
  '::1/128',
  '224.0.0.0/4',
  'ff00::/8',
  'fe80::/10',
].flatMap((text) => parsePrefix(text) ?? []);

function isBeyond(address: Address, inside: readonly Prefix[]): boolean {
  return ![...inside, ...special].some((prefix) => contains(prefix, address));
}

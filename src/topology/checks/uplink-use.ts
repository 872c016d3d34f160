/** Which uplinks are used for what. */

import type { Family } from '../../model/address.ts';
import type { Place, Problem } from '../../model/problem.ts';
import type { Path } from '../places.ts';
import { problemAt } from '../problem-at.ts';
import type { Topology, Uplink } from '../topology.ts';
import type { Check } from './check.ts';

/** A list of uplinks, where it stands, and the families it is for. */
type Use = {
  readonly owner: string;
  readonly mode: 'failover' | 'balance';
  readonly uplinks: readonly string[];
  readonly families: readonly Family[] | undefined;
  readonly at: Place;
};

function uses({ outbound, policies }: Topology): readonly Use[] {
  return [
    ...(outbound.mode === 'none' ? [] : [{ ...outbound, owner: 'outbound', families: undefined }]),
    ...policies.map((policy) => ({ ...policy, owner: `policy "${policy.name}"` })),
  ];
}

function uplinksOf(topology: Topology, use: Use): readonly (readonly [Uplink, Path])[] {
  return use.uplinks.flatMap((name, index) => {
    const uplink = topology.uplinks.find((one) => one.name === name);
    return uplink === undefined ? [] : [[uplink, ['uplinks', index]] as const];
  });
}

/** An uplink is of no use to a policy if it has none of its families. */
export const policyUplinksFit: Check = (topology, places) =>
  topology.policies.flatMap((policy) => {
    const use = { ...policy, owner: policy.name };
    return uplinksOf(topology, use).flatMap(([uplink, path]) => {
      if (policy.families.some((family) => uplink[family] !== undefined)) return [];
      const message = `uplink "${uplink.name}" has no ${policy.families.join(' or ')}, and this policy is about nothing else`;
      const hint = 'remove it here, or give it that family';
      return [problemAt(places.under(policy.at, path), { code: 'MH304', message, hint })];
    });
  });

/** Each family of a policy needs at least one uplink. */
export const policyFamiliesHaveUplinks: Check = (topology, places) =>
  topology.policies.flatMap((policy) => {
    const all = uplinksOf(topology, { ...policy, owner: policy.name }).map(([uplink]) => uplink);
    const served = policy.families.filter((family) => all.some((uplink) => uplink[family]));
    const unserved = policy.families.filter((family) => !served.includes(family));
    if (unserved.length === 0 || served.length === 0) return [];
    const message = `policy "${policy.name}" is also about ${unserved.join()}, which none of its uplinks has`;
    const hint = `add such an uplink, or write family: ${served.join()}`;
    return [problemAt(places.keyUnder(policy.at, ['uplinks']), { code: 'MH304', message, hint })];
  });

export const routeUplinksFit: Check = (topology, places) =>
  topology.routes.flatMap(({ families, target, at }) => {
    const hops = 'hops' in target ? target.hops : [];
    return hops.flatMap(({ uplink: name }, index): readonly Problem[] => {
      const uplink = topology.uplinks.find((one) => one.name === name);
      const missing = families.find(
        (family) => uplink !== undefined && uplink[family] === undefined,
      );
      if (uplink === undefined || missing === undefined) return [];
      const single = places.under(at, ['uplink']);
      const place = hops.length === 1 ? single : places.under(at, ['nexthops', index, 'uplink']);
      const message = `uplink "${uplink.name}" has no ${missing}, and this route is ${missing}`;
      return [
        problemAt(place, { code: 'MH304', message, hint: 'choose another uplink or destination' }),
      ];
    });
  });

/** ip6_route_multipath_add: "Device only routes can not be added for IPv6 using the multipath API". */
export const balancingHasGateways: Check = (topology, places) =>
  uses(topology).flatMap((use) => {
    if (use.mode !== 'balance' || use.families?.includes('ipv6') === false) return [];
    const members = uplinksOf(topology, use).filter(([uplink]) => uplink.ipv6 !== undefined);
    if (members.length < 2) return [];
    return members.flatMap(([uplink, path]) => {
      if (uplink.ipv6?.gateway.kind !== 'none') return [];
      const message = `uplink "${uplink.name}" has no IPv6 gateway, so that IPv6 cannot be balanced over it`;
      const hint = 'add a gateway (such as auto), or take the uplink out';
      return [problemAt(places.under(use.at, path), { code: 'MH305', message, hint })];
    });
  });

export const balancingHasChoice: Check = (topology, places) =>
  uses(topology).flatMap(({ owner, mode, uplinks, at }) => {
    if (mode !== 'balance' || uplinks.length > 1) return [];
    const message = `${owner} balances over a single uplink`;
    const hint = 'add another uplink, or write mode: failover';
    return [problemAt(places.keyUnder(at, ['uplinks']), { code: 'MH306', message, hint })];
  });

export const weightsAreUsed: Check = (topology, places) => {
  const balanced = new Set(
    uses(topology).flatMap(({ mode, uplinks }) => (mode === 'balance' ? uplinks : [])),
  );
  return topology.uplinks.flatMap(({ name, weight, at }) => {
    if (weight === 1 || balanced.has(name)) return [];
    const message = `the weight of uplink "${name}" has no effect: nothing is balanced over it`;
    const hint = 'write mode: balance under "outbound", or remove the weight';
    return [problemAt(places.under(at, ['weight']), { code: 'MH307', message, hint })];
  });
};

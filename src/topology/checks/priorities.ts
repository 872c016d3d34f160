/** Explicit priorities: whose they are, and whether they can be. */

import type { Family } from '../../model/address.ts';
import { families } from '../../model/address.ts';
import type { Place } from '../../model/problem.ts';
import { policyRuleCount } from '../decode-policies.ts';
import { problemAt } from '../problem-at.ts';
import type { Topology, Uplink } from '../topology.ts';
import type { Check } from './check.ts';

/** Priorities that a topology uses from its base on; see compile. */
const bandLength = 7000;

/** Rules of the kernel: local, main, default. */
export const kernelPriorities: ReadonlySet<number> = new Set([0, 32_766, 32_767]);
const mainPriority = 32_766;

export type Claim = {
  readonly family: Family;
  readonly priority: number;
  readonly owner: string;
  /** The entry, and with `priority` under it the number itself. */
  readonly at: Place;
};

/** Every explicit priority, and the numbers after it that an entry takes up. */
export function claims(topology: Topology): readonly Claim[] {
  const networks = new Map(topology.networks.map((network) => [network.name, network]));
  const expand = (
    owner: string,
    { at, priority }: { readonly at: Place; readonly priority: number | undefined },
    count: (family: Family) => number,
  ): readonly Claim[] => {
    if (priority === undefined) return [];
    return families.flatMap((family) =>
      Array.from({ length: count(family) }, (_, index) => ({
        family,
        priority: priority + index,
        owner,
        at,
      })),
    );
  };
  return [
    ...topology.uplinks.flatMap((uplink) =>
      expand(`uplink "${uplink.name}"`, uplink, (family) => addressCount(uplink, family)),
    ),
    ...topology.policies.flatMap((policy) =>
      expand(`policy "${policy.name}"`, policy, policyRuleCount(policy, networks)),
    ),
    ...topology.rules.flatMap((rule, index) =>
      expand(`rule ${index + 1}`, rule, (family) => (rule.families.includes(family) ? 1 : 0)),
    ),
  ];
}

function addressCount(uplink: Uplink, family: Family): number {
  const addresses = uplink[family]?.addresses;
  return addresses === 'auto' ? 1 : (addresses?.length ?? 0);
}

export const prioritiesOnce: Check = (topology, places) => {
  const first = new Map<string, Claim>();
  const told = new Set<string>();
  return claims(topology).flatMap((claim) => {
    const key = `${claim.family} ${claim.priority}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, claim);
    const pair = `${other?.owner} ${claim.owner}`;
    if (other === undefined || told.has(pair)) return [];
    told.add(pair);
    return [
      problemAt(places.under(claim.at, ['priority']), {
        code: 'MH208',
        message: `priority ${claim.priority} already belongs to ${other.owner}`,
        hint: 'several addresses or prefixes of an entry take up the numbers that follow',
        related: [{ message: 'the other one', at: places.under(other.at, ['priority']) }],
      }),
    ];
  });
};

export const prioritiesAreFree: Check = (topology, places) => {
  const told = new Set<string>();
  return claims(topology).flatMap(({ priority, owner, at }) => {
    if (!kernelPriorities.has(priority) || told.has(owner)) return [];
    told.add(owner);
    const message = `priority ${priority} belongs to the kernel`;
    const hint = 'choose a number from 1 to 32765';
    return [problemAt(places.under(at, ['priority']), { code: 'MH209', message, hint })];
  });
};

/** The band may lie behind the kernel's rules, but not across them. */
export const bandFits: Check = ({ priorityBase }, places) => {
  const last = priorityBase + bandLength - 1;
  if (priorityBase > mainPriority + 1 || last < mainPriority) return [];
  const message = `priorities ${priorityBase} to ${last} include those of the kernel`;
  const hint = `write a number up to ${mainPriority - bandLength}`;
  return [problemAt(places.value(['priority-base']), { code: 'MH218', message, hint })];
};

/** The rule for main stands before those of uplinks, and only 0 is before 1. */
export const mainFirstFits: Check = ({ mainFirst, uplinks }, places) =>
  uplinks.flatMap(({ name, priority, at }) => {
    if (!mainFirst || priority !== 1) return [];
    const message = `no priority is left before uplink "${name}" for the rule of main-first`;
    const hint = 'write 2 or more, or main-first: false';
    return [problemAt(places.under(at, ['priority']), { code: 'MH321', message, hint })];
  });

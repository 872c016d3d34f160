/** Topology -> whose echoes are asked for: of the router, of hosts behind it, and of what policies take. */

import type { Address, Family } from '../model/address.ts';
import { families, familyOf } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { Selector } from '../model/rule.ts';
import type { Policy, Topology } from '../topology/topology.ts';
import { hostIn } from './addresses.ts';
import type { Lan } from './lans.ts';
import type { Targets } from './targets.ts';

export type SentFlow = {
  /** `router`, the name of a network, or that of a policy. */
  readonly from: string;
  /** Undefined for that of the router. */
  readonly namespace: string | undefined;
  readonly family: Family;
  readonly to: Address;
  /** Where it comes in, and from whom; of what the router sends neither is known. */
  readonly arrival: Pick<Flow, 'iif' | 'from'>;
  readonly mark: number;
  readonly tos: number;
  /** Of ping. */
  readonly words: readonly string[];
};

/** More of them would measure each other. */
const policiesMax = 8;

type Around = { readonly lans: readonly Lan[]; readonly targets: Targets };

/** In every family that an uplink has. */
export function sentFlows({ uplinks, policies }: Topology, around: Around): readonly SentFlow[] {
  const { lans, targets } = around;
  const routed = families.filter((family) => uplinks.some((uplink) => uplink[family]));
  const senders = [
    { from: 'router', lan: undefined, in: routed },
    ...lans.map((lan) => ({ from: lan.name, lan, in: lan.families })),
  ];
  const general = senders.flatMap(({ from, lan, in: own }) =>
    own
      .filter((family) => routed.includes(family))
      .flatMap((family) =>
        targets.spread[family].map((to) => ({
          ...{ from, family, to, mark: 0, tos: 0, words: [] },
          ...senderOf(lan, family),
        })),
      ),
  );
  const chosen = policies.flatMap((policy) => policyFlows(policy, around));
  const owners = [...new Set(chosen.map(({ from }) => from))];
  const measured = new Set(owners.slice(0, policiesMax));
  return [...general, ...chosen.filter(({ from }) => measured.has(from))];
}

/** Policies of which nothing is measured: what becomes of them has to be asked with `expect`. */
export function unmeasuredPolicies(
  { policies }: Topology,
  flows: readonly Pick<SentFlow, 'from'>[],
): readonly string[] {
  const measured = new Set(flows.map(({ from }) => from));
  const left = policies
    .filter((policy) => !isGeneral(policy) && !measured.has(`policy ${policy.name}`))
    .map(({ name }) => name);
  if (left.length === 0) return [];
  return [
    `of ${left.length === 1 ? 'policy' : 'policies'} ${left.join(', ')} nothing is measured: ask with expect and when: {down: […]}`,
  ];
}

/** What its echoes can look like: nobody pings from a port. */
function policyFlows(policy: Policy, { lans, targets }: Around): readonly SentFlow[] {
  const { name, from, to, selector } = policy;
  const words = pingWords(selector);
  if (words === undefined || isGeneral(policy)) return [];
  const senders = from.length === 0 ? [undefined] : lansIn(policy, lans);
  return policy.families.flatMap((family) => {
    const prefix = to?.prefixes.find((one) => familyOf(one) === family);
    const target = prefix === undefined ? targets.own[family] : hostIn(prefix);
    if ((to !== undefined && prefix === undefined) || !targets.all.includes(target)) return [];
    return senders
      .filter((lan) => lan === undefined || lan.families.includes(family))
      .map((lan) => ({
        from: `policy ${name}`,
        ...{ family, to: target, words },
        ...{ mark: selector.fwmark?.value ?? 0, tos: selector.tos ?? 0 },
        ...senderOf(lan, family),
      }));
  });
}

function senderOf(lan: Lan | undefined, family: Family): Pick<SentFlow, 'namespace' | 'arrival'> {
  if (lan === undefined) return { namespace: undefined, arrival: {} };
  const from = lan.hosts.find((host) => familyOf(host) === family);
  const arrival = { iif: lan.interface, ...(from === undefined ? {} : { from }) };
  return { namespace: lan.namespace, arrival };
}

/** It takes what a network sends: that is measured anyway. */
function isGeneral({ to, selector }: Policy): boolean {
  return to === undefined && pingWords(selector)?.length === 0;
}

/** A mark does not travel. */
function lansIn({ from, selector }: Policy, lans: readonly Lan[]): readonly Lan[] {
  if (selector.fwmark !== undefined) return [];
  const names = new Set(from.flatMap((one) => (one.kind === 'network' ? [one.name] : [])));
  return lans.filter((lan) => lan.name.split('+').some((name) => names.has(name)));
}

/** Undefined where no ping is what it takes. */
function pingWords({ fwmark, tos, ...others }: Selector): readonly string[] | undefined {
  if (Object.keys(others).length > 0) return undefined;
  return [
    ...(fwmark === undefined ? [] : ['-m', `${fwmark.value}`]),
    ...(tos === undefined ? [] : ['-Q', `${tos}`]),
  ];
}

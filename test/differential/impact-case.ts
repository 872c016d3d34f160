/** Random lives of a host: topologies one after the other, each a change of the one before. */

import fc from 'fast-check';

import type { Change } from '../support/arbitrary.ts';
import { change, topology } from '../support/arbitrary.ts';
import type { Damage, Line } from '../support/arbitrary-foreign.ts';
import { damage, foreign } from '../support/arbitrary-foreign.ts';
import type { RouteDraft, RuleDraft, TopologyDraft, Written } from '../support/drafts.ts';
import type { HostDraft } from './impact-host.ts';
import { hosts } from './impact-host.ts';

export type Stage = {
  readonly change: Change;
  /** What somebody does to what is ours beforehand. */
  readonly damage: readonly Damage[];
};

export type Life = {
  readonly host: HostDraft;
  readonly foreign: readonly Line[];
  readonly first: TopologyDraft;
  readonly stages: readonly Stage[];
};

/** What the topologies of other tests have little of. */
const selectors: readonly Written[] = [
  { uidrange: '0-0' },
  { uidrange: '0-999' },
  { fwmark: '0/0xff', ipproto: 'udp' },
  { fwmark: '0x1/0x1' },
  { fwmark: '0x2/0x3', uidrange: '1000-1500' },
  { ipproto: 'tcp', dport: '400-500' },
  { ipproto: 'udp', sport: 443 },
  { dport: '443-65535' },
  { family: 'ipv4', from: '10.1.0.10' },
  { family: 'ipv4', from: '10.1.0.0/24' },
  { family: 'ipv4', from: '10.0.0.0/8', iif: 'eth1' },
  { family: 'ipv6', from: '2001:db8:1::/64' },
  { family: 'ipv6', to: 'fd00::/8' },
  { family: 'ipv6', to: '64:ff9b::/96' },
  { family: 'ipv4', to: '240.0.0.0/4', ipproto: 'tcp' },
  { family: 'ipv4', tos: 0x08, ipproto: 'tcp' },
  { iif: 'lan0', not: true, uidrange: '1000-1999' },
  { iif: 'lo', fwmark: '0x40/0x40' },
  { oif: 'eth2', ipproto: 'tcp' },
];

const extraRule: fc.Arbitrary<RuleDraft> = fc.record({
  priority: fc.constantFrom(undefined, 906, 907, 908, 909, 910),
  selector: fc.constantFrom(...selectors),
  action: fc.constantFrom<Written[]>(
    { lookup: 'lab' },
    { lookup: 'spare' },
    { lookup: 'main', 'suppress-prefixlength': 0 },
    { goto: 3 },
  ),
  uplink: fc.constantFrom(undefined, 0, 1, 2),
});

const routes: readonly Written[] = [
  { family: 'ipv4', to: '0.0.0.0/1', via: '10.1.0.1', dev: 'eth1' },
  { family: 'ipv4', to: '128.0.0.0/1', via: '10.1.0.2', dev: 'eth1' },
  { family: 'ipv4', to: '240.0.0.0/4', via: '10.2.0.1', dev: 'eth2' },
  { family: 'ipv4', to: '10.1.0.128/25', via: '10.2.0.1', dev: 'eth2' },
  { family: 'ipv4', to: '10.2.0.77', type: 'unreachable' },
  { family: 'ipv4', to: '192.0.2.0/24', type: 'prohibit', metric: 4000 },
  { family: 'ipv4', to: '198.51.100.0/24', type: 'throw', tos: 0x10 },
  { family: 'ipv6', to: 'fd00::/8', via: '2001:db8:1::1', dev: 'eth1' },
  { family: 'ipv6', to: 'fd12:3456::/32', type: 'blackhole' },
  { family: 'ipv6', to: '64:ff9b::/96', via: '2001:db8:2::1', dev: 'eth2' },
  { family: 'ipv6', to: '2000::/3', via: '2001:db8:1::2', dev: 'eth1' },
  { family: 'ipv6', to: '2001:db8:2::77', type: 'unreachable' },
];

const extraRoute: fc.Arbitrary<RouteDraft> = fc.record({
  table: fc.constantFrom<(string | number)[]>('main', 'main', 'lab', 'spare', 0),
  route: fc.constantFrom(...routes),
  uplink: fc.constant(undefined),
});

/** How many of each: what few rules tell apart multiplies, and so does the time it takes. */
const shares = fc.constantFrom(
  { policies: 1, rules: 0, extras: 0 },
  { policies: 0, rules: 1, extras: 0 },
  { policies: 0, rules: 0, extras: 1 },
  { policies: 1, rules: 0, extras: 1 },
  { policies: 0, rules: 1, extras: 1 },
  { policies: 1, rules: 1, extras: 0 },
);

const richTopology: fc.Arbitrary<TopologyDraft> = fc
  .record({
    draft: topology,
    share: shares,
    rule: extraRule,
    more: fc.array(extraRoute, { maxLength: 4 }),
  })
  .map(({ draft, share, rule, more }) => ({
    ...draft,
    policies: draft.policies.slice(0, share.policies),
    rules: [...draft.rules.slice(0, share.rules), ...[soundRule(rule)].slice(0, share.extras)],
    routes: [...draft.routes, ...more],
  }));

/** An uplink stands in the place of an action. */
function soundRule(draft: RuleDraft): RuleDraft {
  return draft.uplink === undefined ? draft : { ...draft, action: {} };
}

const stage: fc.Arbitrary<Stage> = fc.record({
  change: fc.tuple(change, richTopology).map(([{ steps }, donor]): Change => ({ steps, donor })),
  damage: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: damage }),
});

export const lives: fc.Arbitrary<Life> = fc.record({
  host: hosts,
  foreign: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: foreign }),
  first: richTopology,
  stages: fc.array(stage, { minLength: 1, maxLength: 6 }),
});

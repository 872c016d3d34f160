/** Random topologies, and random small changes to them. */

import fc from 'fast-check';

import type {
  FamilyDraft,
  PolicyDraft,
  RouteDraft,
  TopologyDraft,
  UplinkDraft,
  Written,
} from './drafts.ts';
import { metricOptions, rawRoute, rawRule, selector } from './arbitrary-raw.ts';

const often = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const family: fc.Arbitrary<FamilyDraft> = fc.record({
  address: fc.constantFrom('one', 'one', 'two', 'auto'),
  gateway: fc.constantFrom('first', 'first', 'second', 'off-net', 'auto', 'none'),
});

const lastResort = fc.constantFrom('unreachable', 'prohibit', 'blackhole', 'none');

const uplink: fc.Arbitrary<UplinkDraft> = fc.record({
  slot: fc.integer({ min: 0, max: 3 }),
  sharesInterface: fc.boolean(),
  table: fc.constantFrom('named', 'numbered', 'both', 'renamed'),
  tableOffset: fc.integer({ min: 0, max: 5 }),
  priority: seldom(fc.constantFrom(100, 104, 108, 112, 9990, 10_100, 12_000)),
  mark: seldom(fc.constantFrom(1, 2, 0x97, '0x98', '0x10/0xf0', '0x20/0xf0')),
  weight: seldom(fc.integer({ min: 1, max: 256 })),
  lastResort: seldom(lastResort),
  options: seldom(metricOptions),
  ipv4: often(family),
  ipv6: often(family),
});

const listed = fc.constantFrom(
  ...['198.18.0.0/16', '198.19.0.0/24', '203.0.113.0/24', '203.0.113.7/32', '192.88.99.0/24'],
  ...['2001:db8:f0::/48', '2001:db8:f1::/48', '2001:db8:f1:7::/64'],
);

const policy: fc.Arbitrary<PolicyDraft> = fc.record({
  priority: seldom(fc.constantFrom(14_000, 20_000, 20_040, 20_080, 9000)),
  selector: selector.map(withoutRuleOnly),
  to: fc.uniqueArray(listed, { maxLength: 4 }),
  inFile: fc.boolean(),
  fromNetwork: fc.boolean(),
  mode: fc.constantFrom(undefined, 'failover', 'balance'),
  rotate: fc.nat({ max: 3 }),
});

export const topology: fc.Arbitrary<TopologyDraft> = fc.record({
  uplinks: fc.array(uplink, { minLength: 1, maxLength: 5 }),
  outbound: fc.record({
    mode: fc.constantFrom('failover', 'failover', 'balance', 'none'),
    metric: seldom(fc.constantFrom(1, 100, 1024)),
    rotate: fc.nat({ max: 3 }),
  }),
  policies: fc.array(policy, { maxLength: 3 }),
  rules: fc.array(rawRule, { maxLength: 5 }),
  routes: fc.array(rawRoute, { maxLength: 6 }),
  mainFirst: seldom(fc.boolean()),
  lastResort: seldom(lastResort),
  options: seldom(metricOptions),
  priorityBase: seldom(fc.constantFrom(5000, 10_001)),
});

/** What a policy cannot say. */
function withoutRuleOnly(written: Written): Written {
  const { not, to, 'tun-id': tunnel, ...others } = written;
  void [not, to, tunnel];
  return others;
}

/** Takes one part of another draft in place of its own, or moves one. */
type Mutation = (draft: TopologyDraft, donor: TopologyDraft, at: number) => TopologyDraft;

const uplinkPart =
  (part: (old: UplinkDraft, other: UplinkDraft) => Partial<UplinkDraft>): Mutation =>
  (draft, donor, at) => ({
    ...draft,
    uplinks: exchanged(draft.uplinks, at, (old) => ({
      ...old,
      ...part(old, picked(donor.uplinks, at) ?? old),
    })),
  });

const mutations = {
  gateway: uplinkPart((old, { ipv4, ipv6 }) => ({
    ipv4: old.ipv4 && { ...old.ipv4, gateway: ipv4?.gateway ?? 'second' },
    ipv6: old.ipv6 && { ...old.ipv6, gateway: ipv6?.gateway ?? 'second' },
  })),
  addresses: uplinkPart((_, { ipv4, ipv6 }) => ({ ipv4, ipv6 })),
  weight: uplinkPart((_, { weight }) => ({ weight })),
  priority: uplinkPart((_, { priority }) => ({ priority })),
  mark: uplinkPart((_, { mark }) => ({ mark })),
  table: uplinkPart((_, { table, tableOffset }) => ({ table, tableOffset })),
  options: uplinkPart((_, { options }) => ({ options })),
  lastResort: uplinkPart((_, other) => ({ lastResort: other.lastResort })),
  dropUplink: (draft, _, at) =>
    draft.uplinks.length === 1 ? draft : { ...draft, uplinks: without(draft.uplinks, at) },
  addUplinks: (draft, donor) => ({ ...draft, uplinks: [...draft.uplinks, ...donor.uplinks] }),
  turnUplinks: (draft) => ({ ...draft, uplinks: draft.uplinks.toReversed() }),
  outbound: (draft, donor) => ({ ...draft, outbound: donor.outbound }),
  outboundOrder: (draft, _, at) => ({ ...draft, outbound: { ...draft.outbound, rotate: at } }),
  mainFirst: (draft, { mainFirst }) => ({ ...draft, mainFirst }),
  not: (draft, _, at) => ({
    ...draft,
    rules: exchanged(draft.rules, at, (old) => ({
      ...old,
      selector: turned(old.selector, old.action),
    })),
  }),
  ruleSelector: (draft, donor, at) => ({
    ...draft,
    rules: exchanged(draft.rules, at, (old) => ({
      ...old,
      selector: isBound(old.action) ? old.selector : (picked(donor.rules, at)?.selector ?? {}),
    })),
  }),
  ruleLess: (draft, _, at) => ({
    ...draft,
    rules: exchanged(draft.rules, at, (old) => ({ ...old, selector: lessened(old, at) })),
  }),
  gotoTarget: (draft, _, at) => ({
    ...draft,
    rules: exchanged(draft.rules, at, (old) =>
      old.action['goto'] === undefined ? old : { ...old, action: { goto: at + 1 } },
    ),
  }),
  rules: (draft, { rules }) => ({ ...draft, rules }),
  dropRule: (draft, _, at) => ({ ...draft, rules: without(draft.rules, at) }),
  turnRules: (draft) => ({ ...draft, rules: draft.rules.toReversed() }),
  policies: (draft, { policies }) => ({ ...draft, policies }),
  policyOrder: (draft, _, at) => ({
    ...draft,
    policies: exchanged(draft.policies, at, (old) => ({ ...old, rotate: old.rotate + 1 })),
  }),
  route: (draft, donor, at) => ({
    ...draft,
    routes: exchanged(draft.routes, at, (old) =>
      replacedRoute(old, picked(donor.routes, at) ?? old),
    ),
  }),
  routeOptions: (draft, _, at) => ({
    ...draft,
    routes: exchanged(draft.routes, at, (old) => ({
      ...old,
      route: { ...old.route, mtu: 1400 + at },
    })),
  }),
  routes: (draft, { routes }) => ({ ...draft, routes }),
  dropRoute: (draft, _, at) => ({ ...draft, routes: without(draft.routes, at) }),
} as const satisfies Readonly<Record<string, Mutation>>;

export type MutationName = keyof typeof mutations;

/** What the kernel confuses rules by comes more often. */
const names: readonly MutationName[] = ['not', 'ruleLess', 'gotoTarget', 'not', 'ruleLess'];

const step = fc.record({
  name: fc.constantFrom(...names, ...(Object.keys(mutations) as readonly MutationName[])),
  at: fc.nat({ max: 5 }),
});

export type Change = {
  readonly donor: TopologyDraft;
  readonly steps: readonly { readonly name: MutationName; readonly at: number }[];
};

/** Mostly a little; without steps it is another topology altogether. */
export const change: fc.Arbitrary<Change> = fc.record({
  donor: topology,
  steps: fc.array(step, { maxLength: 4 }),
});

export function changed(draft: TopologyDraft, { donor, steps }: Change): TopologyDraft {
  if (steps.length === 0) return donor;
  let result = draft;
  for (const { name, at } of steps) result = mutations[name](result, donor, at);
  return result;
}

/** Defaults stay where no rule leads: they would answer the kernel's questions for gateways. */
function replacedRoute(old: RouteDraft, other: RouteDraft): RouteDraft {
  const isDefault = other.route['to'] === 'default' || old.route['to'] === 'default';
  return { ...other, table: isDefault ? other.table : old.table };
}

/** What refuses must keep its source, or it would match the kernel's own questions; realms are IPv4. */
function isBound(action: Written): boolean {
  return (
    action['realms'] !== undefined || (action['action'] !== undefined && action['action'] !== 'nop')
  );
}

function turned(old: Written, action: Written): Written {
  if (isBound(action)) return old;
  const { not, ...others } = old;
  return not === true ? others : { ...others, not: true };
}

function lessened(
  { selector: old, action }: { selector: Written; action: Written },
  at: number,
): Written {
  if (isBound(action)) return old;
  const keys = Object.keys(old).filter((key) => key !== 'family');
  const gone = keys[at % Math.max(1, keys.length)];
  return Object.fromEntries(Object.entries(old).filter(([key]) => key !== gone));
}

function exchanged<Part>(
  parts: readonly Part[],
  at: number,
  by: (old: Part) => Part,
): readonly Part[] {
  return parts.map((part, index) => (index === at % parts.length ? by(part) : part));
}

function without<Part>(parts: readonly Part[], at: number): readonly Part[] {
  return parts.filter((_, index) => index !== at % parts.length);
}

function picked<Part>(parts: readonly Part[], at: number): Part | undefined {
  return parts[at % Math.max(1, parts.length)];
}

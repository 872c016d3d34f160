/**
 * The one place that hands out rule priorities.
 *
 * Offsets from `priority-base` (10000). The kernel walks rules from the lowest number, so the order
 * of the bands is the order of decision. The base keeps clear of mwan3 (1001-3254) and Tailscale
 * (5210-5270); Shorewall counts from 10000 and 20000, beside it choose another base.
 */

import type { Policy, RawRule, Topology, Uplink } from '../topology/topology.ts';

export const bands = {
  /** `lookup main suppress_prefixlength 0`, and going down from it the on-link rules. */
  mainFirst: { first: 0, last: 99 },
  /** `from ADDRESS`: replies leave where the request came in. */
  source: { first: 100, last: 999 },
  /** `fwmark MARK`. */
  mark: { first: 1_000, last: 1_999 },
  /** `oif INTERFACE`: sockets bound to a device. */
  device: { first: 2_000, last: 2_999 },
  /** Raw rules without a priority, in file order. */
  raw: { first: 3_000, last: 3_999 },
  /** Policies without a priority, in file order. */
  policy: { first: 4_000, last: 6_999 },
} as const;

type BandName = keyof typeof bands;

/** Left free between neighbours, so that an administrator can put a rule of his own there. */
const gap = 10;

export type Priorities = {
  readonly source: (uplink: Uplink, index: number) => number;
  readonly mark: (uplink: Uplink) => number;
  readonly device: (uplink: Uplink) => number;
  readonly raw: (rule: RawRule) => number;
  readonly policy: (policy: Policy, index: number) => number;
  readonly mainFirst: number;
  /** Counts down from just before `mainFirst`. */
  readonly onLink: (index: number) => number;
};

/** How many rules each part needs; the larger of the two families counts. */
export type Demand = {
  readonly sources: (uplink: Uplink) => number;
  readonly policyRules: (policy: Policy) => number;
  readonly onLink: number;
};

export type AllocatedPriorities =
  | { readonly ok: true; readonly priorities: Priorities }
  | { readonly ok: false; readonly band: BandName };

/** A rule that wants a number: `explicit` exactly, one that follows it, or the next of its band. */
type Seeker = {
  readonly key: string;
  readonly band: BandName;
  readonly explicit: number | undefined;
  readonly follows: number | undefined;
};

export function allocatePriorities(topology: Topology, demand: Demand): AllocatedPriorities {
  const seekers = seekersOf(topology, demand);
  const taken = new Set(seekers.flatMap(({ explicit }) => explicit ?? []));
  const numbers = new Map<string, number>();
  for (const { key, explicit } of seekers) {
    if (explicit !== undefined) numbers.set(key, explicit);
  }
  followExplicit(seekers, taken, numbers);
  for (const band of ['source', 'mark', 'device', 'raw', 'policy'] as const) {
    const open = seekers.filter((seeker) => seeker.band === band && !numbers.has(seeker.key));
    if (!fill(open, topology.priorityBase, taken, numbers)) return { ok: false, band };
  }
  const before = countDown(topology, demand.onLink + 1, taken);
  if (before === undefined) return { ok: false, band: 'mainFirst' };
  return { ok: true, priorities: byKey(topology, numbers, before) };
}

function seekersOf(topology: Topology, demand: Demand): readonly Seeker[] {
  const { uplinks, rules, policies } = topology;
  return [
    ...uplinks.flatMap((uplink) =>
      expand('source', keys.uplink(uplink), uplink.priority, demand.sources(uplink)),
    ),
    ...uplinks.flatMap((uplink) =>
      uplink.mark === undefined ? [] : expand('mark', keys.uplink(uplink), undefined, 1),
    ),
    ...uplinks.flatMap((uplink) => expand('device', keys.uplink(uplink), undefined, 1)),
    ...rules.flatMap((rule, index) => expand('raw', `${index}`, rule.priority, 1)),
    ...policies.flatMap((policy) =>
      expand('policy', keys.policy(policy), policy.priority, demand.policyRules(policy)),
    ),
  ];
}

const keys = {
  uplink: (uplink: Uplink) => uplink.name,
  policy: (policy: Policy) => policy.name,
};

function expand(
  band: BandName,
  name: string,
  explicit: number | undefined,
  count: number,
): readonly Seeker[] {
  return Array.from({ length: count }, (_, index) => ({
    key: keyOf(band, name, index),
    band,
    explicit: index === 0 ? explicit : undefined,
    follows: index === 0 ? undefined : explicit,
  }));
}

function keyOf(band: BandName, name: string, index: number): string {
  return `${band} ${name} ${index}`;
}

/**
 * Further addresses of an uplink, or further rules of a policy, at the next free numbers: how many
 * there are may depend on the host, so the topology cannot be checked for room.
 */
function followExplicit(
  seekers: readonly Seeker[],
  taken: Set<number>,
  numbers: Map<string, number>,
): void {
  for (const { key, follows } of seekers) {
    if (follows === undefined) continue;
    let next = follows + 1;
    while (taken.has(next)) next++;
    numbers.set(key, next);
    taken.add(next);
  }
}

/** Places all seekers of one band, with gaps where there is room; false when there is none. */
function fill(
  seekers: readonly Seeker[],
  base: number,
  taken: Set<number>,
  numbers: Map<string, number>,
): boolean {
  const [first] = seekers;
  if (first === undefined) return true;
  const band = bands[first.band];
  const step = seekers.length * gap <= band.last - band.first + 1 ? gap : 1;
  let next = base + band.first;
  for (const { key } of seekers) {
    while (taken.has(next)) next++;
    if (next > base + band.last) return false;
    numbers.set(key, next);
    taken.add(next);
    next += step;
  }
  return true;
}

/**
 * Free priorities going down from the band of `mainFirst`, or from below the lowest explicit one of
 * an uplink or policy: those must not hide attached networks either.
 */
function countDown(
  topology: Topology,
  count: number,
  taken: ReadonlySet<number>,
): readonly number[] | undefined {
  const explicit = [...topology.uplinks, ...topology.policies].flatMap(
    ({ priority }) => priority ?? [],
  );
  const ceiling = topology.priorityBase + bands.mainFirst.last;
  const found: number[] = [];
  for (
    let next = Math.min(ceiling, ...explicit.map((priority) => priority - 1));
    next > 0;
    next--
  ) {
    if (found.length === count) break;
    if (!taken.has(next)) found.push(next);
  }
  return found.length === count ? found : undefined;
}

function byKey(
  { rules }: Topology,
  numbers: ReadonlyMap<string, number>,
  before: readonly number[],
): Priorities {
  // Not by its place in the file: a YAML alias writes one rule twice.
  const indexOf = new Map(rules.map((rule, index) => [rule, index]));
  const get = (band: BandName, name: string, index: number) =>
    present(numbers.get(keyOf(band, name, index)));
  return {
    source: (uplink, index) => get('source', keys.uplink(uplink), index),
    mark: (uplink) => get('mark', keys.uplink(uplink), 0),
    device: (uplink) => get('device', keys.uplink(uplink), 0),
    raw: (rule) => get('raw', `${indexOf.get(rule)}`, 0),
    policy: (policy, index) => get('policy', keys.policy(policy), index),
    mainFirst: present(before[0]),
    onLink: (index) => present(before[index + 1]),
  };
}

function present(priority: number | undefined): number {
  if (priority === undefined)
    throw new Error('a rule that announced no demand asks for a priority');
  return priority;
}

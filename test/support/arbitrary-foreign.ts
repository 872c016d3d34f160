/** What other programs left on a host, and what somebody did by hand to what is ours: as lines for `ip`. */

import fc from 'fast-check';

import type { Family } from '../../src/model/address.ts';
import type { Item } from '../../src/model/plan.ts';
import type { Route } from '../../src/model/route.ts';
import { routeSlot } from '../../src/model/route.ts';
import type { Rule } from '../../src/model/rule.ts';
import { batchLine } from '../../src/render/batch.ts';
import { rawRoute, selector } from './arbitrary-raw.ts';
import { deviceOf, isBound } from './drafts.ts';
import type { TopologyDraft, Written } from './drafts.ts';
import { deviceCount, deviceName, foreignProtocols, gatewayOn } from './scenery.ts';
import { address, prefix, table } from './rules.ts';

export type Line = {
  readonly family: Family;
  readonly line: string;
  /** The place of an IPv6 route. Of several in one place, the kernel's dump may hide some. */
  readonly slot?: string;
};

const protocol = fc.constantFrom(...foreignProtocols);
const families = ['ipv4', 'ipv6'] as const;

/** Priorities and tables of their own, and sometimes ours. */
const foreignPriority = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(5, 300, 950, 1500, 10_055, 15_000, 20_500, 30_000, 41_000),
  },
  { weight: 1, arbitrary: fc.constantFrom(900, 903, 10_110, 13_000) },
);
const foreignTable = fc.constantFrom(5, 60, 1000, 1001, 120, 253, 254, 15_700);

const rule: fc.Arbitrary<readonly Line[]> = fc
  .record({
    selector,
    priority: foreignPriority,
    table: foreignTable,
    protocol,
    refuses: fc.boolean(),
  })
  .map((draft) => {
    const { family } = draft.selector;
    const refuses = draft.refuses && isBound(draft.selector);
    const into = isBound(draft.selector) ? draft.table : 254;
    const action = refuses ? 'prohibit' : `table ${into}`;
    const words = selectorWords(draft.selector).join(' ');
    const line = `rule add ${words} pref ${draft.priority} ${action} protocol ${draft.protocol}`;
    return families
      .filter((one) => family === undefined || family === one)
      .map((one) => ({ family: one, line }));
  });

const route: fc.Arbitrary<readonly Line[]> = fc
  .record({
    draft: rawRoute,
    moves: fc.nat({ max: 5 }),
    table: foreignTable,
    protocol,
    verb: fc.constantFrom('add', 'append'),
  })
  .map(({ draft, moves, table: into, protocol: by, verb }) => {
    if (draft.uplink !== undefined) return [];
    const to = String(draft.route['to']);
    const family = draft.route['family'] === 'ipv6' || to.includes(':') ? 'ipv6' : 'ipv4';
    const moved = moves === 0 ? to : elsewhere(to);
    const words = routeWords({ ...draft.route, to: moved }).join(' ');
    const place = to === 'default' ? 60 : into;
    // Next hops come last.
    const whose = ` table ${place} proto ${by}`;
    return [{ family, line: `route ${verb} ${words}`.replace(/(?= nexthop )|$/, whose) }];
  });

const dhcp: fc.Arbitrary<readonly Line[]> = fc
  .tuple(fc.nat({ max: deviceCount - 1 }), fc.constantFrom(...families))
  .map(([device, family]) => [defaultBy(device, family)]);

function defaultBy(device: number, family: Family): Line {
  const way = `via ${gatewayOn[family](device, 1)} dev ${deviceName(device)}`;
  return { family, line: `route add default ${way} proto 16 metric ${3000 + device}` };
}

/** From whom a gateway written as `auto` is learned: without, it would be what was there last. */
export function teachers(drafts: readonly TopologyDraft[]): readonly Line[] {
  return drafts.flatMap(({ uplinks }) =>
    uplinks.flatMap((uplink) =>
      families
        .filter((family) => uplink[family]?.gateway === 'auto')
        .map((family) => defaultBy(deviceOf(uplink), family)),
    ),
  );
}

export const foreign: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: rule },
      { weight: 3, arbitrary: route },
      { weight: 1, arbitrary: dhcp },
    ),
    {
      maxLength: 14,
    },
  )
  .map((all) => all.flat());

/** Somebody else's object in the very place of one of ours: the same, or another. */
export type Collision = { readonly at: number; readonly how: 'same' | 'other' };

export const collisions: fc.Arbitrary<readonly Collision[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 2,
    arbitrary: fc.array(
      fc.record({ at: fc.nat(), how: fc.constantFrom('same', 'same', 'same', 'other') }),
      {
        maxLength: 3,
      },
    ),
  },
);

export function collisionLine(item: Item, { how }: Collision): Line {
  const copy = how === 'same' ? item : other(item);
  return lineOf('add', withProtocol(copy, 4));
}

const damages = [
  'delete',
  'retune',
  'redirect',
  'refuse',
  'invert',
  'widen',
  'move',
  'copy',
] as const;

export type Damage = {
  readonly at: number;
  readonly how: (typeof damages)[number];
  readonly offset: number;
};

export const damage: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom(...damages),
    offset: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** What the kernel hides from its own dump cannot be repaired in one go. */
export function oncePerSlot(lines: readonly Line[]): readonly Line[] {
  return lines.filter(
    ({ slot }, index) =>
      slot === undefined || lines.findIndex((line) => line.slot === slot) === index,
  );
}

/** With our own protocol number, as if a crash or an administrator had left it. */
export function damageLine(item: Item, { how, offset }: Damage): Line {
  // Metrics of a route over a nexthop object are not the route's own.
  const isTunable = item.noun === 'rule' || item.route.target.kind !== 'nexthop-object';
  if (how === 'delete' || (how === 'retune' && !isTunable)) return lineOf('del', item);
  if (item.noun === 'rule')
    return lineOf('add', { noun: 'rule', rule: damagedRule(item.rule, how, offset) });
  if (how === 'retune') return lineOf('replace', other(item));
  const damaged = damagedRoute(item.route, how, offset);
  const added = lineOf('add', { noun: 'route', route: damaged });
  return { ...added, line: added.line.replace(/^route add/, 'route append') };
}

function damagedRule(before: Rule, how: Damage['how'], offset: number): Rule {
  const { not, ...straight } = before.selector;
  switch (how) {
    case 'invert':
      return { ...before, selector: not ? straight : { ...straight, not: true } };
    case 'widen':
      return {
        ...before,
        selector: Object.fromEntries(Object.entries(before.selector).slice(offset % 2)),
      };
    case 'move':
    case 'copy':
      return { ...before, priority: before.priority + offset };
    case 'refuse':
      return {
        ...before,
        selector: { ...before.selector, from: ownSource[before.family] },
        action: { kind: 'prohibit' },
      };
    case 'retune':
    case 'redirect':
    case 'delete':
      return { ...before, action: { kind: 'lookup', table: table(60 + offset) } };
  }
}

const ownSource = { ipv4: prefix('10.77.0.0/16'), ipv6: prefix('2001:db8:77::/48') } as const;

function damagedRoute(before: Route, how: Damage['how'], offset: number): Route {
  switch (how) {
    case 'move':
      return { ...before, metric: before.metric > 4_000_000_000 ? 9 : before.metric + offset };
    case 'copy':
      return { ...before, table: table(60 + offset), scope: 0, target: { kind: 'unreachable' } };
    case 'refuse':
      return { ...before, scope: 0, target: { kind: 'prohibit' } };
    case 'retune':
    case 'redirect':
    case 'invert':
    case 'widen':
    case 'delete':
      return { ...before, scope: 0, target: { kind: 'unicast', hops: [strayHop(before.family)] } };
  }
}

function strayHop(family: Family) {
  const gateway = address(gatewayOn[family](1, 2));
  return { gateway, device: deviceName(1), weight: 1, onlink: false };
}

function other(item: Item): Item {
  if (item.noun === 'rule') {
    return { noun: 'rule', rule: { ...item.rule, action: { kind: 'lookup', table: table(61) } } };
  }
  return { noun: 'route', route: { ...item.route, metrics: { ...item.route.metrics, mtu: 1333 } } };
}

function withProtocol(item: Item, by: number): Item {
  if (item.noun === 'rule') return { noun: 'rule', rule: { ...item.rule, protocol: by } };
  return { noun: 'route', route: { ...item.route, protocol: by } };
}

function lineOf(verb: 'add' | 'replace' | 'del', item: Item): Line {
  const { family } = item.noun === 'rule' ? item.rule : item.route;
  const slot = item.noun === 'route' && family === 'ipv6' ? { slot: routeSlot(item.route) } : {};
  return { family, line: batchLine({ verb, item }), ...slot };
}

/** Next to the destinations that topologies use. */
function elsewhere(to: string): string {
  return to.replace(/^198\.51\./, '198.61.').replace(/^2001:db8:5/, '2001:db8:6');
}

function selectorWords({ family, not, ...choices }: Written): readonly string[] {
  void family;
  const pairs = Object.entries(choices).flatMap(([key, value]) => [
    key.replace('-', '_'),
    ruleWord(key, value),
  ]);
  return [...(not === true ? ['not'] : []), ...pairs];
}

function ruleWord(key: string, value: unknown): string {
  if (key === 'tos' && typeof value === 'number') return `0x${value.toString(16)}`;
  return key === 'uidrange' && typeof value === 'number' ? `${value}-${value}` : String(value);
}

function routeWords({
  family,
  type,
  to,
  onlink,
  nexthops,
  ...choices
}: Written): readonly string[] {
  const ipv4 = family === 'ipv4' || !String(to).includes(':');
  const pairs = Object.entries(choices).flatMap(([key, value]) => routeWord(key, value, ipv4));
  const hops = Array.isArray(nexthops)
    ? nexthops.flatMap((hop: unknown) => ['nexthop', ...hopWords(hop)])
    : [];
  return [
    ...(typeof type === 'string' ? [type] : []),
    ...[String(to), ...pairs, ...(onlink === true ? ['onlink'] : []), ...hops],
  ];
}

function hopWords(hop: unknown): readonly string[] {
  return Object.entries(hop ?? {}).flatMap(([key, value]) => [key, String(value)]);
}

function routeWord(key: string, value: unknown, ipv4: boolean): readonly string[] {
  switch (key) {
    case 'via':
      return ipv4 && String(value).includes(':')
        ? ['via', 'inet6', String(value)]
        : ['via', String(value)];
    case 'tos':
      return ['tos', `0x${Number(value).toString(16)}`];
    case 'expires':
      return ['expires', value === '1h' ? '3600' : '500'];
    case 'quickack':
    case 'fastopen-no-cookie':
      return [key.replaceAll('-', '_'), value === true || value === 1 ? '1' : '0'];
    default:
      return [key.replace('-', '_'), String(value)];
  }
}

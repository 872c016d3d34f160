/** Which traffic takes another way: nothing that does is missed, nothing is said that does not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { compile } from '../../src/compile/compile.ts';
import { decide } from '../../src/lookup/decide.ts';
import type { Impact, ImpactLine } from '../../src/model/impact.ts';
import { outcomeOf } from '../../src/lookup/impact-lines.ts';
import { impactOf } from '../../src/lookup/impact.ts';
import { plannedState, untouchedState } from '../../src/lookup/kernel-state.ts';
import { addressOf, pieceOf } from '../../src/lookup/pieces.ts';
import type { RoutingIndex, RoutingState } from '../../src/lookup/state.ts';
import { reserved } from '../../src/lookup/special.ts';
import { indexState } from '../../src/lookup/state.ts';
import type { Address, Family, Prefix } from '../../src/model/address.ts';
import { contains } from '../../src/model/address.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Live } from '../../src/model/live.ts';
import { impactRows } from '../../src/render/impact-text.ts';
import { styleOf } from '../../src/render/style.ts';
import { readTopology } from '../../src/topology/read.ts';
import { change, changed, topology } from '../support/arbitrary.ts';
import { topologyOf } from '../support/compiled.ts';
import type { TopologyFiles } from '../support/drafts.ts';
import { written } from '../support/written.ts';

const uplinks = `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, table: 2, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
`;

function stateOf(text: string): RoutingState {
  const read = topologyOf(text);
  const facts = assumedFacts(read);
  const compiled = compile(read, facts);
  assert.ok(compiled.ok);
  return plannedState(untouchedState(facts), compiled.value);
}

function impactBetween(before: RoutingState, after: RoutingState): Impact {
  const tables = new Set([...before.routes, ...after.routes].map(({ table }) => table));
  return impactOf(before, after, tables);
}

function said(before: string, after: string): readonly string[] {
  const impact = impactBetween(stateOf(`${uplinks}${before}`), stateOf(`${uplinks}${after}`));
  return impactRows(impact, styleOf(false)).map(({ text }) => text.trim());
}

const outbound = 'outbound: {mode: failover, uplinks: [a]}\n';

test('a policy moves its own traffic, and nothing else', () => {
  const policy = (port: number) =>
    `policies: [{name: p, ipproto: tcp, dport: ${port}, uplinks: [b]}]`;
  assert.deepEqual(said(outbound, `${outbound}${policy(25)}`), [
    'this host -> anywhere (tcp/25)',
    'was eth0 via 203.0.113.1 from 203.0.113.10, becomes eth1 via 198.51.100.1 from 198.51.100.10',
    'all that is forwarded -> anywhere (tcp/25)',
    'was eth0 via 203.0.113.1, becomes eth1 via 198.51.100.1',
  ]);
});

test('another default moves what has no uplink of its own', () => {
  const [first, second] = said(outbound, outbound.replace('[a]', '[b]'));
  assert.match(first ?? '', /^this host/);
  assert.match(second ?? '', /^was eth0 via 203\.0\.113\.1 .*becomes eth1 via 198\.51\.100\.1/);
});

test('a more specific route moves its destinations only', () => {
  const route = 'routes: [{to: 192.0.2.0/25, via: 198.51.100.9, dev: eth1, table: main}]';
  const [first, second] = said(outbound, `${outbound}${route}`);
  assert.match(first ?? '', / -> 192\.0\.2\.0\/25$/);
  assert.match(second ?? '', /becomes eth1 via 198\.51\.100\.9/);
});

test('anywhere is not said where a default goes on as it was, however much changes', () => {
  const route = (to: string) => `{to: ${to}, via: 198.51.100.9, dev: eth1, table: main}`;
  const halves = `routes: [${route('0.0.0.0/1')}, ${route('128.0.0.0/2')}]`;
  const rows = said(outbound, `${outbound}${halves}`);
  assert.match(rows[0] ?? '', /^this host.* -> 1\.0\.0\.0\/8, 2\.0\.0\.0\/7/);
  assert.ok(!rows.some((row) => row.includes('anywhere')), rows.join('\n'));
});

test('anywhere is said where a default changes, whatever goes a way of its own', () => {
  const route = 'routes: [{to: 0.0.0.0/2, via: 198.51.100.9, dev: eth1, table: main}]';
  const [first] = said(`${outbound}${route}`, `${outbound.replace('[a]', '[b]')}${route}`);
  assert.match(first ?? '', / -> anywhere/);
});

test('what changes no decision changes no traffic', () => {
  const spare = 'outbound: {mode: failover, uplinks: [a, b]}\n';
  assert.deepEqual(said(outbound, spare), ['no traffic changes its way']);
});

test('what is too much is not worked out, and says so', () => {
  const state = stateOf(`${uplinks}${outbound}`);
  const [model] = state.routes;
  assert.ok(model !== undefined);
  const routes = Array.from({ length: 60_000 }, () => model);
  const impact = impactBetween(state, { ...state, routes });
  assert.match(impactRows(impact, styleOf(false))[0]?.text ?? '', /not worked out.*50000 routes/);
});

/** Values that random topologies speak of, and neighbours of them. */
const flows = fc.record({
  family: fc.constantFrom<Family>('ipv4', 'ipv6'),
  from: fc.nat(),
  to: fc.nat(),
  iif: fc.nat(),
  oif: fc.nat(),
  mark: fc.constantFrom(0, 1, 2, 5, 0x10, 0x20, 0x97, 0x98),
  tos: fc.constantFrom(0, 8, 16, 40),
  ipproto: fc.constantFrom(0, 6, 17, 58),
  port: fc.constantFrom(0, 25, 53, 80, 443, 8080),
  uid: fc.constantFrom(0, 34, 1000, 1500, 2000),
});

type FlowDraft = typeof flows extends fc.Arbitrary<infer Draft> ? Draft : never;

test('no flow that changes is missed: random topologies, random flows', () => {
  let changes = 0;
  const property = fc.property(
    topology,
    change,
    fc.array(flows, { minLength: 60 }),
    (draft, edit, drafts) => {
      const before = stateOfFiles(written(draft));
      const after = stateOfFiles(written(changed(draft, edit)));
      fc.pre(before !== undefined && after !== undefined);
      const impact = impactBetween(before, { ...after, interfaces: before.interfaces });
      fc.pre(impact.kind === 'known');
      const sides = [
        indexState(before),
        indexState({ ...after, interfaces: before.interfaces }),
      ] as const;
      for (const one of drafts)
        changes += checkFlow(flowOf(one, before), sides, impact.lines) ? 1 : 0;
    },
  );
  fc.assert(property, { numRuns: 150, seed: 20_261_121 });
  assert.ok(changes > 100, `only ${changes} flows changed: this proves little`);
});

function stateOfFiles({ topology: text, lists }: TopologyFiles): RoutingState | undefined {
  const read = readTopology({
    file: 'topology.yaml',
    text: JSON.stringify(text),
    readList: (path) => ({ ok: true, text: lists[path] ?? '' }),
  });
  if (!read.ok) return undefined;
  const facts = assumedFacts(read.value);
  const compiled = compile(read.value, facts);
  if (!compiled.ok) return undefined;
  return plannedState(untouchedState(facts), compiled.value);
}

/** True where the flow takes another way; then some line must say so. */
function checkFlow(
  flow: Flow | undefined,
  [before, after]: readonly [RoutingIndex, RoutingIndex],
  lines: readonly ImpactLine[],
): boolean {
  if (flow === undefined) return false;
  const [old, next] = [decide(before, flow), decide(after, flow)];
  if (way(outcomeOf(old)) === way(outcomeOf(next))) return false;
  const line = lines.find(
    (one) =>
      one.family === flow.family &&
      way(outcomeOf(one.before)) === way(outcomeOf(old)) &&
      way(outcomeOf(one.after)) === way(outcomeOf(next)) &&
      (one.to === 'anywhere' || one.to.some((prefix) => contains(prefix, flow.to))),
  );
  assert.ok(line, `${JSON.stringify(flow)}: ${outcomeOf(old)} => ${outcomeOf(next)} is in no line`);
  return true;
}

/** Without the source, which is that of each flow where it has one. */
function way(outcome: string): string {
  return outcome.replaceAll(/ [^ ]+(?= or |$)/g, '');
}

function flowOf(draft: FlowDraft, state: RoutingState): Flow | undefined {
  const { family, mark, tos, ipproto, port, uid } = draft;
  const own = addressesOf(state, family);
  const from = own[draft.from % (own.length + 2)];
  const to = destination(draft.to, state, family);
  if (to === undefined || reserved.some((prefix) => contains(prefix, to))) return undefined;
  const names = state.interfaces.map(({ name }) => name);
  const oif = draft.oif % 4 === 0 ? names[draft.oif % names.length] : undefined;
  const rest = { mark, tos, ipproto, sport: 0, dport: port, uid };
  const bound = oif === undefined || oif === 'lo' ? {} : { oif };
  return { family, ...(from === undefined ? {} : { from }), to, ...bound, ...rest };
}

function addressesOf({ interfaces }: Pick<Live, 'interfaces'>, family: Family): readonly Address[] {
  return interfaces
    .filter(({ name }) => name !== 'lo')
    .flatMap(({ addresses }) => addresses)
    .filter((one) => one.family === family)
    .map(({ address }) => address);
}

/** In or beside a prefix that some route or rule names. */
function destination(
  at: number,
  { routes, rules }: RoutingState,
  family: Family,
): Address | undefined {
  const prefixes: readonly Prefix[] = [
    ...routes.filter((route) => route.family === family).map(({ to }) => to),
    ...rules.flatMap((rule) => (rule.family === family ? (rule.selector.to ?? []) : [])),
  ];
  const prefix = prefixes[at % prefixes.length];
  if (prefix === undefined) return undefined;
  const { first, last } = pieceOf(prefix);
  const span = last - first + 1n;
  return addressOf(family, first + ((BigInt(at) * 7919n) % span));
}

test('ordinary traffic is nobody in particular: a rule for one user moves that user alone', () => {
  const rule = 'rules: [{priority: 900, uidrange: 0-0, lookup: b}]\ntables: {}\n';
  const lines = said(outbound, `${outbound}${rule.replace('lookup: b', 'uplink: b')}`);
  assert.match(lines[0] ?? '', /\(uid 0\)/);
  // What is forwarded counts as root's, too (fib_rule_match with the user of no socket).
  const ours = lines.filter((line) => /^(this host|[0-9])/.test(line));
  assert.ok(
    ours.every((line) => line.includes('uid 0')),
    lines.join('\n'),
  );
});

test('marks that several rules speak of are combined', () => {
  const foreign = (value: string, priority: number) =>
    `{priority: ${priority}, fwmark: ${value}, lookup: 50}`;
  const others = `tables: {t: 50}\nrules: [${foreign('0/1', 500)}, ${foreign('0/2', 501)}`;
  const route = 'routes: [{to: default, type: unreachable, table: 50, family: ipv4}]\n';
  const lines = said(
    `${outbound}${route}${others}]`,
    `${outbound}${route}${others}, {priority: 900, uplink: b}]`,
  );
  assert.ok(
    lines.some((line) => line.includes('mark 0x3')),
    lines.join('\n'),
  );
});

test('hundreds of marks are too many, and told so at once', () => {
  const rules = Array.from({ length: 300 }, (_, at) => `{fwmark: ${at + 1}, uplink: b}`);
  const [line] = said(outbound, `${outbound}rules: [${rules.join(', ')}]`);
  assert.match(line ?? '', /not worked out/);
});

test('destinations beside the internet are destinations, too', () => {
  const to = ['fd12:3456::/32', '64:ff9b::/96', '250.0.0.0/8'];
  for (const prefix of to) {
    const lines = said(outbound, `${outbound}routes: [{to: '${prefix}', dev: eth1, table: main}]`);
    assert.ok(
      lines.some((line) => line.includes(`-> ${prefix}`)),
      `${prefix}: ${lines.join('\n')}`,
    );
  }
});

test('of kinds that change alike, each is told that is no special case of another', () => {
  const other = '{priority: 900, uidrange: 1000, fwmark: 7, uplink: b}';
  const rule = '{priority: 901, uidrange: 1000-1999, uplink: b}';
  const lines = said(`${outbound}rules: [${other}]`, `${outbound}rules: [${other}, ${rule}]`);
  for (const user of ['uid 1000', 'uid 1001']) {
    assert.ok(
      lines.some((line) => line.startsWith('this host') && line.includes(`(${user})`)),
      lines.join('\n'),
    );
  }
});

test('what is said of a port is said of it with every protocol', () => {
  const mail = '{priority: 900, ipproto: tcp, dport: 25, uplink: b}';
  const rule = '{priority: 901, dport: 1000-2000, uplink: b}';
  const lines = said(`${outbound}rules: [${mail}]`, `${outbound}rules: [${mail}, ${rule}]`);
  assert.ok(lines.includes('this host -> anywhere (port 1000)'), lines.join('\n'));
  assert.ok(!lines.some((line) => line.includes('tcp/1000')), lines.join('\n'));
});

test('a mark that passes the narrower mask alone is a kind of its own', () => {
  const other = '{priority: 900, fwmark: 5, uplink: a}';
  const rule = '{priority: 901, fwmark: 5/0xff, uplink: b}';
  const lines = said(`${outbound}rules: [${other}]`, `${outbound}rules: [${other}, ${rule}]`);
  assert.ok(
    lines.some((line) => /mark 0x[0-9a-f]+05\)/.test(line)),
    lines.join('\n'),
  );
  assert.ok(!lines.some((line) => line.includes('mark 0x5)')), lines.join('\n'));
});

test('a route over a nexthop object that stays leads where it led', () => {
  const text = `${uplinks}${outbound}routes: [{to: 192.0.2.0/24, nhid: 7, table: main}]`;
  const topologyRead = topologyOf(text);
  const facts = assumedFacts(topologyRead);
  const compiled = compile(topologyRead, facts);
  assert.ok(compiled.ok);
  const planned = plannedState(untouchedState(facts), compiled.value);
  const hop = { device: 'eth0', weight: 1, onlink: false };
  const live = {
    ...planned,
    routes: planned.routes.map((route) =>
      route.target.kind === 'nexthop-object'
        ? { ...route, target: { ...route.target, leadsBy: [hop] } }
        : route,
    ),
  };
  const impact = impactBetween(live, plannedState(live, compiled.value));
  assert.deepEqual(impact, { kind: 'known', lines: [], doubts: [] });
});

/** Where every interface asks for the way back of what comes in. */
function filtered(text: string): RoutingState {
  const settings = ['eth0', 'eth1', 'all'].map((name) => ({
    family: 'ipv4' as const,
    interface: name,
    ignoresLinkdown: false,
    forwards: true,
    reversePathFilter: 'strict' as const,
  }));
  return { ...stateOf(`${uplinks}${text}`), settings };
}

function saidFiltered(before: string, after: string): readonly string[] {
  const impact = impactBetween(filtered(before), filtered(after));
  return impactRows(impact, styleOf(false)).map(({ text }) => text.trim());
}

test('with a reverse path filter, what comes in is held against the way back', () => {
  const lines = saidFiltered(outbound, outbound.replace('[a]', '[b]'));
  assert.ok(
    lines.some((line) => /others by eth1/.test(line)),
    lines.join('\n'),
  );
  assert.ok(lines.some((line) => /uncertain: where the reverse path filter/.test(line)));
});

test('with a reverse path filter, a network that comes in elsewhere is refused as before', () => {
  const lines = saidFiltered(outbound, outbound.replace('[a]', '[b]'));
  assert.ok(
    lines.some((line) => line.includes('203.0.113.0/24 by eth0')),
    lines.join('\n'),
  );
  assert.ok(!lines.some((line) => line.includes('203.0.113.0/24 by eth1')), lines.join('\n'));
});

/** A rule, and what it takes the way back from: packets that come in by eth0, which it answers by eth1. */
const turnedBack: readonly (readonly [rule: string, line: RegExp])[] = [
  ['ipproto: tcp, dport: 443', /others by eth0\b.* -> 198\.51\.100\..*\(tcp, sport 443\)/],
  ['to: 192.0.2.0/24', /192\.0\.2\.0\/24 by eth0\b.* -> 198\.51\.100\./],
  ['from: 198.51.100.128/25', /others by eth0\b.* -> 198\.51\.100\.128\//],
];

for (const [rule, line] of turnedBack) {
  test(`with a reverse path filter, a rule takes answers another way: ${rule}`, () => {
    const lines = saidFiltered(outbound, `${outbound}rules: [{priority: 900, ${rule}, uplink: b}]`);
    const at = lines.findIndex((one) => line.test(one));
    assert.ok(at !== -1, lines.join('\n'));
    assert.equal(lines[at + 1], 'was eth1, becomes refused (EINVAL)');
  });
}

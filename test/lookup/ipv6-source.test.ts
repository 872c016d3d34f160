/** What no test machine has or no kernel is asked about: described hosts, VRFs, samples of impact. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { compile } from '../../src/compile/compile.ts';
import { decideQuery } from '../../src/lookup/decide.ts';
import { plannedState, untouchedState } from '../../src/lookup/kernel-state.ts';
import { queryOf } from '../../src/lookup/query.ts';
import type { RoutingState } from '../../src/lookup/state.ts';
import { indexState } from '../../src/lookup/state.ts';
import { parseAddress } from '../../src/model/address.ts';
import type { LiveAddress } from '../../src/model/live.ts';
import { asFlow } from '../differential/random-flows.ts';
import { topologyOf } from '../support/compiled.ts';

/** A described host whose default route has no source of its own. */
function described(addresses: string): RoutingState {
  const text = `uplinks:
  a: {interface: eth0, ipv6: {address: [${addresses}], gateway: fe80::1}}
  b: {interface: eth1, ipv6: {address: '2001:db8:b::10/64', gateway: fe80::1}}
routes: [{to: '2600::/16', via: fe80::1, dev: eth0, table: main, family: ipv6},
  {to: 'fd00::/8', via: fe80::1, dev: eth0, table: main, family: ipv6},
  {to: '2a00::/16', via: fe80::1, dev: eth2, table: main, family: ipv6}]
`;
  const topology = topologyOf(text);
  const facts = assumedFacts(topology);
  const compiled = compile(topology, facts);
  assert.ok(compiled.ok);
  return plannedState(untouchedState(facts), compiled.value);
}

/** The same addresses, but a kernel told them. */
function asRead({ isDescribed, ...state }: RoutingState): RoutingState {
  assert.equal(isDescribed, true);
  return state;
}

function sourceTo(text: string, state: RoutingState, isSample = false): string | undefined {
  const to = parseAddress(text);
  assert.ok(to !== undefined);
  const query = queryOf(asFlow({ family: 'ipv6', to }));
  const index = indexState(state);
  const [first, again] = [1, 2].map(() => decideQuery(index, { ...query, isSample }));
  assert.deepEqual(again, first, 'the second packet goes as the first');
  assert.equal(first?.kind, 'delivered');
  return first?.kind === 'delivered' ? first.exits[0].source : undefined;
}

/** The first interface with one more address. */
function withAddress(state: RoutingState, text: string, more: Partial<LiveAddress>): RoutingState {
  const address = parseAddress(text);
  assert.ok(address !== undefined);
  const interfaces = state.interfaces.map((link) => {
    const [model] = link.addresses;
    if (link.name !== 'eth0' || model === undefined) return link;
    return { ...link, addresses: [{ ...model, ...more, address }, ...link.addresses] };
  });
  return { ...state, interfaces };
}

test('a described host sends from the only address of the interface', () => {
  assert.equal(sourceTo('2600::1', described("'2001:db8:a::10/64'")), '2001:db8:a::10');
});

test('of a described host nobody knows which address came first, nor what there is besides', () => {
  const alike = described("'2001:db8:a::10/64', '2001:db8:a::11/64'");
  assert.equal(sourceTo('2600::1', alike), undefined);
  assert.equal(sourceTo('2600::1', asRead(alike)), '2001:db8:a::10');
  assert.equal(sourceTo('2a00::1', alike), undefined, 'eth2 may have one that was not told');
});

const both = described("'2001:db8:a::10/64', 'fd00::10/64'");

test('a private destination is sent to from a private address', () => {
  assert.equal(sourceTo('2600::1', both), '2001:db8:a::10');
  assert.equal(sourceTo('fd01::1', both), 'fd00::10');
});

test('where labels were not read, they may say anything', () => {
  assert.equal(sourceTo('2600::1', { ...both, labels: [] }), undefined);
  const one = described("'2001:db8:a::10/64'");
  assert.equal(sourceTo('2600::1', { ...one, labels: [] }), '2001:db8:a::10');
});

test('a packet that stands for others names no source that is not that of all', () => {
  assert.equal(sourceTo('2600::1', both, true), undefined);
  assert.equal(sourceTo('2600::1', described("'2001:db8:a::10/64'"), true), '2001:db8:a::10');
});

test('what hangs on sysctls is left open, and only where it matters', () => {
  const one = asRead(described("'2001:db8:a::10/64'"));
  const other = '2001:db8:a::11';
  assert.equal(sourceTo('2600::1', withAddress(one, other, {})), other);
  assert.equal(sourceTo('2600::1', withAddress(one, other, { temporary: true })), undefined);
  assert.equal(sourceTo('2600::1', withAddress(one, other, { optimistic: true })), undefined);
  assert.equal(sourceTo('2600::1', withAddress(one, other, { home: true })), undefined);
  const deprecated = { temporary: true, deprecated: true };
  assert.equal(sourceTo('2600::1', withAddress(one, other, deprecated)), '2001:db8:a::10');
  assert.equal(sourceTo('2600::1', withAddress(one, other, { duplicate: true })), '2001:db8:a::10');
});

test('a VRF sends from its own addresses alone', () => {
  const state = asRead(described("'2001:db8:a::10/64'"));
  const inVrf = (...names: readonly string[]): RoutingState => ({
    ...state,
    interfaces: state.interfaces.map((link) =>
      names.includes(link.name) ? { ...link, vrf: 'blue' } : link,
    ),
  });
  // Two others could lend one, and one alone of them is in the VRF of eth2.
  assert.equal(sourceTo('2a00::1', state), undefined);
  assert.equal(sourceTo('2a00::1', inVrf('eth2', 'eth1')), '2001:db8:b::10');
});

test('IPv6 routes over nexthop objects are told only what all of them agree on', () => {
  const state = asRead(described("'2001:db8:a::10/64'"));
  const hops = ['eth0', 'eth1'].map((device) => ({ device, weight: 1, onlink: false }));
  const over = (id: number, devices: readonly string[]) => ({
    kind: 'nexthop-object' as const,
    id,
    leadsBy: hops.filter(({ device }) => devices.includes(device)),
  });
  const model = state.routes.find(({ to }) => to === '2600::/16');
  assert.ok(model !== undefined);
  const single = { ...model, target: over(1, ['eth1']) };
  const others = state.routes.filter((one) => one !== model);
  const routes = [...others, single];
  assert.equal(sourceTo('2600::1', { ...state, routes }), '2001:db8:b::10');
  const group = { ...model, metric: 2000, target: over(3, ['eth0', 'eth1']) };
  assert.equal(sourceTo('2600::1', { ...state, routes: [...routes, group] }), undefined);
  const { address } = state.interfaces.find(({ name }) => name === 'eth0')?.addresses[0] ?? {};
  assert.ok(address !== undefined);
  const lending = { ...single, metric: 2000, source: address };
  assert.equal(sourceTo('2600::1', { ...state, routes: [...routes, lending] }), undefined);
});

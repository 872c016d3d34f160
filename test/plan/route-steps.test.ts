import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Prefix } from '../../src/model/address.ts';
import type { Opaque } from '../../src/model/live.ts';
import type { Hop, Route } from '../../src/model/route.ts';
import { diffRoutes } from '../../src/plan/diff-routes.ts';
import { routeSteps } from '../../src/plan/route-steps.ts';
import { batchLine } from '../../src/render/batch.ts';
import { address, hop, prefix, route, table } from '../support/rules.ts';

const origin = { file: 'topology.yaml', line: 1, column: 1, endColumn: 2, text: '' };
const two = {
  kind: 'unicast',
  hops: [hop('203.0.113.1', 'eth0', 2), hop('198.51.100.1', 'eth1')],
} as const;

function linesFor(wanted: Route | undefined, own: readonly Route[]): readonly string[] {
  const diff = diffRoutes(wanted === undefined ? [] : [{ item: wanted, origin }], own, [], 157);
  return diff.slots.flatMap((slot) => {
    const { add, remove } = routeSteps(slot);
    return [...add, ...remove].map(({ verb, route: item }) =>
      batchLine({ verb, item: { noun: 'route', route: item } }),
    );
  });
}

test('a missing route is added, never replaced: replace would take over a foreign one', () => {
  assert.deepEqual(linesFor(route('192.0.2.0/24'), []), [
    'route add unicast 192.0.2.0/24 table 100 proto 157 scope 0 via 203.0.113.1 dev eth0',
  ]);
});

test('a route of ours that differs is replaced in one step', () => {
  const before = route('192.0.2.0/24');
  const after = route('192.0.2.0/24', { source: address('203.0.113.10') });
  assert.deepEqual(linesFor(after, [before]), [
    'route replace unicast 192.0.2.0/24 table 100 proto 157 scope 0 src 203.0.113.10 via 203.0.113.1 dev eth0',
  ]);
});

test('a deletion names type, table, protocol, scope, metric, source, gateway and device', () => {
  const obsolete = route('192.0.2.0/24', { metric: 20, source: address('203.0.113.10') });
  assert.deepEqual(linesFor(undefined, [obsolete]), [
    'route del unicast 192.0.2.0/24 table 100 proto 157 scope 0 metric 20 src 203.0.113.10 via 203.0.113.1 dev eth0',
  ]);
});

test('next hops in another order are the same route', () => {
  const [first, second] = two.hops;
  const turned = route('0.0.0.0/0', { target: { kind: 'unicast', hops: [second, first] } });
  assert.deepEqual(linesFor(route('0.0.0.0/0', { target: two }), [turned]), []);
});

test('another weight is another route', () => {
  const [first, second] = two.hops;
  const heavier = route('0.0.0.0/0', {
    target: { kind: 'unicast', hops: [{ ...first, weight: 7 }, second] },
  });
  assert.equal(linesFor(route('0.0.0.0/0', { target: two }), [heavier]).length, 1);
});

const balanced = (...hops: readonly [Hop, Hop, ...Hop[]]) =>
  route('2001:db8:5::/48', { target: { kind: 'unicast', hops } });
const first = hop('2001:db8::1');
const second = hop('2001:db8::2', 'eth1');
const third = hop('2001:db8::3', 'eth2');
const place = 'unicast 2001:db8:5::/48 table 100 proto 157 metric 1024';

test('an IPv6 multipath route is deleted next hop by next hop: others may have added theirs', () => {
  assert.deepEqual(linesFor(undefined, [balanced(first, second)]), [
    `route del ${place} via 2001:db8::1 dev eth0`,
    `route del ${place} via 2001:db8::2 dev eth1`,
  ]);
});

test('an IPv6 next hop comes before another goes, and the rest is not touched', () => {
  assert.deepEqual(linesFor(balanced(first, third), [balanced(first, second)]), [
    `route append ${place} nexthop via 2001:db8::3 dev eth2 weight 1`,
    `route del ${place} via 2001:db8::2 dev eth1`,
  ]);
  const alone = route('2001:db8:5::/48', { target: { kind: 'unicast', hops: [first] } });
  assert.deepEqual(linesFor(alone, [balanced(first, second)]), [
    `route del ${place} via 2001:db8::2 dev eth1`,
  ]);
  assert.deepEqual(linesFor(balanced(first, second), [alone]), [
    `route append ${place} nexthop via 2001:db8::2 dev eth1 weight 1`,
  ]);
});

test('IPv6 next hops whose weights change go and come again one after the other', () => {
  const [heavy, medium] = [hop('2001:db8::1', 'eth0', 3), hop('2001:db8::2', 'eth1', 2)];
  assert.deepEqual(linesFor(balanced(heavy, medium, third), [balanced(first, second)]), [
    `route append ${place} nexthop via 2001:db8::3 dev eth2 weight 1`,
    `route del ${place} via 2001:db8::1 dev eth0`,
    `route append ${place} nexthop via 2001:db8::1 dev eth0 weight 3`,
    `route del ${place} via 2001:db8::2 dev eth1`,
    `route append ${place} nexthop via 2001:db8::2 dev eth1 weight 2`,
  ]);
});

test('so do those of a route that changes in more than next hops, and the rest goes last', () => {
  const tuned = { ...balanced(first, third), metrics: { mtu: 1300 } };
  assert.deepEqual(linesFor(tuned, [balanced(first, second)]), [
    `route append ${place} mtu 1300 nexthop via 2001:db8::3 dev eth2 weight 1`,
    `route del ${place} via 2001:db8::1 dev eth0`,
    `route append ${place} mtu 1300 nexthop via 2001:db8::1 dev eth0 weight 1`,
    `route del ${place} via 2001:db8::2 dev eth1`,
  ]);
});

test('an IPv6 next hop that becomes onlink changes; one written without its device does not', () => {
  const onlink = { ...first, onlink: true };
  assert.deepEqual(linesFor(balanced(onlink, second), [balanced(first, second)]), [
    `route del ${place} via 2001:db8::1 dev eth0`,
    `route append ${place} nexthop via 2001:db8::1 dev eth0 weight 1 onlink`,
  ]);
  const anyDevice = { gateway: address('2001:db8::1'), weight: 1, onlink: false };
  assert.deepEqual(linesFor(balanced(anyDevice, third), [balanced(first, second)]), [
    `route append ${place} nexthop via 2001:db8::3 dev eth2 weight 1`,
    `route del ${place} via 2001:db8::2 dev eth1`,
  ]);
});

test('of IPv4 twins one is deleted and the rest put right: a delete may hit either', () => {
  const wanted = route('192.0.2.0/24');
  const tuned = route('192.0.2.0/24', { metrics: { mtu: 1400 } });
  const way = 'unicast 192.0.2.0/24 table 100 proto 157 scope 0 via 203.0.113.1 dev eth0';
  assert.deepEqual(linesFor(wanted, [wanted, tuned]), [`route del ${way}`, `route replace ${way}`]);
});

test('an IPv4 twin that somebody appended with our number is deleted, the wanted one stays', () => {
  const wanted = route('192.0.2.0/24');
  const twin = route('192.0.2.0/24', { target: { kind: 'unicast', hops: [hop('203.0.113.2')] } });
  assert.deepEqual(linesFor(wanted, [wanted, twin]), [
    'route del unicast 192.0.2.0/24 table 100 proto 157 scope 0 via 203.0.113.2 dev eth0',
  ]);
});

test('seconds left on an expiring route are no difference, expiring or not is', () => {
  const expiring = (expiresSeconds: number) => route('2001:db8:5::/48', { expiresSeconds });
  assert.deepEqual(linesFor(expiring(3600), [expiring(12)]), []);
  assert.equal(linesFor(expiring(3600), [route('2001:db8:5::/48')]).length, 1);
});

test('a foreign route that goes the same way satisfies, also without the source we would name', () => {
  const wanted = route('0.0.0.0/0', { source: address('203.0.113.10') });
  const dhcp = route('0.0.0.0/0', { protocol: 16 });
  const diff = diffRoutes([{ item: wanted, origin }], [dhcp], [], 157);
  assert.equal(diff.satisfied.length, 1);
  assert.deepEqual(diff.slots, []);
});

test('a foreign route in the slot that goes another way is a conflict, and nothing is planned', () => {
  const foreign = route('0.0.0.0/0', {
    protocol: 186,
    target: { kind: 'unicast', hops: [hop('203.0.113.254')] },
  });
  const diff = diffRoutes([{ item: route('0.0.0.0/0'), origin }], [foreign], [], 157);
  assert.equal(diff.conflicts.length, 1);
  assert.deepEqual(diff.slots, []);
});

test('a route in another table or family is another slot', () => {
  const wanted = route('192.0.2.0/24');
  const elsewhere = route('192.0.2.0/24', { table: table(101), protocol: 4 });
  const diff = diffRoutes([{ item: wanted, origin }], [elsewhere], [], 157);
  assert.equal(diff.slots.length, 1);
  assert.equal(prefix('192.0.2.0/24'), wanted.to);
});

test('in IPv4, a foreign route that was put before ours takes its traffic: a conflict', () => {
  const ours = route('192.0.2.0/24');
  const theirs = route('192.0.2.0/24', {
    protocol: 4,
    target: { kind: 'unicast', hops: [hop('203.0.113.254')] },
  });
  const diff = (...live: readonly Route[]) => diffRoutes([{ item: ours, origin }], live, [], 157);
  assert.equal(diff(theirs, ours).conflicts.length, 1);
  assert.equal(diff(ours, theirs).unchanged, 1);
});

test('in IPv6, the state of neighbours decides within a slot: any other route is a conflict', () => {
  const ours = route('2001:db8:5::/48');
  const theirs = route('2001:db8:5::/48', { protocol: 9, target: { kind: 'unreachable' } });
  const diff = diffRoutes([{ item: ours, origin }], [ours, theirs], [], 157);
  assert.equal(diff.conflicts.length, 1);
});

test('a route that cannot be compared, and may be in our slot, is a conflict', () => {
  const opaque = (to: Prefix | undefined): Opaque => ({
    noun: 'route',
    family: 'ipv4',
    protocol: 4,
    text: '{"dst":"192.0.2.0/24","encap":"mpls"}',
    reason: 'it has "encap"',
    place: { noun: 'route', table: table(100), to, tos: 0, metric: 0 },
  });
  const conflicts = (present: Opaque, changes: Partial<Route> = {}) =>
    diffRoutes([{ item: route('192.0.2.0/24', changes), origin }], [], [present], 157).conflicts;
  assert.equal(conflicts(opaque(prefix('192.0.2.0/24'))).length, 1);
  assert.equal(conflicts(opaque(undefined)).length, 1);
  assert.deepEqual(conflicts(opaque(prefix('192.0.3.0/24'))), []);
  assert.deepEqual(conflicts(opaque(undefined), { metric: 5 }), []);
});

test('a foreign route that does the job counts only where it is the one that is used', () => {
  const wanted = route('192.0.2.0/24');
  const twin = route('192.0.2.0/24', { protocol: 4 });
  const other = route('192.0.2.0/24', {
    protocol: 4,
    target: { kind: 'unicast', hops: [hop('203.0.113.254')] },
  });
  const diff = (...live: readonly Route[]) => diffRoutes([{ item: wanted, origin }], live, [], 157);
  assert.equal(diff(twin, other).satisfied.length, 1);
  assert.equal(diff(other, twin).conflicts.length, 1);
});

test("two of ours and one of somebody else's in a slot are too many to touch", () => {
  const wanted = route('192.0.2.0/24');
  const tuned = route('192.0.2.0/24', { metrics: { mtu: 1400 } });
  const other = route('192.0.2.0/24', { protocol: 4 });
  const diff = diffRoutes([{ item: wanted, origin }], [wanted, tuned, other], [], 157);
  assert.equal(diff.conflicts.length, 1);
  assert.deepEqual(diff.slots, []);
});

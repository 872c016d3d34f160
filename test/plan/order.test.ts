import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Opaque } from '../../src/model/live.ts';
import type { Route } from '../../src/model/route.ts';
import type { Rule } from '../../src/model/rule.ts';
import { diffRoutes } from '../../src/plan/diff-routes.ts';
import { diffRules } from '../../src/plan/diff-rules.ts';
import { orderChanges, takenSlots } from '../../src/plan/order.ts';
import { batchLine } from '../../src/render/batch.ts';
import { hop, route, rule } from '../support/rules.ts';

const origin = { file: 'topology.yaml', line: 1, column: 1, endColumn: 2, text: '' };

function linesFor(before: Rule, after: Rule): readonly string[] {
  const { slots } = diffRules([{ item: after, origin }], [before], [], 157);
  return orderChanges(slots, [], takenSlots([before, after], [])).steps.map(batchLine);
}

test('no stand-in takes the priority its own goto jumps to: the kernel jumps only forward', () => {
  const jump = (target: number) => rule(900, {}, { kind: 'goto', target });
  assert.deepEqual(linesFor(jump(906), jump(901)), [
    'rule add pref 899 goto 901 protocol 157',
    'rule del pref 900 goto 906 protocol 157',
    'rule add pref 900 goto 901 protocol 157',
    'rule del pref 899 goto 901 protocol 157',
  ]);
});

test('no stand-in takes the priority of a rule that our types cannot hold', () => {
  const opaque: Opaque = {
    noun: 'rule',
    family: 'ipv4',
    protocol: 3,
    text: '{}',
    reason: 'it has "flowlabel"',
    place: { noun: 'rule', priority: 901 },
  };
  assert.ok(takenSlots([], [opaque]).has('ipv4 901'));
});

test('a rule that jumps comes behind the one it jumps to, and goes before it', () => {
  const jump = rule(900, {}, { kind: 'goto', target: 920 });
  const skipped = rule(910, {}, { kind: 'unreachable' });
  const target = rule(920);
  const rules = [jump, skipped, target];
  const priorities = (wanted: readonly Rule[], live: readonly Rule[]) => {
    const { slots } = diffRules(
      wanted.map((item) => ({ item, origin })),
      live,
      [],
      157,
    );
    const { steps } = orderChanges(slots, [], takenSlots(rules, []));
    return steps.map(({ item }) => (item.noun === 'rule' ? item.rule.priority : undefined));
  };
  assert.deepEqual(priorities(rules, []), [920, 900, 910]);
  assert.deepEqual(priorities([], rules), [910, 900, 920]);
});

test('routes that refuse come last and go first: exceptions from them are there meanwhile', () => {
  const attached = route('10.1.0.0/24', { target: { kind: 'unicast', hops: [hop(undefined)] } });
  const refusing = route('10.0.0.0/8', { target: { kind: 'blackhole' } });
  const beyond = route('10.2.0.0/16');
  const all = [refusing, beyond, attached];
  const order = (wanted: readonly Route[], live: readonly Route[]) => {
    const { slots } = diffRoutes(
      wanted.map((item) => ({ item, origin })),
      live,
      [],
      157,
    );
    const { steps } = orderChanges([], slots, new Set());
    return steps.map(({ item }) => (item.noun === 'route' ? item.route.to : undefined));
  };
  assert.deepEqual(order(all, []), ['10.1.0.0/24', '10.2.0.0/16', '10.0.0.0/8']);
  assert.deepEqual(order([], all), ['10.0.0.0/8', '10.2.0.0/16', '10.1.0.0/24']);
});

test('a slot that is built anew is emptied before it is filled, whatever was in it', () => {
  const wanted = route('2001:db8:5::/48', { target: { kind: 'unicast', hops: [hop(undefined)] } });
  const stray = route('2001:db8:5::/48', { target: { kind: 'blackhole' } });
  const { slots } = diffRoutes([{ item: wanted, origin }], [stray, { ...wanted }], [], 157);
  const { steps } = orderChanges([], slots, new Set());
  assert.deepEqual(
    steps.map(({ verb }) => verb),
    ['del', 'del', 'add'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Opaque } from '../../src/model/live.ts';
import type { Rule } from '../../src/model/rule.ts';
import { diffRules } from '../../src/plan/diff-rules.ts';
import { orderChanges, takenSlots } from '../../src/plan/order.ts';
import { batchLine } from '../../src/render/batch.ts';
import { rule } from '../support/rules.ts';

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

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Opaque } from '../../src/model/live.ts';
import type { Rule } from '../../src/model/rule.ts';
import { diffRules } from '../../src/plan/diff-rules.ts';
import { ruleSteps } from '../../src/plan/rule-steps.ts';
import { batchLine } from '../../src/render/batch.ts';
import { lookup, prefix, rule } from '../support/rules.ts';

type Case = {
  readonly name: string;
  readonly before: readonly Rule[];
  readonly after: Rule | undefined;
  readonly want: readonly string[];
  /** Priorities that are in use besides the one at hand. */
  readonly taken?: readonly number[];
};

const from = (text: string) => ({ from: prefix(text) });
const suffix = 'table 100 protocol 157';

const cases: readonly Case[] = [
  {
    name: 'a missing rule is added',
    before: [],
    after: rule(900, from('10.3.0.0/24')),
    want: [`rule add from 10.3.0.0/24 pref 900 ${suffix}`],
  },
  {
    name: 'a rule of ours nobody declares any more is deleted by all that it has',
    before: [rule(900, { ...from('10.3.0.0/24'), iif: 'eth0' })],
    after: undefined,
    want: [`rule del from 10.3.0.0/24 iif eth0 pref 900 ${suffix}`],
  },
  {
    name: 'a rule that differs is added before the old one goes',
    before: [rule(900, from('10.3.0.0/24'))],
    after: rule(900, from('10.4.0.0/24')),
    want: [
      `rule add from 10.4.0.0/24 pref 900 ${suffix}`,
      `rule del from 10.3.0.0/24 pref 900 ${suffix}`,
    ],
  },
  {
    name: 'where the kernel would say "File exists", the new rule stands in next door meanwhile',
    before: [rule(900, from('10.3.0.0/24'))],
    after: rule(900),
    want: [
      `rule add pref 901 ${suffix}`,
      `rule del from 10.3.0.0/24 pref 900 ${suffix}`,
      `rule add pref 900 ${suffix}`,
      `rule del pref 901 ${suffix}`,
    ],
  },
  {
    name: 'inverting a rule needs a stand-in, because `not` is no part of its identity',
    before: [rule(900, from('10.3.0.0/24'))],
    after: rule(900, { not: true, ...from('10.3.0.0/24') }),
    taken: [901],
    want: [
      `rule add not from 10.3.0.0/24 pref 899 ${suffix}`,
      `rule del from 10.3.0.0/24 pref 900 ${suffix}`,
      `rule add not from 10.3.0.0/24 pref 900 ${suffix}`,
      `rule del not from 10.3.0.0/24 pref 899 ${suffix}`,
    ],
  },
  {
    name: 'a goto to another target needs a stand-in, because the target is no part of its identity',
    before: [rule(900, {}, { kind: 'goto', target: 1000 })],
    after: rule(900, {}, { kind: 'goto', target: 2000 }),
    want: [
      'rule add pref 901 goto 2000 protocol 157',
      'rule del pref 900 goto 1000 protocol 157',
      'rule add pref 900 goto 2000 protocol 157',
      'rule del pref 901 goto 2000 protocol 157',
    ],
  },
  {
    name: 'with both neighbours taken the change is made in place',
    before: [rule(900, from('10.3.0.0/24'))],
    after: rule(900),
    taken: [899, 901],
    want: [`rule del from 10.3.0.0/24 pref 900 ${suffix}`, `rule add pref 900 ${suffix}`],
  },
  {
    name: 'of several old rules the most specific goes first, lest a vague delete hit it',
    before: [rule(900, {}, lookup(7)), rule(900, { iif: 'eth0' }, lookup(7))],
    after: undefined,
    want: [
      'rule del iif eth0 pref 900 table 7 protocol 157',
      'rule del pref 900 table 7 protocol 157',
    ],
  },
  {
    name: 'a duplicate behind a rule that its delete would hit is cleared away by a stand-in',
    before: [rule(900, from('10.3.0.0/24')), rule(900, { not: true, ...from('10.3.0.0/24') })],
    after: rule(900, from('10.3.0.0/24')),
    want: [
      `rule add from 10.3.0.0/24 pref 901 ${suffix}`,
      `rule del not from 10.3.0.0/24 pref 900 ${suffix}`,
      `rule del from 10.3.0.0/24 pref 900 ${suffix}`,
      `rule add from 10.3.0.0/24 pref 900 ${suffix}`,
      `rule del from 10.3.0.0/24 pref 901 ${suffix}`,
    ],
  },
];

for (const { name, before, after, want, taken } of cases) {
  test(name, () => {
    const wanted = after === undefined ? [] : [{ item: after, origin }];
    const [slot] = diffRules(wanted, before, [], 157).slots;
    assert.ok(slot);
    const steps = ruleSteps(slot, (priority) => !(taken ?? []).includes(priority));
    const lines = [...steps.add, ...steps.standIn, ...steps.remove].map(({ verb, rule: item }) =>
      batchLine({ verb, item: { noun: 'rule', rule: item } }),
    );
    assert.deepEqual(lines, want);
  });
}

const origin = { file: 'topology.yaml', line: 1, column: 1, endColumn: 2, text: '' };

test('a rule that is as declared changes nothing', () => {
  const present = rule(900, from('10.3.0.0/24'));
  const diff = diffRules([{ item: present, origin }], [{ ...present }], [], 157);
  assert.deepEqual(diff, { slots: [], satisfied: [], conflicts: [], unchanged: 1 });
});

test("somebody else's identical rule satisfies, and is not taken over", () => {
  const wanted = rule(900, from('10.3.0.0/24'));
  const diff = diffRules([{ item: wanted, origin }], [{ ...wanted, protocol: 4 }], [], 157);
  assert.equal(diff.satisfied.length, 1);
  assert.deepEqual(diff.slots, []);
});

test("somebody else's other rule at our priority is a conflict", () => {
  const foreign = rule(900, { oif: 'eth0' }, lookup(5), 0);
  const diff = diffRules([{ item: rule(900), origin }], [foreign], [], 157);
  assert.equal(diff.conflicts.length, 1);
  assert.deepEqual(diff.slots, []);
});

test("somebody else's rule that comes before ours at one priority decides: a conflict", () => {
  const ours = rule(900, from('10.3.0.0/24'));
  const theirs = rule(900, { oif: 'eth0' }, lookup(5), 0);
  const diff = (...live: readonly Rule[]) => diffRules([{ item: ours, origin }], live, [], 157);
  assert.equal(diff(theirs, ours).conflicts.length, 1);
  assert.equal(diff(ours, theirs).unchanged, 1);
});

test('a rule that cannot be compared, at a priority we want, is a conflict', () => {
  const opaque: Opaque = {
    noun: 'rule',
    family: 'ipv4',
    protocol: 3,
    text: '{"priority":900,"flowlabel":"0x1"}',
    reason: 'it has "flowlabel"',
    place: { noun: 'rule', priority: 900 },
  };
  const conflicts = (priority: number) =>
    diffRules([{ item: rule(priority), origin }], [], [opaque], 157).conflicts;
  assert.deepEqual(
    conflicts(900).map(({ kind }) => kind),
    ['foreign-opaque'],
  );
  assert.deepEqual(conflicts(901), []);
});

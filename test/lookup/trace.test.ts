import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decide } from '../../src/lookup/decide.ts';
import { indexState } from '../../src/lookup/state.ts';
import type { TraceStep } from '../../src/model/trace.ts';
import { parseAddress } from '../../src/model/address.ts';
import { askKernel } from '../differential/kernel-answers.ts';
import { asFlow } from '../differential/random-flows.ts';
import { requireLinks } from '../support/links.ts';
import { routerWith } from './router.ts';

const skip = requireLinks('veth') ?? false;

const lines = [
  'route add default via 10.0.0.1 dev e0',
  'route add default via 10.0.1.1 dev e1 table 10',
  'route add throw 8.0.0.0/8 table 11',
  'route add 8.8.0.0/16 via 10.0.1.1 dev e1 tos 0x10 table 10',
  'rule add priority 5 fwmark 7 lookup 10',
  'rule add priority 6 lookup main suppress_prefixlength 0',
  'rule add priority 7 lookup 11',
  'rule add priority 8 lookup 12',
  'rule add priority 9 lookup 10',
];

test(
  'a trace tells every rule and route that was looked at, and why it was left',
  { skip },
  async () => {
    const { live } = await askKernel(routerWith('ipv4', lines), { ipv4: [], ipv6: [] });
    const to = parseAddress('8.8.8.8');
    assert.ok(to !== undefined);
    const trace: TraceStep[] = [];
    const decision = decide(indexState(live), asFlow({ family: 'ipv4', to }), trace);
    assert.equal(decision.kind, 'delivered');
    assert.deepEqual(trace.map(stepText), [
      'rule 0 matches',
      'table 255 has no route',
      'rule 5 does not match: fwmark',
      'rule 6 matches',
      '0.0.0.0/0 is suppressed: prefixlength',
      'rule 7 matches',
      '8.0.0.0/8 throws',
      'rule 8 matches',
      'table 12 has no route',
      'rule 9 matches',
      '8.8.0.0/16 is passed over: tos',
      '0.0.0.0/0 is taken',
    ]);
  },
);

function stepText(step: TraceStep): string {
  switch (step.kind) {
    case 'no match':
      return `rule ${step.rule.priority} does not match: ${step.word}`;
    case 'match':
      return `rule ${step.rule.priority} matches`;
    case 'unreadable rule':
      return step.opaque.text;
    case 'passed over':
      return `${step.route.to} is passed over: ${step.reason}`;
    case 'route':
      return `${step.route.to} is taken`;
    case 'no route':
      return `table ${step.table} has no route`;
    case 'suppressed':
      return `${step.route.to} is suppressed: ${step.by}`;
    case 'thrown':
      return `${step.route.to} throws`;
    case 'note':
      return step.text;
  }
}

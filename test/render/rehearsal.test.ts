/** A rehearsal says what failed in it, in each form the same. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exitCodeOf } from '../../src/commands/rehearse-report.ts';
import type { CutOutcome, FlowOutcome, Rehearsal } from '../../src/model/rehearsal.ts';
import { rehearsalJson } from '../../src/render/rehearsal-json.ts';
import { rehearsalMarkdown } from '../../src/render/rehearsal-markdown.ts';
import { cutText, summaryText, verdictsText } from '../../src/render/rehearsal-text.ts';
import { styleOf } from '../../src/render/style.ts';
import { assertFollows } from '../support/documents.ts';

const look = { style: styleOf(false), nameWidth: 1, cutWidth: 6 };

function rehearsalOf(cut: CutOutcome, maxOutageMs?: number): Rehearsal {
  const common = { topology: 'topology.yaml', speed: 1, verdicts: [], notes: [] };
  return { ...common, maxOutageMs, cuts: [cut] };
}

function cutWith(flow: Partial<FlowOutcome> | undefined): CutOutcome {
  const quiet = { outageMs: 0, lost: 0, recovered: true, returnOutageMs: 0, returnLost: 0 };
  const router = { from: 'router', family: 'ipv4', to: '198.18.0.53' } as const;
  return {
    ...{ uplink: 'a', cut: 'silent', kind: 'cut', faults: [], verdicts: [] },
    flows: flow === undefined ? [] : [{ ...router, ...quiet, hasOtherWay: true, ...flow }],
    ...{ switchedAfterMs: 300, backAfterMs: 500 },
  };
}

function formsOf(rehearsal: Rehearsal) {
  const isPassed = exitCodeOf(rehearsal) === 0;
  const document: unknown = JSON.parse(rehearsalJson(rehearsal, isPassed));
  assertFollows('rehearsal', document);
  return {
    isPassed,
    document,
    text: rehearsal.cuts.map((cut) => cutText(cut, rehearsal, look)).join(''),
    markdown: rehearsalMarkdown(rehearsal, isPassed),
    summary: summaryText(rehearsal, isPassed),
  };
}

test('uplinks that were not found to work have not passed', () => {
  const reason = 'b ipv4: not found to work, though nothing is cut';
  const said = formsOf(rehearsalOf({ uplink: 'a', cut: 'silent', kind: 'unready', reason }));
  assert.equal(said.isPassed, false);
  assert.match(said.text, /^! a {2}silent {2}not cut: b ipv4/);
  assert.match(said.markdown, /\| ! not cut: b ipv4/);
  assert.match(said.summary, /^FAILED: nothing was cut/);
});

test('what cannot be cut has not failed', () => {
  const outcome = { uplink: 'a', cut: 'gateway', kind: 'skipped', reason: 'no gateway' } as const;
  assert.equal(formsOf(rehearsalOf(outcome, 1_000)).isPassed, true);
});

test('a limit is not kept by what nobody has measured', () => {
  const said = formsOf(rehearsalOf(cutWith(undefined), 1_000));
  assert.equal(said.isPassed, false);
  assert.match(said.text, /^! a {2}silent {2}nothing was measured/);
  assert.match(said.summary, /^FAILED: nothing was measured/);
  assert.equal(formsOf(rehearsalOf(cutWith(undefined))).isPassed, true);
});

test('an outage on the way back counts as any other', () => {
  const said = formsOf(rehearsalOf(cutWith({ returnOutageMs: 3_000, returnLost: 200 }), 1_000));
  assert.equal(said.isPassed, false);
  assert.match(said.text, /^! .*back after 0\.50 s, 200 lost within 3\.0 s/);
  assert.match(said.markdown, /200 within 3\.0 s/);
  assert.match(said.summary, /^FAILED: longest outage 3\.0 s/);
});

test('an outage without end fails where another uplink was there, whatever the limit', () => {
  const said = formsOf(rehearsalOf(cutWith({ outageMs: 3_600, recovered: false })));
  assert.equal(said.isPassed, false);
  assert.match(said.text, /^! .*outage as long as it was cut \(router\)/);
  assert.match(said.markdown, /! as long as it was cut \(router, ipv4\)/);
  assert.match(said.summary, /^FAILED: out as long as the uplink, although another .*: router; /);
  assert.doesNotMatch(`${said.text}${said.markdown}${said.summary}`, /3\.6 s/);
  assert.match(JSON.stringify(said.document), /"longest_outage_ms":null/);
});

test('one that had no other uplink passes, and no length is made of it', () => {
  const alone = { outageMs: 3_600, recovered: false, hasOtherWay: false };
  const said = formsOf(rehearsalOf(cutWith(alone)));
  assert.equal(said.isPassed, true);
  assert.match(said.text, /^ {2}a .*as long as it was cut, without another uplink \(router\)/);
  assert.match(said.summary, /^passed: out as long as the uplink, for want of another uplink: /);
  assert.doesNotMatch(`${said.text}${said.markdown}${said.summary}`, /3\.6 s/);
  assert.equal(formsOf(rehearsalOf(cutWith(alone), 3_600_000)).isPassed, false);
});

test('where all expectations suppose an uplink down, none was asked before', () => {
  const skipped = {
    expectation: {
      ...{ name: 'later', down: ['a'], flows: [], kinds: 'as written' },
      ...{ way: { text: 'uplink b', isNegated: false, way: { kind: 'uplink', uplinks: ['b'] } } },
      at: { file: 'topology.yaml', line: 1, column: 1 },
    },
    ...{ result: { kind: 'skipped', reason: 'supposes a down' }, packets: 0 },
  } as const;
  assert.doesNotMatch(verdictsText([skipped as never], look), /all hold/);
});

test('of several hosts that a sender asks, the longest outage is told', () => {
  const [one, other] = [cutWith({}), cutWith({ to: '198.18.0.54', outageMs: 700, lost: 70 })];
  assert.ok(one.kind === 'cut' && other.kind === 'cut');
  const said = formsOf(rehearsalOf({ ...one, flows: [...one.flows, ...other.flows] }));
  assert.match(said.text, /outage 0\.70 s \(router\) {3}back/);
  assert.match(said.markdown, /\| 0\.70 s \(router, ipv4\) \|/);
});

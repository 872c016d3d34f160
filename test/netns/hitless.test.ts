/**
 * While an uplink changes, there is no moment without a route: the kernel is asked all the time.
 *
 * IPv6 is not quite so: the kernel's own `ip -6 route replace`, in a loop without multihome, lets a
 * question slip once in 190 replaced routes (21 of 66 560 questions). So in IPv6 one slip for every 50
 * replaced routes is let pass, if the next question is answered; every slip is counted and told. What
 * goes beyond that is measured once more, and then it counts. Without any `replace` there is no excuse.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';

import type { Family } from '../../src/model/address.ts';
import type { Written } from '../support/drafts.ts';
import { InProcess } from '../support/in-process.ts';
import { requireLinks } from '../support/links.ts';
import type { ProbeResult } from '../support/route-probe.ts';
import { RouteProbe, underwayMax } from '../support/route-probe.ts';
import { Scenery } from '../support/scenery.ts';

const skip = requireLinks('ifb') ?? false;
const families = ['ipv4', 'ipv6'] as const;
const cycles = 10;

const replacedPerSlip = 50;

const uplink = (device: number, gateway: number): Written => ({
  interface: `eth${device}`,
  ipv4: { address: `10.${device}.0.10/24`, gateway: `10.${device}.0.${gateway}` },
  ipv6: { address: `2001:db8:${device}::10/64`, gateway: `2001:db8:${device}::${gateway}` },
});

const first = uplink(0, 1);
const second = uplink(1, 1);
const failover = (...uplinks: readonly string[]) => ({ mode: 'failover', uplinks });

const usual: Written = {
  version: 1,
  uplinks: { a: { ...first, priority: 1000, mark: 1 }, b: { ...second, mark: 2 } },
  outbound: failover('a', 'b'),
  policies: [{ dport: 25, uplinks: ['b'] }],
};

const withFirst = (change: Written): Written => ({
  ...usual,
  uplinks: { a: { ...first, priority: 1000, mark: 1, ...change }, b: { ...second, mark: 2 } },
});

const changes: Readonly<Record<string, Written>> = {
  'another gateway': {
    ...usual,
    uplinks: { a: { ...uplink(0, 2), priority: 1000, mark: 1 }, b: { ...second, mark: 2 } },
  },
  'another priority': withFirst({ priority: 1200 }),
  'another table': withFirst({ table: { id: 500, name: 'elsewhere' } }),
  'another order of failover': { ...usual, outbound: failover('b', 'a') },
  'another mark': withFirst({ mark: '0x1/0xff' }),
  'balance instead of failover': { ...usual, outbound: { mode: 'balance', uplinks: ['a', 'b'] } },
};

/** By main, by source, by mark, by device, by policy. */
const questions = {
  ipv4: [
    ...[
      '198.51.100.7',
      '198.51.100.7 from 10.0.0.10',
      '198.51.100.7 from 10.1.0.10',
      '198.51.100.7 mark 1',
    ],
    ...['198.51.100.7 oif eth0', '198.51.100.7 ipproto tcp dport 25', '10.1.0.77 from 10.0.0.10'],
  ],
  ipv6: [
    ...['2001:db8:f::7', '2001:db8:f::7 from 2001:db8:0::10', '2001:db8:f::7 from 2001:db8:1::10'],
    ...['2001:db8:f::7 mark 1', '2001:db8:f::7 oif eth0', '2001:db8:f::7 ipproto tcp dport 25'],
  ],
} as const;

describe('at every moment of an apply there is a route', { skip }, () => {
  for (const [name, changed] of Object.entries(changes)) {
    for (const family of families) {
      test(`${name}, ${family}`, async (t) => {
        const once = await probed(t, family, changed);
        const last = slipsTooOften(once) ? await probed(t, family, changed) : once;
        const { result } = last;
        assert.ok(last.during > 0, 'no question was asked while something changed');
        assert.equal(result.answered + result.failures.length, result.asked, result.errors);
        if (family === 'ipv4') assert.deepEqual(once.result.failures, [], once.result.errors);
        assert.ok(!slipsTooOften(last), result.errors);
      });
    }
  }
});

type Probed = {
  readonly result: ProbeResult;
  /** Questions answered between the first and the last apply, those in the pipes left out. */
  readonly during: number;
  readonly replaced: number;
};

/** From the usual topology to another and back, several times, under constant questions. */
async function probed(t: TestContext, family: Family, changed: Written): Promise<Probed> {
  const { namespace } = new Scenery(t);
  const program = new InProcess([]);
  t.after(() => program.remove());
  const become = async (topology: Written): Promise<number> => {
    program.write({ topology, lists: {} });
    const attempt = await program.attempt(namespace);
    assert.ok(
      attempt.kind === 'executed' && attempt.execution.kind === 'done',
      JSON.stringify(attempt),
    );
    assert.ok(attempt.plan.steps.length > 0, 'nothing to do');
    return attempt.plan.steps.filter((step) => step.family === family && step.verb === 'replace')
      .length;
  };
  await become(usual);
  const probe = new RouteProbe(namespace, family, questions[family]);
  const before = probe.answered;
  let replaced = 0;
  for (let cycle = 0; cycle < cycles; cycle++) {
    replaced += await become(changed);
    replaced += await become(usual);
  }
  const during = probe.answered - before - underwayMax;
  const result = await probe.stop();
  const without = `${result.failures.length} without a route`;
  t.diagnostic(
    `${during} questions while ${2 * cycles} applies replaced ${replaced} routes: ${without}`,
  );
  return { result, during, replaced };
}

/** Two questions in a row are never a slip. */
function slipsTooOften({ result: { failures }, replaced }: Probed): boolean {
  const failed = new Set(failures);
  const inARow = failures.some((line) => failed.has(line + 1));
  const allowed = replaced === 0 ? 0 : Math.max(1, Math.floor(replaced / replacedPerSlip));
  return inARow || failures.length > allowed;
}

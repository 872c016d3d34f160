/** A link goes down, is renamed or vanishes, or all rules are flushed: after the plan, and between its steps. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { isWhole, withCells } from '../support/cells.ts';
import type { Way } from '../support/crossing.ts';
import {
  assertSaid,
  Crossing,
  runCommandIn,
  skipCrossing as skip,
  waitForLocalRoutes,
  waysFor,
} from '../support/crossing.ts';
import { addAddress, addLink, setDown, setUp } from '../support/links.ts';
import type { Finished } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';

/** Between two lines; at 0, after everything was read and before anything is changed. */
const between = (happens: string): string => `
  first | $real "$@" || exit
  ${happens}; rest | $real "$@"; exit $?`;

/** Without time for all of them, after the plan and in the middle. */
function positionsOf(crossing: Crossing): readonly number[] {
  if (isWhole) return crossing.positions(3);
  return crossing.positions(11).slice(0, 2);
}

const address6 = '2001:db8:a::10/64';

type Loss = {
  readonly name: string;
  readonly happens: string;
  readonly regain: (namespace: string) => void;
};

const losses: readonly Loss[] = [
  {
    name: 'goes down',
    happens: '$real link set eth1 down',
    regain: (namespace) => {
      setUp({ namespace, name: 'eth1' });
      addAddress({ namespace, name: 'eth1' }, address6);
    },
  },
  {
    name: 'is renamed',
    happens: '$real link set eth1 down; $real link set eth1 name other1; $real link set other1 up',
    regain: (namespace) => {
      setDown({ namespace, name: 'other1' });
      ip(namespace, 'link', 'set', 'other1', 'name', 'eth1');
      setUp({ namespace, name: 'eth1' });
      addAddress({ namespace, name: 'eth1' }, address6);
    },
  },
  {
    name: 'vanishes',
    happens: '$real link del eth1',
    regain: (namespace) => {
      const end = { namespace, name: 'eth1' };
      addLink(end, 'ifb');
      for (const address of ['203.0.113.10/24', address6]) addAddress(end, address);
    },
  },
];

describe('the link of an uplink', { skip }, () => {
  for (const [at, { name, happens, regain }] of losses.entries()) {
    for (const way of waysFor(at)) {
      test(`${name}, ${way.name}`, async (context) => {
        const crossing = new Crossing(context, way);
        const { namespace } = crossing.host;
        const had = crossing.ownedNow();
        const foreign = withoutLink(crossing.foreignNow());
        await withCells(context, async (cell) => {
          for (const left of positionsOf(crossing)) {
            await cell(`after ${left} lines`, () => {
              const finished = crossing.run({
                script: crossing.afterLines(left, between(happens)),
              });
              assertEnd(finished, way, crossing, had);
              assert.equal(withoutLink(crossing.foreignNow()), foreign);
              regain(namespace);
              waitForLocalRoutes(namespace);
              if (finished.exitCode === 7) {
                assertSaid(runCommandIn(namespace, finished.stderr), 0);
                // What the plan did not touch and the kernel took with the link, an apply brings back.
                assert.equal(withoutLink(crossing.ownedNow()), withoutLink(had));
              }
              crossing.go(way.to);
              crossing.assertThere();
              crossing.go(way.from);
              assert.equal(crossing.ownedNow(), had);
              assert.equal(withoutLink(crossing.foreignNow()), foreign);
            });
          }
        });
      });
    }
  }
});

/** What went by the link cannot come back without it; everything else must. */
function assertEnd(finished: Finished, way: Way, crossing: Crossing, had: string): void {
  const { exitCode, stderr } = finished;
  assert.ok([0, 6, 7].includes(exitCode ?? 1), stderr);
  if (exitCode === 0) return assertSaid(finished, 0);
  assertSaid(finished, exitCode ?? 1, /eth1|does not do any more what it did before/);
  if (exitCode === 6) return assert.equal(crossing.ownedNow(), way.from === undefined ? '\n' : had);
  const [, lines = ''] = /taken back wholly:\n([^]*) {2}To finish that/.exec(stderr) ?? [];
  for (const line of lines.trimEnd().split('\n')) assert.match(line, /instead of .*dev eth1/);
}

function withoutLink(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/"dev":"(eth1|other1)"/.test(line))
    .join('\n');
}

describe('all rules are flushed', { skip }, () => {
  const happens = '$real -4 rule flush; $real -6 rule flush';
  for (const way of waysFor(1)) {
    test(way.name, async (context) => {
      const crossing = new Crossing(context, way);
      const { namespace } = crossing.host;
      const had = crossing.ownedNow();
      await withCells(context, async (cell) => {
        for (const left of positionsOf(crossing)) {
          await cell(`after ${left} lines`, () => {
            const finished = crossing.run({ script: crossing.afterLines(left, between(happens)) });
            const code = finished.exitCode === 0 ? 0 : 6;
            assertSaid(finished, code);
            if (code === 6) assert.equal(crossing.ownedNow(), had);
            if (code === 0) crossing.assertThere();
            ip(namespace, 'rule', 'add', 'pref', '32766', 'table', 'main');
            ip(namespace, '-6', 'rule', 'add', 'pref', '32766', 'table', 'main');
            crossing.go(way.to);
            crossing.assertThere();
            crossing.go(way.from);
            assert.equal(crossing.ownedNow(), had);
          });
        }
      });
    });
  }
});

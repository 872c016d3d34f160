/**
 * kill -9 of multihome, and of `ip`, after every single step of plans that create, change and remove
 * two uplinks of both families.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { stride, withCells } from '../support/cells.ts';
import { Crossing, skipCrossing as skip, ways } from '../support/crossing.ts';
import { runProgram } from '../support/multihome.ts';
import { inNamespace } from '../support/namespace.ts';

const probes = ['192.0.2.80', '2001:db8:ffff::80'];

/** The steps that came before are done. */
const killing = (victim: string): string => `first | $real "$@"; kill -9 ${victim}; exit 1`;

describe('killed after every step', { skip }, () => {
  for (const way of ways) {
    test(`multihome, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      const reachable = probes.filter((probe) => isReachable(crossing, probe));
      await withCells(context, async (cell) => {
        for (const left of crossing.positions(stride)) {
          await cell(`after ${left} steps`, () => {
            const script = crossing.afterLines(left, killing('$PPID'));
            const killed = crossing.run({ script });
            assert.equal(killed.exitCode, null, killed.stderr);
            const lost = reachable.filter((probe) => !isReachable(crossing, probe));
            if (way.to !== undefined) assert.deepEqual(lost, []);
            crossing.assertForeignUntouched();
            if (left % 2 === 0) crossing.host.succeed('rollback');
            crossing.assertConverges();
          });
        }
      });
    });

    test(`ip, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (const left of crossing.positions(stride)) {
          await cell(`after ${left} steps`, () => {
            const failed = crossing.run({ script: crossing.afterLines(left, killing('$$')) });
            assert.equal(failed.exitCode, 6, failed.stderr);
            crossing.assertAsBefore();
          });
        }
      });
    });
  }
});

function isReachable({ host: { namespace } }: Crossing, probe: string): boolean {
  return runProgram(inNamespace(namespace, 'ip', 'route', 'get', probe)).exitCode === 0;
}

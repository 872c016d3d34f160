/** The kernel, or `ip`, refuses a line of a batch: at every position, in every way it can. */

import { describe, test } from 'node:test';

import { stride, withCells } from '../support/cells.ts';
import {
  assertSaid,
  Crossing,
  runCommandIn,
  skipCrossing as skip,
  waysFor,
} from '../support/crossing.ts';
import { losing, staysLost } from '../support/powerless.ts';

/** What comes instead of a line, with all lines before it. */
const instead = (line: string): string =>
  `printf '%s\\n' "$lines" | sed "$((left + 1))s/.*/${line}/" | $real "$@"; exit $?`;

const refusals = [
  {
    name: 'by the kernel',
    action: instead('rule add pref 5 goto 4'),
    said: /\d+ of \d+ steps were done/,
  },
  { name: 'as no command', action: instead('rule add bogus'), said: /It is not known how many/ },
  {
    name: 'without a reason',
    action: `first | $real "$@"; exit 1`,
    said: /ip gave no reason/,
  },
] as const;

describe('a line is refused', { skip }, () => {
  for (const [at, { name, action, said }] of refusals.entries()) {
    for (const way of waysFor(at)) {
      test(`${name}, ${way.name}`, async (context) => {
        const crossing = new Crossing(context, way);
        await withCells(context, async (cell) => {
          for (const left of crossing.positions(stride)) {
            await cell(`after ${left} lines`, () => {
              const failed = crossing.run({ script: crossing.afterLines(left, action) });
              assertSaid(
                failed,
                6,
                /apply stopped at|destroy stopped at/,
                said,
                /as it was before/,
              );
              crossing.assertAsBefore();
              crossing.assertConverges();
            });
          }
        });
      });
    }
  }
});

describe('CAP_NET_ADMIN is lost', { skip }, () => {
  for (const way of waysFor(0)) {
    test(`for the rest of a batch, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (const left of crossing.positions(stride)) {
          await cell(`after ${left} lines`, () => {
            const failed = crossing.run({ script: crossing.afterLines(left, losing) });
            assertSaid(failed, 6, /Operation not permitted/, /as it was before/);
            crossing.assertAsBefore();
            crossing.assertConverges();
          });
        }
      });
    });
  }

  for (const way of waysFor(1)) {
    test(`for good, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (const left of crossing.positions(stride).filter((one) => one > 0)) {
          await cell(`after ${left} lines`, () => {
            const script = `${staysLost}${crossing.afterLines(left, losing)}`;
            const failed = crossing.run({ script });
            assertSaid(failed, 7, /Operation not permitted/, /could not be taken back wholly/);
            crossing.assertForeignUntouched();
            assertSaid(runCommandIn(crossing.host.namespace, failed.stderr), 0);
            crossing.assertAsBefore();
            crossing.assertConverges();
          });
        }
      });
    });
  }
});

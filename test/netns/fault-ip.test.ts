/** `ip` is missing, hangs, is too old, or lies: before anything is touched, in the middle, and in the proof. */

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { isWhole, withCells } from '../support/cells.ts';
import {
  assertSaid,
  change,
  create,
  Crossing,
  remove,
  runCommandIn,
  skipCrossing as skip,
  waysFor,
} from '../support/crossing.ts';

const dumps = [
  ['IPv4 routes', '-4 route show table all'],
  ['IPv6 routes', '-6 route show table all'],
  ['IPv4 rules', '-4 rule show'],
  ['IPv6 rules', '-6 rule show'],
  ['interfaces', 'addr show'],
] as const;

const lies = [
  ['garbage', "echo 'segmentation fault'"],
  ['half a list', '$real "$@" | head -c 60'],
  ['nothing', ':'],
  ['an empty list', "echo '[]'"],
] as const;

/** With status 0, as often as it is asked. */
const lying = (words: string, lie: string): string =>
  `case "$all" in *"${words}"*) ${lie}; exit 0;; esac`;

/** From the end of the batch on: the proof, and what follows it. */
const afterBatch = (script: string): string =>
  `case "$all" in '-4 -force -batch -') : > "$0.back";; *-force*) ;; *-batch*) : > "$0.done";; esac
  [ ! -e "$0.done" ] || { ${script}
  }`;
/** Once it is taken back it says the truth again. */
const untilBack = (script: string): string => `[ -e "$0.back" ] || { ${script}\n}`;

describe('ip lies', { skip }, () => {
  for (const way of waysFor(0)) {
    test(`when the host is read, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (const { what, words, lie } of told(0)) {
          await cell(what, () => {
            assertSaid(crossing.run({ script: lying(words, lie) }), 69, /`ip/, /touched/);
            crossing.assertAsBefore();
          });
        }
      });
      crossing.assertConverges();
    });
  }

  for (const way of waysFor(1)) {
    test(`in the proof and no longer, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (const { what, words, lie } of told(1)) {
          await cell(what, () => {
            const script = afterBatch(untilBack(lying(words, lie)));
            assertSaid(crossing.run({ script }), 6, /could not be read again/, /as it was before/);
            crossing.assertAsBefore();
          });
        }
      });
      crossing.assertConverges();
    });
  }

  for (const way of waysFor(2)) {
    test(`in the proof and ever after, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (const { what, words, lie } of told(2)) {
          await cell(what, () => {
            const failed = crossing.run({ script: afterBatch(lying(words, lie)) });
            assertSaid(
              failed,
              7,
              /could not be read again/,
              /could not be taken back wholly:\n.*`ip/,
            );
            assertSaid(runCommandIn(crossing.host.namespace, failed.stderr), 0);
            crossing.assertAsBefore();
          });
        }
      });
      crossing.assertConverges();
    });
  }
});

/** Each dump with each lie; without time for all of them, some. */
function told(at: number): readonly { what: string; words: string; lie: string }[] {
  const all = dumps.flatMap(([of, words]) =>
    lies.map(([name, lie]) => ({ what: `${name} for ${of}`, words, lie })),
  );
  return isWhole ? all : all.filter((_, one) => one % 7 === at);
}

describe('ip is too old', { skip }, () => {
  test('from the beginning, and from the batch on', async (context) => {
    const crossing = new Crossing(context, change);
    const old = `case "$all" in *-V*) echo 'ip utility, iproute2-ss191125'; exit 0;; esac`;
    await withCells(context, async (cell) => {
      await cell('from the beginning', () => {
        assertSaid(crossing.run({ script: old }), 69, /needs iproute2 5\.5 or later/, /install/);
        crossing.assertAsBefore();
      });
      await cell('from the batch on', () => {
        const failed = crossing.run({ script: afterBatch(untilBack(old)) });
        assertSaid(failed, 6, /could not be read again.*needs iproute2/);
        crossing.assertAsBefore();
      });
    });
    crossing.assertConverges();
  });
});

/** The system's own is kept aside; without another one first in PATH there is none. */
const hidden = (aside: string): string => `
  mkdir -p ${aside}/bin ${aside}/sbin
  ip=$(readlink -f "$(PATH=/usr/sbin:/sbin:/usr/bin:/bin command -v ip)")
  cp "$ip" ${aside}/ip
  for folder in bin sbin; do
    rm -rf ${aside}/$folder ${aside}/real-$folder; mkdir ${aside}/$folder ${aside}/real-$folder
    mount --bind /usr/$folder ${aside}/real-$folder
    ln -s ${aside}/real-$folder/* ${aside}/$folder; rm -f ${aside}/$folder/ip
    chmod 755 ${aside}/$folder
  done
  for folder in bin sbin; do mount --bind ${aside}/$folder /usr/$folder; done
  hash -r; [ ! -e /sbin/ip ] && [ ! -e /bin/ip ]`;

describe('ip is missing', { skip }, () => {
  for (const way of [create, remove]) {
    test(way.name, async (context) => {
      const crossing = new Crossing(context, way);
      const { root, namespace } = crossing.host;
      const aside = join(root, 'aside');
      const setup = hidden(aside);
      const vanishing = (left: number): string =>
        `real=${aside}/ip; ${crossing.afterLines(left, `printf '%s\\n' "$lines" | head -n ${left} | $real "$@"; rm -f "$0"; exit 1`)}`;
      await withCells(context, async (cell) => {
        await cell('from the beginning', () => {
          assertSaid(crossing.run({ setup }), 69, /the program `ip` was not found/, /iproute2/);
          crossing.assertAsBefore();
        });
        for (const left of [3, 18]) {
          await cell(`after ${left} lines`, () => {
            const failed = crossing.run({ setup, script: vanishing(left) });
            assertSaid(failed, 7, /`ip` was not found/, /To finish that: sh /);
            assert.notEqual(crossing.now(), crossing.before);
            assertSaid(runCommandIn(namespace, failed.stderr), 0);
            crossing.assertAsBefore();
          });
        }
      });
      rmSync(aside, { recursive: true });
      crossing.assertConverges();
    });
  }
});

/** An `ip` may take two minutes: too long for every day. */
const skipHanging = skip || (isWhole ? false : 'takes minutes: MULTIHOME_STRIDE=1');

describe('ip hangs', { skip: skipHanging }, () => {
  test('when the host is read, and in a batch', async (context) => {
    const crossing = new Crossing(context, change);
    const timeoutMs = 300_000;
    await withCells(context, async (cell) => {
      await cell('when the host is read', () => {
        const script = 'case "$all" in *"-4 rule show"*) exec sleep 600;; esac';
        assertSaid(crossing.run({ script, timeoutMs }), 69, /did not end within 120 s/, /touched/);
        crossing.assertAsBefore();
      });
      await cell('in a batch', () => {
        const hangs = `printf '%s\\n' "$lines" | head -n 5 | $real "$@"; exec sleep 600`;
        const script = crossing.afterLines(5, hangs);
        assertSaid(crossing.run({ script, timeoutMs }), 6, /did not end within 120 s/);
        crossing.assertAsBefore();
      });
    });
    crossing.assertConverges();
  });
});

/** Disks that are full or read-only, and a run directory that is not as it should be. */

import assert from 'node:assert/strict';
import { chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { isWhole, withCells } from '../support/cells.ts';
import {
  assertSaid,
  change,
  create,
  Crossing,
  remove,
  skipCrossing as skip,
} from '../support/crossing.ts';
import { requireUsers } from '../support/namespace.ts';

/** A file system of so many pages and inodes, with what is in the folder already. */
const small = (folder: string, pages: number, inodes = 1000): string => `
  mkdir -p ${folder}.kept ${folder}; cp -a ${folder}/. ${folder}.kept/
  mount -t tmpfs -o size=${pages * 4}k,nr_inodes=${inodes},mode=755 tmpfs ${folder}
  cp -a ${folder}.kept/. ${folder}/; rm -rf ${folder}.kept`;

/** The same for a run directory, which begins empty; what is in it afterwards is listed. */
const smallRun = (run: string, pages: number, inodes?: number): string => `
  rm -rf ${run}; ${small(run, pages, inodes)}
  code=0; "$@" || code=$?; ls ${run}/*; exit $code`;

describe('the disk is full', { skip }, () => {
  test('for the names of tables', async (context) => {
    const crossing = new Crossing(context, create);
    const etc = join(crossing.host.root, 'etc/iproute2');
    await withCells(context, async (cell) => {
      // One page is that of the other's file.
      for (const pages of [1, 2]) {
        await cell(`${pages - 1} pages left`, () => {
          const failed = crossing.run({ setup: small(etc, pages) });
          assertSaid(failed, 6, /multihome\.conf\n {2}no space is left on the device/, /as it was/);
          crossing.assertAsBefore();
        });
      }
      await cell('2 pages left', () => {
        assertSaid(crossing.run({ setup: small(etc, 3) }), 0);
        crossing.go(undefined);
        crossing.assertAsBefore();
      });
    });
    crossing.assertConverges();
  });

  for (const way of [create, change]) {
    test(`for what takes it back, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      const run = join(crossing.host.root, 'run/multihome');
      const exitCodes = new Set<number | null>();
      await withCells(context, async (cell) => {
        for (const [pages, inodes] of sizes) {
          await cell(`${pages} pages and ${inodes} inodes`, () => {
            const finished = crossing.run({ setup: smallRun(run, pages, inodes) });
            exitCodes.add(finished.exitCode);
            if (finished.exitCode === 0) return crossing.go(way.from);
            assertSaid(finished, 69, /no space is left on the device. Nothing was touched/);
            // Nothing half-written, which a later rollback could take for whole.
            assert.doesNotMatch(finished.stdout, /^\d+$/m);
            crossing.assertAsBefore();
          });
        }
      });
      assert.deepEqual(exitCodes, new Set([69, 0]));
      crossing.assertConverges();
    });

    test(`in the middle, ${way.name}`, async (context) => {
      const crossing = new Crossing(context, way);
      const run = join(crossing.host.root, 'run/multihome');
      const filling = `dd if=/dev/zero of=${run}/fill bs=4k 2> /dev/null`;
      // As nothing could be written, it does not say that the apply came to its end.
      const isFull = `grep -qx running ${run}/*/1/state && [ ! -e ${run}/*/1/finished.json ]`;
      const setup = (after: string): string =>
        `rm -rf ${run}; ${small(run, 30)}\ncode=0; "$@" || code=$?; ${isFull}; ${after}; exit $code`;
      await withCells(context, async (cell) => {
        await cell('and it goes on', () => {
          const back = `"$1" "$2" "$3" "$4" rollback`;
          const applied = crossing.run({
            setup: setup(back),
            script: crossing.afterLines(3, filling),
          });
          assertSaid(applied, 0);
          assert.match(applied.stdout, /apply 1 is taken back/);
          crossing.assertAsBefore();
        });
        await cell('and then a line is refused', () => {
          const failing = `${filling}; printf '%s\\n' "$lines" | head -n 3 | $real "$@"; exit 1`;
          const failed = crossing.run({
            setup: setup(':'),
            script: crossing.afterLines(3, failing),
          });
          assertSaid(failed, 6, /as it was before/);
          crossing.assertAsBefore();
        });
      });
      crossing.assertConverges();
    });
  }
});

/** From nothing to what is enough. */
const sizes: readonly (readonly [number, number])[] = [
  ...Array.from({ length: 14 }, (_, at) => [at + 1, 1000] as const),
  ...Array.from({ length: 14 }, (_, at) => [1000, at + 2] as const),
].filter((_, at) => isWhole || at % 6 === 0);

const readOnly = (folder: string): string =>
  `mount --bind ${folder} ${folder}; mount -o remount,bind,ro ${folder}`;

describe('a file system is read-only', { skip }, () => {
  for (const way of [create, change, remove]) {
    test(way.name, async (context) => {
      const crossing = new Crossing(context, way);
      const { root } = crossing.host;
      const run = join(root, 'run');
      mkdirSync(join(run, 'multihome'), { recursive: true, mode: 0o700 });
      await withCells(context, async (cell) => {
        await cell('etc', () => {
          const failed = crossing.run({ setup: readOnly(join(root, 'etc')) });
          // Between a and b no name changes.
          if (way === change) assertSaid(failed, 0);
          else assertSaid(failed, 6, /multihome\.conf\n {2}the file system is read-only/);
          if (way === change) crossing.go(way.from);
          crossing.assertAsBefore();
        });
        await cell('run', () => {
          const failed = crossing.run({ setup: readOnly(run) });
          assertSaid(
            failed,
            69,
            /run\/multihome.*the file system is read-only. Nothing was touched/,
          );
          crossing.assertAsBefore();
        });
      });
      crossing.assertConverges();
    });
  }
});

describe('the run directory', { skip }, () => {
  test('is not what it should be', async (context) => {
    const crossing = new Crossing(context, create);
    const run = join(crossing.host.root, 'run/multihome');
    const elsewhere = join(crossing.host.root, 'elsewhere');
    mkdirSync(elsewhere);
    const odd: readonly (readonly [string, () => void, RegExp])[] = [
      ['a file', () => writeFileSync(run, ''), /run\/multihome is no directory/],
      ['a symbolic link', () => symlinkSync(elsewhere, run), /run\/multihome is no directory/],
      ['a link to nowhere', () => symlinkSync('/nowhere', run), /run\/multihome is no directory/],
      ...(requireUsers() === undefined
        ? [
            [
              "somebody else's",
              () => {
                mkdirSync(run, { mode: 0o700 });
                chownSync(run, 65_534, 0);
              },
              /run\/multihome belongs to user 65534/,
            ] as const,
          ]
        : []),
    ];
    mkdirSync(join(run, '..'), { recursive: true });
    await withCells(context, async (cell) => {
      for (const [name, make, said] of odd) {
        await cell(name, () => {
          rmSync(run, { recursive: true, force: true });
          make();
          for (const words of [crossing.words('a'), ['rollback'], ['destroy', '--yes']]) {
            assertSaid(crossing.run({ words }), 69, said, /Nothing was touched/);
          }
          crossing.assertAsBefore();
        });
      }
      await cell('goes while an apply runs', () => {
        rmSync(run, { recursive: true, force: true });
        const action = `printf '%s\\n' "$lines" | head -n 5 | $real "$@"; rm -rf ${run}; exit 1`;
        const failed = crossing.run({ script: crossing.afterLines(5, action) });
        assertSaid(failed, 6, /as it was before/);
        crossing.assertAsBefore();
      });
      await cell('is missing', () => {
        rmSync(join(run, '..'), { recursive: true, force: true });
        crossing.assertConverges();
      });
    });
  });
});

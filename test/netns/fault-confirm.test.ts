/** What may happen between an apply and its confirmation: none of it keeps the host from coming back. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  ways,
} from '../support/crossing.ts';
import { holdLock, waitersFor } from '../support/lock.ts';
import { execute, inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { waitUntil } from '../support/wait.ts';

const program = inRepository('bin', 'multihome.js');
const tried = isWhole ? ways : [change];

/** Armed, and for so long that nothing hurries. */
function armed(crossing: Crossing, seconds: number): readonly string[] {
  return [...crossing.words(crossing.way.to), '--confirm', `${seconds}s`];
}

function assertExpires(crossing: Crossing): void {
  waitUntil('it is taken back', () => crossing.now() === crossing.before);
}

/** Somebody has decided what becomes of it. */
function isClaimed(directory: string): boolean {
  return lstatSync(join(directory, 'claimed'), { throwIfNoEntry: false }) !== undefined;
}

function watchdogOf(directory: string): number {
  return Number(readFileSync(join(directory, 'watchdog'), 'utf8'));
}

/** In place of the system's, in the mount namespace of the one that is started. */
const replaced = (root: string, name: string, script: string): string => `
  printf '#!/bin/sh\\n%s\\n' '${script}' > ${root}/${name}; chmod 755 ${root}/${name}
  mount --bind ${root}/${name} "$(readlink -f "$(command -v ${name})")"`;

/** A second of the watchdog is a fifth of one: enough of them leave time for an apply on a busy machine. */
const hurried = (root: string): string => `
  cp "$(readlink -f "$(command -v sleep)")" ${root}/short
  ${replaced(root, 'sleep', `exec ${root}/short 0.2`)}`;

describe('until it is confirmed', { skip }, () => {
  const faults: readonly {
    readonly name: string;
    readonly fault?: (crossing: Crossing) => string;
    readonly next?: (crossing: Crossing) => void;
  }[] = [
    { name: 'standard input is closed', fault: () => 'exec <&-' },
    {
      name: 'node is gone',
      fault: (crossing) => `cp ${process.execPath} ${crossing.host.root}/node; shift
          code=0; ${crossing.host.root}/node "$@" || code=$?
          rm ${crossing.host.root}/node; mount --bind /dev/null ${process.execPath}
          ! ${process.execPath} --version 2> /dev/null || exit 99
          exit $code`,
    },
    {
      name: 'the program and its topology are gone',
      fault: ({ host: { root } }) => `node=$1; shift 2; mkdir ${root}/program
          cp -r ${inRepository('bin')} ${inRepository('dist')} ${inRepository('package.json')} ${root}/program
          code=0; "$node" ${root}/program/bin/multihome.js "$@" || code=$?
          rm -r ${root}/program ${root}/*.yaml; exit $code`,
    },
    {
      name: 'the run directory becomes read-only',
      // The watchdog's working directory has to be on the mount that changes.
      fault: ({ host: { root } }) => `mkdir -p ${root}/run; mount --bind ${root}/run ${root}/run
          code=0; "$@" || code=$?; mount -o remount,bind,ro ${root}/run
          ! ln -s x ${root}/run/multihome/*/*/x 2> /dev/null || exit 99; exit $code`,
    },
    {
      name: 'the run directory is removed',
      next: ({ host: { root } }) => rmSync(join(root, 'run'), { recursive: true }),
    },
  ];
  for (const { name, fault, next } of faults) {
    test(name, async (context) => {
      await withCells(context, async (cell) => {
        for (const way of tried) {
          await cell(way.name, () => {
            const crossing = new Crossing(context, way);
            const words = armed(crossing, 20);
            const setup = `${hurried(crossing.host.root)}\n${fault?.(crossing) ?? ''}`;
            assertSaid(crossing.run({ setup, words }), 0);
            next?.(crossing);
            assertExpires(crossing);
          });
        }
      });
    });
  }
});

describe('somebody holds the lock', { skip }, () => {
  test('nothing comes back until he lets it go', async (context) => {
    await withCells(context, async (cell) => {
      for (const way of tried) {
        await cell(way.name, async () => {
          const crossing = new Crossing(context, way);
          assertSaid(
            crossing.run({ setup: hurried(crossing.host.root), words: armed(crossing, 20) }),
            0,
          );
          const after = crossing.now();
          const directory = crossing.directory();
          const lock = join(directory, '../lock');
          const letGo = await holdLock(lock);
          waitUntil('it expires', () => isClaimed(directory));
          waitUntil('it waits for the lock', () => waitersFor(lock) === 1);
          assert.equal(crossing.now(), after);
          await letGo();
          assertExpires(crossing);
        });
      }
    });
  });
});

describe('the terminal is closed', { skip }, () => {
  for (const victim of ['in the middle', 'afterwards'] as const) {
    test(victim, async (context) => {
      await withCells(context, async (cell) => {
        for (const way of tried) {
          await cell(way.name, async () => {
            const crossing = new Crossing(context, way);
            const { namespace, root } = crossing.host;
            const gate = join(root, 'gate');
            const env =
              victim === 'afterwards'
                ? {}
                : crossing.fake(`case "$all" in *-force*) ;; *-batch*)
                    : >> ${gate}; while [ ! -s ${gate} ]; do sleep 0.05; done;; esac`);
            const words = ['--root', root, ...armed(crossing, 5)];
            const argv = inNamespace(namespace, process.execPath, program, ...words);
            const terminal = spawn('script', ['-qfc', argv.join(' '), '/dev/null'], {
              env: { ...process.env, ...env },
              stdio: ['pipe', 'ignore', 'ignore'],
            });
            const ended = once(terminal, 'exit');
            if (victim === 'in the middle') {
              waitUntil('it writes', () => existsSync(gate));
              terminal.kill('SIGKILL');
              await ended;
              writeFileSync(gate, 'go on\n');
            } else {
              const isDone = () =>
                existsSync(join(root, 'run')) && crossing.state() === 'unconfirmed';
              waitUntil('it is done', isDone);
              terminal.kill('SIGKILL');
              await ended;
            }
            const directory = crossing.directory();
            waitUntil('nobody confirms', () => isClaimed(directory));
            assertExpires(crossing);
          });
        }
      });
    });
  }
});

describe('the clock', { skip }, () => {
  test('is not looked at: seconds are counted in sleeps, which are relative', async (context) => {
    await withCells(context, async (cell) => {
      for (const way of tried) {
        await cell(way.name, () => {
          const crossing = new Crossing(context, way);
          const { root } = crossing.host;
          const setup = `${replaced(root, 'date', `echo asked >> ${root}/dates`)}
            ${replaced(root, 'sleep', `echo "$*" >> ${root}/sleeps`)}`;
          // An hour goes by in a moment.
          const words = armed(crossing, 3600);
          crossing.run({ setup, words });
          waitUntil('all is slept', () => sleepsIn(root).length === 3600);
          assertExpires(crossing);
          assert.deepEqual(new Set(sleepsIn(root)), new Set(['1']));
          assert.equal(existsSync(join(root, 'dates')), false);
        });
      }
    });
  });
});

function sleepsIn(root: string): readonly string[] {
  const path = join(root, 'sleeps');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

describe('somebody flushes all rules', { skip }, () => {
  const flush = (crossing: Crossing): void => {
    for (const family of ['-4', '-6']) {
      execute(crossing.host.namespace, 'ip', family, 'rule', 'flush');
    }
  };
  const ends: readonly (readonly [string, (crossing: Crossing) => void])[] = [
    ['and it expires', (crossing) => waitUntil('it is taken back', () => isTakenBack(crossing))],
    ['and it is taken back', (crossing) => void crossing.host.succeed('rollback')],
  ];
  for (const [name, end] of ends) {
    test(name, async (context) => {
      await withCells(context, async (cell) => {
        for (const way of [create, change, remove]) {
          await cell(way.name, () => {
            const crossing = new Crossing(context, way);
            const owned = crossing.ownedNow();
            assertSaid(
              crossing.run({ words: armed(crossing, name.includes('expires') ? 5 : 99) }),
              0,
            );
            flush(crossing);
            const foreign = crossing.foreignNow();
            end(crossing);
            assert.equal(crossing.ownedNow(), owned);
            assert.equal(crossing.foreignNow(), foreign);
          });
        }
      });
    });
  }

  test('and it is confirmed', async (context) => {
    await withCells(context, async (cell) => {
      for (const way of [create, change]) {
        await cell(way.name, () => {
          const crossing = new Crossing(context, way);
          assertSaid(crossing.run({ words: armed(crossing, 99) }), 0);
          const watchdog = watchdogOf(crossing.directory());
          flush(crossing);
          crossing.host.succeed('confirm');
          waitUntil('the watchdog ends', () => !existsSync(`/proc/${watchdog}`));
          crossing.go(way.to);
          crossing.assertThere();
        });
      }
    });
  });
});

function isTakenBack(crossing: Crossing): boolean {
  return crossing.state() === 'reverted';
}

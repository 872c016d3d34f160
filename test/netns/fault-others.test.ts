/** What others do at the same time: a second apply, and a program that writes all the while. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { isWhole, withCells } from '../support/cells.ts';
import { assertSaid, Crossing, skipCrossing as skip, waysFor } from '../support/crossing.ts';
import type { Finished } from '../support/multihome.ts';
import { inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';

const program = inRepository('bin', 'multihome.js');
const rounds = isWhole ? 10 : 1;

/** Does not wait for its end. */
async function start({ host }: Crossing, words: readonly string[]): Promise<Finished> {
  const argv = inNamespace(
    host.namespace,
    process.execPath,
    program,
    '--root',
    host.root,
    ...words,
  );
  const [command, ...rest] = argv;
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  await once(child, 'close');
  return { exitCode: child.exitCode, stdout, stderr };
}

describe('two are started at once', { skip }, () => {
  for (const way of waysFor(1)) {
    test(way.name, async (context) => {
      const crossing = new Crossing(context, way);
      await withCells(context, async (cell) => {
        for (let round = 1; round <= rounds; round++) {
          await cell(`round ${round}, nobody waits`, async () => {
            const words = crossing.words(way.to);
            const both = await Promise.all([start(crossing, words), start(crossing, words)]);
            // One may have ended before the other looked.
            for (const one of both) {
              if (one.exitCode === 0) assertSaid(one, 0);
              else assertSaid(one, 75, /has the lock/, /--lock-timeout/);
            }
            const doing = both.filter(({ stdout }) => /^Done: /m.test(stdout));
            assert.equal(doing.length, 1);
            crossing.assertThere();
            crossing.go(way.from);
            crossing.assertAsBefore();
          });
          await cell(`round ${round}, both wait`, async () => {
            const words = [...crossing.words(way.to), '--json', '--lock-timeout', '60s'];
            const both = await Promise.all([start(crossing, words), start(crossing, words)]);
            assert.deepEqual(
              both.map(({ exitCode }) => exitCode),
              [0, 0],
              JSON.stringify(both),
            );
            const changed = both.filter(({ stdout }) => /"changed":true/.test(stdout));
            assert.equal(changed.length, 1);
            crossing.go(way.from);
            crossing.assertAsBefore();
          });
        }
      });
    });
  }
});

/** Foreign ones beside ours, and ours: taken away, and put where none belongs. */
const writer = (stop: string): string => `
  while [ ! -e ${stop} ]; do
    for family in -4 -6; do
      ip $family rule add pref 4711 lookup 4711 protocol static
      ip $family route add blackhole default table 4711 protocol static
      ip $family rule add pref 10105 lookup 15700 protocol 157
      ip $family rule del pref 10100 protocol 157
      ip $family route flush table 15701 protocol 157
      ip $family route del blackhole default table 4711 protocol static
      ip $family rule del pref 4711
      ip $family rule del pref 10105 protocol 157
    done
  done 2> /dev/null`;

describe('somebody writes all the while', { skip }, () => {
  for (const way of waysFor(2)) {
    test(way.name, async (context) => {
      const crossing = new Crossing(context, way);
      const { namespace, root } = crossing.host;
      const stop = join(root, 'stop');
      await withCells(context, async (cell) => {
        for (let round = 1; round <= rounds; round++) {
          await cell(`round ${round}`, async () => {
            rmSync(stop, { force: true });
            const [command, ...argv] = inNamespace(namespace, 'sh', '-c', writer(stop));
            const writing = spawn(command, argv, { stdio: 'ignore' });
            const ended = once(writing, 'exit');
            const finished = crossing.run();
            writeFileSync(stop, '');
            await ended;
            assert.ok([0, 6, 7].includes(finished.exitCode ?? 1), finished.stderr);
            assertSaid(finished, finished.exitCode ?? 1);
            // What carries our number and comes and goes while it is taken back cannot be proven.
            for (const line of missingIn(finished)) assert.match(line, /10100|10105|15701/);
            crossing.assertForeignUntouched();
            // What it took away of ours, or left, is mended or removed.
            crossing.go(way.to);
            crossing.assertThere();
            crossing.assertForeignUntouched();
            crossing.go(way.from);
            crossing.assertAsBefore();
          });
        }
      });
    });
  }
});

/** In words, what could not be taken back. */
function missingIn({ exitCode, stderr }: Finished): readonly string[] {
  if (exitCode !== 7) return [];
  const [, lines = ''] = /taken back wholly:\n([^]*) {2}To finish that: sh /.exec(stderr) ?? [];
  assert.notEqual(lines, '', stderr);
  return lines.trimEnd().split('\n');
}

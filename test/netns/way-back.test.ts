/** Who decides what becomes of an apply: confirm, rollback, its script, and what is applied next. */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import {
  assertSaid,
  change,
  create,
  Crossing,
  runCommandIn,
  skipCrossing as skip,
} from '../support/crossing.ts';
import { holdLock, waitersFor } from '../support/lock.ts';
import { runProgram } from '../support/multihome.ts';
import { inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { losing, powerless, staysLost } from '../support/powerless.ts';
import { waitUntil } from '../support/wait.ts';

const program = inRepository('bin', 'multihome.js');

const isClaimed = (crossing: Crossing): boolean =>
  lstatSync(join(crossing.directory(), 'claimed'), { throwIfNoEntry: false }) !== undefined;

function armed(crossing: Crossing, seconds: number): readonly string[] {
  return [...crossing.words(crossing.way.to), '--confirm', `${seconds}s`];
}

/** Until the gate is opened, what `condition` says of all words of an `ip` waits. */
function gated(crossing: Crossing, pattern: string): Gate {
  const path = join(crossing.host.root, 'gate');
  const script = `case "$all" in ${pattern}) : >> ${path}; while [ ! -s ${path} ]; do sleep 0.05; done;; esac`;
  return {
    script,
    reached: () => waitUntil('it comes there', () => existsSync(path)),
    open: () => writeFileSync(path, 'go on\n'),
  };
}

type Gate = { readonly script: string; readonly reached: () => void; readonly open: () => void };

const batch = '*-force*) ;; *-batch*';

type Started = { readonly child: ChildProcess; readonly ended: Promise<unknown[]>; text: string };

function start(crossing: Crossing, words: readonly string[], script = ':'): Started {
  const { namespace, root } = crossing.host;
  const argv = inNamespace(namespace, process.execPath, program, '--root', root, ...words);
  const [command, ...rest] = argv;
  const child = spawn(command, rest, {
    env: { ...process.env, ...crossing.fake(script) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const started: Started = { child, ended: once(child, 'exit'), text: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    started.text += text;
  });
  return started;
}

function watchdogOf(crossing: Crossing): string {
  return readFileSync(join(crossing.directory(), 'watchdog'), 'utf8').trim();
}

function waitForWatchdog(watchdog: string): void {
  waitUntil('the watchdog ends', () => !existsSync(`/proc/${watchdog}`));
}

describe('what is applied next', { skip }, () => {
  test('is not undone by what expired while it waited for the lock', async (context) => {
    const crossing = new Crossing(context, create);
    const gate = gated(crossing, batch);
    const first = start(crossing, armed(crossing, 5), gate.script);
    gate.reached();
    const lock = join(crossing.directory(), '../lock');
    const watchdog = watchdogOf(crossing);
    const next = start(crossing, [...crossing.words('a'), '--lock-timeout', '60s']);
    waitUntil('the next one waits', () => waitersFor(lock) === 1);
    waitUntil('the first one expires', () => waitersFor(lock) === 2);
    gate.open();
    assert.deepEqual(await first.ended, [6, null], first.text);
    assert.deepEqual(await next.ended, [0, null], next.text);
    waitForWatchdog(watchdog);
    crossing.assertThere();
    crossing.assertForeignUntouched();
  });

  test('does not come before what is about to be taken back', async (context) => {
    const crossing = new Crossing(context, create);
    crossing.go('a');
    crossing.go(undefined);
    assertSaid(crossing.run({ words: armed(crossing, 5) }), 0);
    const lock = join(crossing.directory(), '../lock');
    const watchdog = watchdogOf(crossing);
    const letGo = await holdLock(lock);
    const next = start(crossing, [...crossing.words('a'), '--lock-timeout', '60s']);
    waitUntil('the next one waits', () => waitersFor(lock) === 1);
    waitUntil('it expires', () => waitersFor(lock) === 2);
    await letGo();
    assert.deepEqual(await next.ended, [75, null], next.text);
    assert.match(next.text, /apply 3 of .* is being taken back. Nothing was touched/);
    waitForWatchdog(watchdog);
    crossing.assertAsBefore();
    crossing.assertConverges();
  });
});

function assertNotKept(crossing: Crossing, said: RegExp): void {
  assertSaid(crossing.host.run('confirm'), 5, said);
  assert.equal(isClaimed(crossing), false);
}

describe('confirm keeps nothing', { skip }, () => {
  test('that is still under way', async (context) => {
    const crossing = new Crossing(context, change);
    const gate = gated(crossing, batch);
    const applying = start(crossing, armed(crossing, 3_600), gate.script);
    gate.reached();
    assertNotKept(crossing, /apply \d+ cannot be kept: it has not come to its end/);
    gate.open();
    assert.deepEqual(await applying.ended, [0, null], applying.text);
    crossing.host.succeed('confirm');
    waitForWatchdog(watchdogOf(crossing));
    crossing.assertThere();
  });

  test('that was killed in its middle', (context) => {
    const crossing = new Crossing(context, change);
    const script = crossing.afterLines(4, 'first | $real "$@"; kill -9 $PPID; exit 1');
    assert.equal(crossing.run({ script, words: armed(crossing, 5) }).exitCode, null);
    assertNotKept(crossing, /cannot be kept: it has not come to its end, or was killed/);
    waitUntil('it is taken back', () => crossing.now() === crossing.before);
  });

  test('that was taken back in part', (context) => {
    const crossing = new Crossing(context, change);
    const script = `${staysLost}${crossing.afterLines(9, losing)}`;
    assertSaid(crossing.run({ script, words: armed(crossing, 5) }), 7);
    assertNotKept(crossing, /cannot be kept: it has been taken back in part/);
    waitUntil('it is taken back', () => crossing.now() === crossing.before);
  });

  test('that a rollback is taking back', async (context) => {
    const crossing = new Crossing(context, change);
    assertSaid(crossing.run({ words: armed(crossing, 3_600) }), 0);
    const gate = gated(crossing, '*-force*');
    const rollback = start(crossing, ['rollback'], gate.script);
    gate.reached();
    assertNotKept(crossing, /cannot be kept/);
    gate.open();
    assert.deepEqual(await rollback.ended, [0, null], rollback.text);
    crossing.assertAsBefore();
  });
});

describe('the script', { skip }, () => {
  test('does not say that it took back what it could not', (context) => {
    const crossing = new Crossing(context, create);
    crossing.go('a');
    const { namespace } = crossing.host;
    const applied = crossing.ownedNow();
    const words = [...powerless.split(' '), 'sh', join(crossing.directory(), 'revert')];
    const failed = runProgram(inNamespace(namespace, ...words));
    assertSaid(failed, 7, /Operation not permitted/);
    assert.equal(crossing.ownedNow(), applied);
    assert.equal(crossing.state(), 'rollback-incomplete');
    assert.match(crossing.host.succeed('rollback'), /apply 1 is taken back/);
    crossing.assertAsBefore();
  });

  test('is not believed where the host is not as before', (context) => {
    const crossing = new Crossing(context, create);
    crossing.go('a');
    writeFileSync(join(crossing.directory(), 'state'), 'reverted\n');
    assert.match(crossing.host.succeed('rollback'), /apply 1 is taken back/);
    crossing.assertAsBefore();
  });

  test('and what it took back is named where something older is taken back', (context) => {
    const crossing = new Crossing(context, create);
    crossing.go('a');
    crossing.go('b');
    const { namespace } = crossing.host;
    const script = join(crossing.directory(), 'revert');
    assertSaid(runProgram(inNamespace(namespace, 'sh', script)), 0);
    const rolledBack = crossing.host.run('rollback');
    assertSaid(rolledBack, 0, /What came after apply 1 was taken back before: apply 2\./);
    assert.match(rolledBack.stdout, /apply 1 is taken back/);
    crossing.assertAsBefore();
  });
});

test('the command of a message finishes what could not be taken back', { skip }, (context) => {
  const crossing = new Crossing(context, change);
  const script = `${staysLost}${crossing.afterLines(9, losing)}`;
  const failed = crossing.run({ script });
  assertSaid(failed, 7);
  assertSaid(runCommandIn(crossing.host.namespace, failed.stderr), 0);
  assert.equal(crossing.state(), 'reverted');
  crossing.assertAsBefore();
});

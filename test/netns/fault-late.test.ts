/** What may happen between the first step of an apply and its last word. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, test } from 'node:test';

import { apply } from '../../src/commands/apply.ts';
import { createHost } from '../../src/host/host.ts';
import type { Terminal } from '../../src/host/terminal.ts';
import { createTerminal } from '../../src/host/terminal.ts';
import { assertSaid, create, Crossing, skipCrossing as skip } from '../support/crossing.ts';
import { waitUntil } from '../support/wait.ts';

const armed = (crossing: Crossing, seconds: number): readonly string[] => [
  ...crossing.words('a'),
  '--confirm',
  `${seconds}s`,
];

function waitForWatchdog(watchdog: string): void {
  waitUntil('the watchdog ends', () => !existsSync(`/proc/${watchdog}`));
}

/** What is done at one of the times at which `ip` lists rules, counted from the first batch. */
function atListing(crossing: Crossing, at: number, action: string): string {
  const { root } = crossing.host;
  return `case "$all" in *-force*) ;; *-batch*) echo 0 > ${root}/listings;;
    *-4*rule*) if [ -e ${root}/listings ]; then
      count=$(($(cat ${root}/listings) + 1)); echo $count > ${root}/listings
      if [ $count = ${at} ]; then : > ${root}/acted; ${action}; fi
    fi;; esac`;
}

function assertTakenBackAtEveryListing(
  context: TestContext,
  action: (crossing: Crossing) => string,
  said: RegExp,
  seconds?: number,
): void {
  for (let at = 1; ; at++) {
    const crossing = new Crossing(context, create);
    const script = atListing(crossing, at, action(crossing));
    const words = seconds === undefined ? crossing.words('a') : armed(crossing, seconds);
    const finished = crossing.run({ script, words });
    if (!existsSync(join(crossing.host.root, 'acted'))) {
      assert.ok(at > 2, `${at - 1} listings`);
      return assertSaid(finished, 0);
    }
    assertSaid(finished, 6, said, /as it was before/);
    crossing.assertAsBefore();
  }
}

describe('while the end is being proven and written down', { skip }, () => {
  test('a signal takes it back', (context) => {
    // Until it has arrived (proc_pid_status(5)): a thread of its own may take it.
    const pending = '^ShdPnd:.*[4-7c-f]...$';
    const action = `kill -TERM $PPID; while grep -q '${pending}' /proc/$PPID/status; do :; done`;
    assertTakenBackAtEveryListing(context, () => action, /interrupted by SIGTERM/);
  });

  test('it expires', (context) => {
    const untilExpired = ({ host: { root } }: Crossing) =>
      `while [ ! -L ${root}/run/multihome/*/1/claimed ]; do sleep 0.05; done`;
    assertTakenBackAtEveryListing(context, untilExpired, /nobody confirmed it in time/, 5);
  });
});

describe('the run directory goes while an apply runs', { skip }, () => {
  const removing = (crossing: Crossing, more = ':'): string =>
    crossing.afterLines(5, `${more}; rm -rf ${crossing.host.root}/run`);

  test('and it says that there is no way back', (context) => {
    const crossing = new Crossing(context, create);
    const finished = crossing.run({ script: removing(crossing) });
    assertSaid(finished, 0, /cannot be taken back: somebody has removed \/.*run\/multihome/);
    assert.doesNotMatch(finished.stderr, /multihome .*rollback/);
    assert.equal(existsSync(join(crossing.host.root, 'run')), false);
    crossing.assertThere();
  });

  test('and what cannot be confirmed is taken back, by nobody twice', (context) => {
    const crossing = new Crossing(context, create);
    const { root } = crossing.host;
    const script = removing(crossing, `cp ${root}/run/multihome/*/1/watchdog ${root}/watchdog`);
    const failed = crossing.run({ script, words: armed(crossing, 3_600) });
    assertSaid(failed, 6, /cannot be written down that it waits/, /as it was before/);
    crossing.assertAsBefore();
    waitForWatchdog(readFileSync(join(root, 'watchdog'), 'utf8').trim());
  });
});

test('a script that starts too late takes nothing back', { skip }, (context) => {
  const crossing = new Crossing(context, create);
  const { root } = crossing.host;
  const setup = `cp "$(readlink -f /bin/sh)" ${root}/sh
    { echo '#!${root}/sh'
      echo 'case "$*" in *revert*after*) while [ ! -e ${root}/late ]; do sleep 0.1; done;; esac'
      echo 'exec ${root}/sh "$@"; '; } > ${root}/slow
    chmod 755 ${root}/slow; mount --bind ${root}/slow "$(readlink -f /bin/sh)"`;
  const failed = crossing.run({ setup, words: armed(crossing, 5) });
  assertSaid(failed, 69, /did not start. Nothing was touched/);
  const directory = crossing.directory();
  crossing.go('a');
  writeFileSync(join(root, 'late'), '');
  const watchdog = join(directory, 'watchdog');
  waitUntil('it has started', () => existsSync(watchdog) && readFileSync(watchdog, 'utf8') !== '');
  waitForWatchdog(readFileSync(watchdog, 'utf8').trim());
  crossing.assertThere();
});

describe('what is printed is lost', { skip }, () => {
  test('and that ends nothing in its middle', (context) => {
    const crossing = new Crossing(context, create);
    const { root } = crossing.host;
    const words = [...crossing.words('a'), '--json'];
    const full = `mkdir ${root}/logs; mount -t tmpfs -o size=4k tmpfs ${root}/logs; exec > ${root}/logs/log`;
    const finished = crossing.run({ setup: full, words });
    assertSaid(finished, 1, /not everything could be printed: ENOSPC/);
    crossing.assertThere();
    assert.equal(crossing.state(), 'kept');
    rmSync(join(root, 'logs'), { recursive: true });
    assert.match(crossing.host.succeed('rollback'), /apply 1 is taken back/);
    crossing.assertAsBefore();
  });
});

test(
  'a fault of ours in the middle is taken back before it is reported',
  { skip },
  async (context) => {
    const crossing = new Crossing(context, create);
    const { namespace, root } = crossing.host;
    const remarks: string[] = [];
    const terminal: Terminal = {
      ...createTerminal('never'),
      print: (text) => {
        if (text.includes('"progress"')) throw new Error('a fault');
      },
      remark: (text) => void remarks.push(text),
    };
    const host = createHost({ ip: ['ip', '-n', namespace], root });
    const environment = { host, terminal, defaultTopology: crossing.file('a') };
    const options = {
      ...{ file: undefined, yes: true, json: true, all: false, allow: [], lockTimeoutMs: 0 },
      ...{ waitForInterfacesMs: 0, expect: undefined, confirmSeconds: undefined },
    };
    await assert.rejects(apply(options, environment), /a fault/);
    assert.match(remarks.join(''), /was taken back: the host is as it was before/);
    crossing.assertAsBefore();
  },
);

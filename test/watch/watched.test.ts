/** Paths under watch while the process that watches them has other work. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import type { Address } from '../../src/model/address.ts';
import { parseAddress } from '../../src/model/address.ts';
import type { PathVerdict } from '../../src/model/health.ts';
import type { Question, WatchedPath } from '../../src/watch/paths.ts';
import { watchPaths } from '../../src/watch/watched.ts';
import { reasonWithout } from '../support/namespace.ts';
import { childrenOf } from '../support/outlay.ts';
import { requirePrograms } from '../support/programs.ts';

const skip =
  requirePrograms('ping') ??
  reasonWithout(() => execFileSync('ping', ['-c', '1', '-W', '1', '-I', 'lo', '127.0.0.1']));

const times = { intervalMs: 200, timeoutMs: 200 };

test('a process that was busy does not take its paths for silent', { skip }, async () => {
  const verdicts: PathVerdict['kind'][] = [];
  const watched = watchPaths({
    nowMs: () => performance.now(),
    verdict: ({ health }) => void verdicts.push(health.verdict.kind),
    trouble: () => undefined,
    recovered: () => undefined,
    standings: () => undefined,
  });
  try {
    watched.update([loopback]);
    while (!verdicts.includes('up')) await pause(20);
    for (const turn of [() => pause(10), () => readFile('/proc/self/stat')]) {
      // Of the loop: from a timer, and from something that was read.
      await turn();
      beBusy(1_500);
      watched.update([loopback]);
      await pause(300);
    }
    assert.deepEqual(verdicts, ['up']);
  } finally {
    watched.stop();
  }
});

test('another device of the same name is asked over at once', { skip }, async () => {
  const watched = watchPaths({
    nowMs: () => performance.now(),
    verdict: () => undefined,
    trouble: () => undefined,
    recovered: () => undefined,
    standings: () => undefined,
  });
  try {
    while (pingsOfOurs().length > 0) await pause(20);
    watched.update([loopback]);
    while (pingsOfOurs().length < loopback.questions.length) await pause(20);
    const before = new Set(pingsOfOurs());
    watched.update([{ ...loopback, interfaceIndex: 2 }]);
    const isAsked = () => {
      const now = pingsOfOurs();
      return now.length === before.size && now.every((one) => !before.has(one));
    };
    const endMs = performance.now() + 5_000;
    while (!isAsked() && performance.now() < endMs) await pause(20);
    assert.ok(isAsked());
  } finally {
    watched.stop();
  }
});

/** Process ids. */
function pingsOfOurs(): readonly string[] {
  return childrenOf(process.pid).filter((id) => commandOf(id) === 'ping');
}

function commandOf(id: string): string | undefined {
  try {
    return readFileSync(`/proc/${id}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

const loopback: WatchedPath = {
  ...{ uplink: 'isp', family: 'ipv4', interface: 'lo', interfaceIndex: 1, fault: undefined },
  ...{ address: '127.0.0.1/8', gateway: undefined },
  settings: {
    ...{ ...times, downAfterMs: 600, upAfterMs: 500, quorum: 1 },
    ...{ lossDownPercent: 100, lossUpPercent: 100 },
    ...{ latencyDownMs: undefined, latencyUpMs: undefined },
  },
  questions: [asking('gateway', '127.0.0.2'), asking('beyond', '127.0.0.3')],
};

function asking(tier: Question['tier'], target: string): Question {
  const bound = { family: 'ipv4', interface: 'lo', source: address('127.0.0.1') } as const;
  return { tier, probe: { ...bound, ...times, kind: 'ping', target: address(target) } };
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  assert.ok(parsed !== undefined);
  return parsed;
}

/** Nothing else happens in this process meanwhile. */
function beBusy(lengthMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lengthMs);
}

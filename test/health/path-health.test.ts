/** What is heard of a path, and the verdict that follows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  beginHealth,
  gatewayAnswers,
  nextDueMs,
  observe,
  suspects,
} from '../../src/health/path-health.ts';
import type { HealthEvent, PathHealth } from '../../src/health/path-health.ts';
import { defaultSettings } from '../../bench/health.ts';

const settings = { ...defaultSettings, latencyDownMs: 300, latencyUpMs: 100 };

/** A path under observation; `at` is in seconds, and what is asked is answered 20 ms later. */
function watching(path: PathHealth) {
  let current = path;
  let sequence = 0;
  const step = (event: HealthEvent, atMs: number) => (current = observe(current, event, atMs));
  return {
    answered: (target: number, at: number, latencyMs = 20) =>
      step(
        {
          kind: 'result',
          target,
          result: {
            kind: 'answered',
            sequence: ++sequence,
            sentMs: at * 1000,
            extra: false,
            latencyMs,
          },
        },
        at * 1000 + latencyMs,
      ),
    missed: (target: number, at: number) =>
      step(
        {
          kind: 'result',
          target,
          result: {
            ...{ kind: 'missed', sequence: ++sequence, sentMs: at * 1000, extra: false },
            reason: 'timeout',
          },
        },
        at * 1000 + settings.timeoutMs,
      ),
    step,
    time: (at: number) => step({ kind: 'time' }, at * 1000),
    link: (fault: 'no-carrier' | undefined, at: number) => step({ kind: 'link', fault }, at * 1000),
    verdict: () => current.verdict.kind,
    current: () => current,
  };
}

const seconds = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => from + at);

test('it is up at the first answer, and unknown until then', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  assert.equal(path.verdict(), 'unknown');
  path.answered(0, 0);
  assert.equal(path.verdict(), 'up');
});

test('nobody who never answers is up: silent once down-after is over', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  for (const at of seconds(0, 4)) path.missed(0, at);
  assert.equal(path.verdict(), 'unknown');
  path.time(5);
  assert.equal(path.verdict(), 'silent');
});

test('down-after counts from the last question that was answered', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  for (const at of seconds(1, 4)) path.missed(0, at);
  assert.equal(nextDueMs(path.current(), 4_000), 5_000);
  path.time(4.99);
  assert.equal(path.verdict(), 'up');
  path.time(5);
  assert.equal(path.verdict(), 'silent');
});

test('one lost packet decides nothing, however short down-after is', () => {
  const path = watching(beginHealth({ ...settings, downAfterMs: 1_000 }, ['beyond'], 0));
  path.answered(0, 0);
  path.missed(0, 1);
  assert.equal(path.verdict(), 'up');
  assert.deepEqual(suspects(path.current(), 1_800), [0]);
  path.answered(0, 2);
  assert.deepEqual(suspects(path.current(), 2_020), []);
});

test('a probe that tells nothing at all is no answer either', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  path.time(6.7);
  assert.equal(path.verdict(), 'up');
  path.time(6.8);
  assert.equal(path.verdict(), 'silent');
});

test('with a quorum of two, one target of three is not enough', () => {
  const path = watching(beginHealth({ ...settings, quorum: 2 }, ['beyond', 'beyond', 'beyond'], 0));
  path.answered(0, 0);
  assert.equal(path.verdict(), 'unknown');
  path.answered(1, 0);
  assert.equal(path.verdict(), 'up');
  for (const at of seconds(1, 6)) {
    path.answered(0, at);
    path.missed(1, at);
  }
  assert.equal(path.verdict(), 'silent');
});

test('the gateway tells where the fault lies, and decides nothing', () => {
  const path = watching(beginHealth(settings, ['gateway', 'beyond'], 0));
  path.answered(0, 0);
  assert.equal(path.verdict(), 'unknown');
  path.answered(1, 0);
  for (const at of seconds(1, 6)) {
    path.answered(0, at);
    path.missed(1, at);
  }
  assert.equal(path.verdict(), 'silent');
  assert.equal(gatewayAnswers(path.current(), 6_000), true);
});

test('where only the gateway is asked, it decides', () => {
  const path = watching(beginHealth(settings, ['gateway'], 0));
  path.answered(0, 0);
  assert.equal(path.verdict(), 'up');
});

test('a lost carrier is down at once, and a carrier that is back has to prove itself', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  path.link('no-carrier', 1);
  assert.deepEqual(path.current().verdict, {
    kind: 'unusable',
    fault: 'no-carrier',
    sinceMs: 1_000,
  });
  path.link(undefined, 2);
  assert.equal(path.verdict(), 'silent');
  path.answered(0, 3);
  assert.equal(path.verdict(), 'recovering');
  for (const at of seconds(4, 18)) path.answered(0, at);
  assert.equal(path.verdict(), 'recovering');
  path.time(18.02);
  assert.equal(path.verdict(), 'up');
});

test('what was asked before the link changed does not count', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  path.link('no-carrier', 1);
  path.link(undefined, 2);
  path.answered(0, 1.99, 50);
  assert.equal(path.verdict(), 'silent');
});

test('each failure doubles the time it has to be good, up to five minutes; a quiet quarter of an hour forgives one', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  const recoveryS = (from: number) => {
    path.link('no-carrier', from);
    path.link(undefined, from + 1);
    for (let at = from + 1; at < from + 1_000; at++) {
      path.answered(0, at);
      if (path.verdict() === 'up') return Math.round(at - from - 1);
    }
    return Infinity;
  };
  const first = [100, 200, 300, 500, 900, 1_400].map(recoveryS);
  assert.deepEqual(first, [15, 30, 60, 120, 240, 300]);
  assert.equal(recoveryS(1_400 + 4 * 900 + 301), 60);
});

test('loss over a minute is found although somebody always answers', () => {
  const path = watching(beginHealth(settings, ['beyond', 'beyond'], 0));
  for (const at of seconds(0, 60)) {
    path.answered(0, at);
    path.answered(1, at);
  }
  for (const at of seconds(60, 100)) {
    if (at % 2 === 0) path.missed(0, at);
    else path.answered(0, at);
    if (at % 2 === 1) path.missed(1, at);
    else path.answered(1, at);
  }
  assert.equal(path.verdict(), 'impaired');
});

test('a late answer makes the loss good', () => {
  const begun = watching(beginHealth(settings, ['beyond'], 0));
  const result = (kind: 'missed' | 'answered', sequence: number) =>
    ({
      kind: 'result',
      target: 0,
      result: {
        ...{ sequence, sentMs: sequence * 1_000, extra: false },
        ...(kind === 'missed' ? { kind, reason: 'timeout' } : { kind, latencyMs: 900 }),
      },
    }) as const;
  const patient = { ...settings, latencyDownMs: undefined };
  const path = watching({ ...begun.current(), settings: patient });
  for (const at of seconds(0, 60)) {
    path.step(result('missed', at), at * 1_000 + 800);
    path.step(result('answered', at), at * 1_000 + 900);
  }
  assert.equal(path.verdict(), 'up');
});

test('a target that never answers does not make the others look lossy', () => {
  const path = watching(beginHealth(settings, ['beyond', 'beyond'], 0));
  for (const at of seconds(0, 300)) {
    path.answered(0, at);
    path.missed(1, at);
  }
  assert.equal(path.verdict(), 'up');
});

test('latency counts where it is asked for, and has to fall below the lower bound', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  for (const at of seconds(0, 30)) path.answered(0, at);
  for (const at of seconds(30, 60)) path.answered(0, at, 500);
  assert.deepEqual(path.verdict(), 'impaired');
  for (const at of seconds(60, 100)) path.answered(0, at, 200);
  assert.equal(path.verdict(), 'impaired');
  for (const at of seconds(100, 140)) path.answered(0, at, 50);
  assert.equal(path.verdict(), 'up');
});

test('what was asked in the outage and is missed after it does not count', () => {
  const path = watching(beginHealth(settings, ['beyond', 'beyond'], 0));
  path.answered(0, 0);
  for (const at of seconds(1, 6)) path.missed(0, at);
  path.answered(0, 6);
  assert.equal(path.verdict(), 'recovering');
  for (const at of [5.7, 5.8, 5.9]) path.missed(1, at);
  for (const at of seconds(7, 22)) path.answered(0, at);
  assert.equal(path.verdict(), 'up');
});

test('recovery is measured from when it began, not over the outage', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  for (const at of seconds(1, 50)) path.missed(0, at);
  assert.equal(path.verdict(), 'silent');
  for (const at of seconds(50, 67)) path.answered(0, at);
  assert.equal(path.verdict(), 'up');
});

test('a day of flapping leaves nothing behind', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  const sizeAfter = (hours: number, from: number) => {
    for (const at of seconds(from * 3_600, (from + hours) * 3_600)) {
      if (at % 60 === 59) path.link('no-carrier', at);
      else if (at % 60 === 0) path.link(undefined, at);
      else if (at % 7 < 3) path.missed(0, at);
      else path.answered(0, at);
    }
    return JSON.stringify(path.current()).length;
  };
  const hour = sizeAfter(1, 0);
  assert.ok(sizeAfter(23, 1) < 1.2 * hour);
});

test('what was not heard while nobody listened says nothing', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  path.answered(0, 0);
  path.step({ kind: 'deaf', forMs: 8_000 }, 8_100);
  path.time(8.1);
  assert.equal(path.verdict(), 'up');
  for (const at of seconds(8, 13)) path.missed(0, at);
  path.time(13.1);
  assert.equal(path.verdict(), 'silent');
});

test('however often it failed, half an hour of quiet halves the hold twice', () => {
  const path = watching(beginHealth(settings, ['beyond'], 0));
  const recoveryS = (from: number) => {
    path.answered(0, from - 1);
    path.link('no-carrier', from);
    path.link(undefined, from + 1);
    for (let at = from + 1; at < from + 1_000; at++) {
      path.answered(0, at);
      if (path.verdict() === 'up') return Math.round(at - from - 1);
    }
    return Infinity;
  };
  const often = seconds(0, 100).map((time) => recoveryS(400 + time * 400));
  assert.equal(often.at(-1), 300);
  assert.equal(recoveryS(400 + 99 * 400 + 2 * 900 + 10), 240);
});

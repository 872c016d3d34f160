import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { createPingQuestions } from '../../../src/host/probes/ping-questions.ts';
import type { PingOutcome } from '../../../src/host/probes/sent-questions.ts';
import { decodePingLine } from '../../../src/live/decode-ping.ts';

/** One run of ping, started at 0, of which the lines come by the clock of the test. */
function listen(timeoutMs = 1000, intervalMs = 1000) {
  const outcomes: PingOutcome[] = [];
  let last = 0;
  const times = { startedMs: 0, intervalMs, timeoutMs };
  const questions = createPingQuestions(
    times,
    () => (last += 1),
    (outcome) => outcomes.push(outcome),
  );
  return {
    questions,
    hear: (nowMs: number, line: string) => questions.hear(decodePingLine(line), nowMs),
    taken: () => outcomes.splice(0),
  };
}

const reply = (sequence: number, latencyMs: number): string =>
  `64 bytes from 10.0.0.2: icmp_seq=${sequence} ttl=64 time=${latencyMs} ms`;

describe('what a run of ping says', () => {
  test('a reply is an answer, sent when it came less what it took', () => {
    const { hear, taken } = listen();
    hear(30, reply(1, 20));
    assert.deepEqual(taken(), [{ kind: 'answered', sequence: 1, sentMs: 10, latencyMs: 20 }]);
  });

  test('what stays open counts as missed once it is known to have been sent', () => {
    const { questions, hear, taken } = listen(500);
    hear(10, reply(1, 10));
    taken();
    assert.equal(questions.dueMs(), 1500);
    assert.equal(questions.review(1499), false);
    assert.equal(questions.review(1500), true, 'ping is asked');
    assert.deepEqual(taken(), [], 'and nothing is missed before it says so');
    assert.equal(questions.review(1600), false, 'once');
    assert.equal(questions.dueMs(), Infinity);
    hear(1600, '\r1/2 packets, 50% loss');
    assert.deepEqual(taken(), [{ kind: 'missed', sequence: 2, sentMs: 1000, reason: 'timeout' }]);
    hear(2010, 'no answer yet for icmp_seq=2');
    assert.deepEqual(taken(), [], 'no question is missed twice');
    assert.equal(questions.dueMs(), 2510);
    questions.review(2510);
    assert.deepEqual(taken(), [{ kind: 'missed', sequence: 3, sentMs: 2010, reason: 'timeout' }]);
  });

  test('a question that ping has not sent is not missed', () => {
    const { questions, hear, taken } = listen(500);
    hear(10, reply(1, 10));
    taken();
    questions.review(1500);
    hear(1501, '\r1/1 packets, 0% loss');
    questions.review(9000);
    assert.deepEqual(taken(), []);
  });

  test('no answer yet is no miss before its time', () => {
    const { questions, hear, taken } = listen(2500);
    hear(1000, 'no answer yet for icmp_seq=1');
    hear(2000, 'no answer yet for icmp_seq=2');
    assert.deepEqual(taken(), []);
    questions.review(2500);
    assert.deepEqual(
      taken().map(({ kind, sequence }) => [kind, sequence]),
      [['missed', 1]],
    );
  });

  test('a late reply has the number of what was missed', () => {
    const { hear, taken } = listen(500);
    hear(1000, 'no answer yet for icmp_seq=1');
    assert.deepEqual(taken(), [{ kind: 'missed', sequence: 1, sentMs: 0, reason: 'timeout' }]);
    hear(1300, reply(1, 1300));
    assert.deepEqual(taken(), [{ kind: 'answered', sequence: 1, sentMs: 0, latencyMs: 1300 }]);
    hear(1310, `${reply(1, 1310)} (DUP!)`);
    assert.deepEqual(taken(), []);
  });

  test('an ICMP error is a miss with its reason, and no answer', () => {
    const { hear, taken } = listen();
    hear(5, 'From 10.0.0.2 icmp_seq=1 Destination Host Unreachable');
    hear(1000, 'no answer yet for icmp_seq=1');
    assert.deepEqual(taken(), [
      { kind: 'missed', sequence: 1, sentMs: 0, reason: 'Destination Host Unreachable' },
    ]);
  });

  test('what the kernel did not send is a miss, through whichever pipe it is heard first', () => {
    const unsent = 'ping: sendmsg: Network is unreachable';
    const { hear, taken } = listen();
    hear(1, unsent);
    hear(1010, unsent);
    hear(1011, 'no answer yet for icmp_seq=1');
    hear(2020, 'no answer yet for icmp_seq=2');
    hear(2021, unsent);
    assert.deepEqual(
      taken().map(({ kind, sequence }) => [kind, sequence]),
      [
        ['missed', 1],
        ['missed', 2],
        ['missed', 3],
      ],
    );
  });

  test('the sequence goes on counting where that of the packets begins again', () => {
    const { hear, taken } = listen(100, 100);
    for (let number = 1; number <= 140_000; number += 1) {
      hear(number * 100, reply(number % 65_536, 1));
    }
    const outcomes = taken();
    assert.equal(outcomes.length, 140_000);
    assert.ok(outcomes.every(({ sequence }, index) => sequence === index + 1));
  });

  test('a miss and a late reply around the turn are one question', () => {
    const { hear, taken } = listen(100, 100);
    for (let number = 1; number <= 65_534; number += 1) hear(number * 100, reply(number, 1));
    taken();
    hear(6_553_600, 'no answer yet for icmp_seq=65535');
    hear(6_553_700, 'no answer yet for icmp_seq=0');
    hear(6_553_710, reply(65_535, 210));
    hear(6_553_711, reply(0, 111));
    assert.deepEqual(
      taken().map(({ kind, sequence }) => [kind, sequence]),
      [
        ['missed', 65_535],
        ['missed', 65_536],
        ['answered', 65_535],
        ['answered', 65_536],
      ],
    );
  });

  test('a wall clock that was set does not count', () => {
    const { hear, taken } = listen();
    hear(10, reply(1, 10));
    hear(1030, reply(2, 3_600_020));
    assert.deepEqual(
      taken().map((outcome) => outcome.kind === 'answered' && outcome.latencyMs),
      [10, 30],
    );
  });

  test('that ping sends later than asked is learned', () => {
    const { questions, hear } = listen(500);
    hear(1, reply(1, 1));
    hear(1025, reply(2, 1));
    assert.equal(questions.dueMs(), 1024 + 1024 + 500);
  });
});

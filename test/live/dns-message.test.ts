import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeDnsAnswer, rootQuestion } from '../../src/live/dns-message.ts';

const answer = (flags: number, rcode: number): Uint8Array =>
  Uint8Array.of(0xab, 0xcd, flags, rcode, 0, 1, 0, 0, 0, 0, 0, 0);

test('the question is one for the name servers of the root', () => {
  const want = [0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1];
  assert.deepEqual([...rootQuestion(0xabcd)], want);
});

test('an answer is one, whatever it says of the name', () => {
  for (const rcode of [0, 1, 3, 0x80, 0x84]) {
    assert.deepEqual(decodeDnsAnswer(answer(0x81, rcode), 0xabcd), { kind: 'answer' });
  }
});

test('a server that cannot or does not want to is a failure', () => {
  assert.deepEqual(decodeDnsAnswer(answer(0x81, 0x82), 0xabcd), {
    kind: 'failure',
    reason: 'SERVFAIL',
  });
  assert.deepEqual(decodeDnsAnswer(answer(0x81, 0x85), 0xabcd), {
    kind: 'failure',
    reason: 'REFUSED',
  });
});

test('questions, answers to others and what is no DNS are no answer', () => {
  const others = [
    rootQuestion(0xabcd),
    answer(0x81, 0).subarray(0, 11),
    Uint8Array.of(),
    Uint8Array.of(0xab, 0xcc, ...answer(0x81, 0).subarray(2)),
  ];
  for (const message of others) {
    assert.deepEqual(decodeDnsAnswer(message, 0xabcd), { kind: 'other' });
  }
});

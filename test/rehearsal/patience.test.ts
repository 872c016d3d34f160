/** How long a rehearsal waits before it blames somebody. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { patienceWith } from '../../src/rehearsal/patience.ts';
import { topologyOf } from '../support/compiled.ts';

const topology = topologyOf(`uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
health: {targets: [203.0.113.1, 8.8.8.8], interval: 1s, down-after: 5s, up-after: 5s}`);

test('an uplink of which one target went on to answer has lost packets, as in a brown-out', () => {
  const { backMs } = patienceWith(topology, 'a', 'silent');
  assert.equal(backMs, patienceWith(topology, 'a', 'brown-out').backMs);
});

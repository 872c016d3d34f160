/** What providers answer besides echoes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { servicesOf } from '../../src/rehearsal/answers.ts';
import { topologyOf } from '../support/compiled.ts';

test('a port that is asked in two ways has one server', () => {
  const topology = topologyOf(`uplinks:
  a:
    interface: eth0
    ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}
    health: {probe: tcp, port: 80, targets: [8.8.8.8]}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
health: {probe: http, targets: ['http://192.0.2.80/']}`);
  assert.deepEqual(servicesOf(topology), [{ protocol: 'http', port: 80 }]);
});

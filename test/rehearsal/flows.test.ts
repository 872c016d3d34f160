/** What a rehearsal measures, and that it says of what it measures nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { unmeasuredPolicies } from '../../src/rehearsal/flows.ts';
import { topologyOf } from '../support/compiled.ts';

const topology = topologyOf(`uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
networks: {lan: {interface: eth2, ipv4: 192.168.1.1/24}}
policies:
  - {name: mail, ipproto: tcp, dport: 25, uplinks: [b]}
  - {name: office, to: 192.0.2.0/24, uplinks: [b, a]}
  - {name: guests, from: lan, uplinks: [b]}`);

test('a policy that no ping is like is named', () => {
  assert.deepEqual(unmeasuredPolicies(topology, [{ from: 'router' }, { from: 'policy office' }]), [
    'of policy mail nothing is measured: ask with expect and when: {down: […]}',
  ]);
});

test('so is one that nobody could be asked for', () => {
  const [note = ''] = unmeasuredPolicies(topology, [{ from: 'router' }]);
  assert.match(note, /^of policies mail, office nothing is measured/);
});

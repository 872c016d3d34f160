/** Which outages have to end: those of what another uplink would take. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { otherWaysOf } from '../../src/commands/rehearse-ways.ts';
import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { worldOf } from '../../src/rehearsal/world.ts';
import { topologyOf } from '../support/compiled.ts';

const topology = topologyOf(`uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
networks:
  lan: {interface: eth2, ipv4: 192.168.1.1/24}
  guests: {interface: eth3, ipv4: 192.168.2.1/24}
outbound: {mode: failover, uplinks: [a, b]}
policies:
  - {name: guests, from: guests, uplinks: [a]}
  - {name: backups, to: 192.0.2.128/25, uplinks: [a]}
  - {name: marked, fwmark: 7, uplinks: [a, b]}`);

test('a policy with one uplink has no other way, and the rest has one', () => {
  const hasOtherWay = otherWaysOf(topology);
  const { flows } = worldOf(topology, assumedFacts(topology));
  const ways = (uplink: string) =>
    flows.flatMap((flow) => (hasOtherWay(flow, uplink) ? [flow.from] : []));
  assert.deepEqual([...new Set(flows.map(({ from }) => from))].toSorted(), [
    ...['guests', 'lan', 'policy backups', 'policy marked', 'router'],
  ]);
  assert.deepEqual(ways('a').toSorted(), ['lan', 'policy marked', 'router']);
  assert.ok(ways('b').includes('guests'));
});

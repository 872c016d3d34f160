/** What is built for topologies that are not everybody's. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { worldOf } from '../../src/rehearsal/world.ts';
import { topologyOf } from '../support/compiled.ts';

function worldWith(text: string) {
  const topology = topologyOf(text);
  return worldOf(topology, assumedFacts(topology));
}

test('a pair of addresses has room for two', () => {
  const { lans, router } = worldWith(`uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.1/31, gateway: auto}}
networks: {lan: {interface: eth1, ipv4: 10.0.0.1/31}}`);
  assert.deepEqual(
    lans.flatMap(({ families }) => families),
    ['ipv4'],
  );
  assert.ok(router.any.some((line) => line.includes('default via 203.0.113.0 dev eth0')));
});

test('a network without room for a host is named', () => {
  const { notes } = worldWith(`uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
networks: {lan: {interface: eth1, ipv4: 10.0.0.1/32}}`);
  assert.ok(notes.includes('lan has no room for a host: none is simulated'), notes.join());
});

test('a learned gateway may be outside of the network of its uplink', () => {
  const assume = '{address: 10.9.8.7/32, gateway: 10.1.1.1}';
  const { router } = worldWith(`uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: auto, assume: ${assume}}}`);
  const line = router.any.find((one) => one.startsWith('route add default')) ?? '';
  assert.match(line, / onlink$/);
});

test('no gateway is asked for the internet: it answers also where it forwards nothing', () => {
  const { targets } = worldWith(`uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/32, gateway: 198.18.0.53, onlink: true}}`);
  assert.notEqual(targets.own.ipv4, '198.18.0.53');
});

test('two uplinks behind the same gateway get two addresses', () => {
  const { router } = worldWith(`uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 192.168.1.1}}
  b: {interface: eth1, ipv4: {address: auto, gateway: 192.168.1.1}}`);
  const added = router.any.flatMap((line) => /^address replace (\S+)/.exec(line)?.[1] ?? []);
  assert.equal(new Set(added).size, 2, added.join());
});

test('where outbound balances, each sender asks several hosts', () => {
  const uplinks = `uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {uplinks: [a, b], mode: `;
  const { flows, targets, notes } = worldWith(`${uplinks}balance}`);
  assert.equal(new Set(flows.map(({ to }) => to)).size, 4);
  assert.ok(flows.every(({ to }) => targets.all.includes(to)));
  assert.ok(notes.some((note) => note.startsWith('outbound balances: each sender asks 4 hosts')));
  assert.equal(worldWith(`${uplinks}failover}`).flows.length, 1);
});

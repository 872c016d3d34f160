/** What is cut of an uplink, and what of others goes on meanwhile. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { cuttingOf, sparesForwarded } from '../../src/rehearsal/cuts.ts';
import { worldOf } from '../../src/rehearsal/world.ts';
import { topologyOf } from '../support/compiled.ts';

function worldWith(text: string) {
  const topology = topologyOf(text);
  return worldOf(topology, assumedFacts(topology));
}

function siteOf(uplink: string, text: string) {
  const site = worldWith(text).sites.find((one) => one.uplink === uplink);
  assert.ok(site !== undefined);
  return site;
}

const twoRouters = `uplinks:
  a: {interface: eth0, ipv4: {address: 192.168.1.10/24, gateway: 192.168.1.1}}
  b: {interface: eth0, ipv4: {address: 192.168.1.11/24, gateway: 192.168.1.2}}
networks: {lan: {interface: eth1, ipv4: 10.0.0.1/24}}`;

test('a gateway falls silent alone where another one has the same port', () => {
  const { off, on } = cuttingOf('gateway', siteOf('a', twoRouters));
  const lines = [...off.any, ...on.any];
  assert.ok(lines.includes('address del 192.168.1.1 dev near'), lines.join('\n'));
  assert.ok(!lines.some((line) => line.includes('port1')), 'the port is also that of b');
  assert.ok(!lines.some((line) => line.startsWith('address') && line.includes('192.168.1.2')));
});

test('what networks send is not measured where a cut would spare it', () => {
  const site = siteOf('a', twoRouters);
  assert.equal(sparesForwarded('silent', site), true);
  assert.equal(sparesForwarded('brown-out', site), true);
  assert.equal(sparesForwarded('carrier', site), false);
});

test('uplinks on wires of their own are told apart by the wire, also where one network has the other', () => {
  const apart = `uplinks:
  a: {interface: wwan0, ipv4: {address: 100.64.0.9/10, gateway: 100.64.0.1}}
  b: {interface: eth1, ipv4: {address: 100.64.100.10/24, gateway: 100.64.100.1}}`;
  assert.equal(sparesForwarded('silent', siteOf('a', apart)), false);
});

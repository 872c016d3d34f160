/** What a service takes over, as an apply beside it asks before it touches anything. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { whyNotTakenOver } from '../../src/commands/watch-terms.ts';
import type { Guard } from '../../src/model/plan.ts';
import { topologyOf } from '../support/compiled.ts';

const topology = topologyOf(
  'uplinks: {a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}\n',
);
const terms = { protocol: 157, allow: [], lacks: [] };
const missing: Guard = { name: 'interface-missing', interfaces: ['eth9'] };

test('another protocol number is none of its own', async () => {
  const why = await whyNotTakenOver(topology, [], { ...terms, protocol: 158 });
  assert.match(why?.message ?? '', /another protocol number \(157\): .* destroy what has 158/);
});

test('what is newly lacking is not taken over, unless its own --allow names it', async () => {
  assert.match((await whyNotTakenOver(topology, [missing], terms))?.message ?? '', /eth9/);
  for (const one of [{ lacks: ['eth9'] }, { allow: ['interface-missing'] }]) {
    assert.equal(await whyNotTakenOver(topology, [missing], { ...terms, ...one }), undefined);
  }
});

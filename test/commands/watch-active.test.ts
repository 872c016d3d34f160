/** Who decides in main, where somebody else has a default there, too. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activeIn } from '../../src/commands/watch-active.ts';
import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import type { Hop, Route } from '../../src/model/route.ts';
import { mainTable } from '../../src/model/table.ts';
import { desiredOf, topologyOf } from '../support/compiled.ts';
import { hop, route } from '../support/rules.ts';

const text = `uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: balance, uplinks: [a, b]}
`;
const { uplinks } = desiredOf(text);
const { interfaces } = assumedFacts(topologyOf(text));
const viaA = hop('203.0.113.1', 'eth0');
const viaB = hop('198.51.100.1', 'eth1');

const foreign = (...[first = viaA, ...others]: readonly Hop[]): Route =>
  route('0.0.0.0/0', {
    ...{ table: mainTable, protocol: 16 },
    target: { kind: 'unicast', hops: [first, ...others] },
  });

type Links = { readonly down?: string; readonly ignoresLinkdown?: boolean };

function overruled(
  names: readonly string[],
  theirs: Route,
  { down, ignoresLinkdown = false }: Links = {},
): boolean {
  const live = {
    routes: [theirs],
    interfaces: interfaces.map((one) => ({ ...one, carrier: one.name !== down })),
    settings: ['all', 'eth0', 'eth1'].map((name) => ({
      ...({ family: 'ipv4', interface: name, forwards: true, reversePathFilter: 'off' } as const),
      ignoresLinkdown: ignoresLinkdown && name === 'all',
    })),
  };
  const active = [{ what: 'outbound', family: 'ipv4', uplinks: names } as const];
  const [one] = activeIn(active, { protocol: 157, uplinks, live });
  return one?.overruled_by !== undefined;
}

test('a default leads alike that has the same next hops, and no other', () => {
  assert.equal(overruled(['a'], foreign(viaA)), false);
  assert.equal(overruled(['a', 'b'], foreign(viaB, viaA)), false);
  assert.equal(overruled(['a', 'b'], foreign(viaA)), true);
  assert.equal(overruled(['a'], foreign(viaA, viaB)), true);
  assert.equal(overruled(['a'], foreign(hop('203.0.113.99', 'eth0'))), true);
});

test('what has no carrier decides only where the kernel does not pass over it', () => {
  const down = 'eth0';
  assert.equal(overruled(['b'], foreign(viaA), { down }), true);
  assert.equal(overruled(['b'], foreign(viaA), { down, ignoresLinkdown: true }), false);
  assert.equal(overruled(['b'], foreign(viaA, viaB), { down, ignoresLinkdown: true }), false);
});

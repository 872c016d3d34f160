/** The topology that is rehearsed: sound, with other times, and else the same. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseAddress } from '../../src/model/address.ts';
import { rehearsedCopy } from '../../src/rehearsal/copy.ts';
import { readTopology } from '../../src/topology/read.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { readYaml } from '../../src/topology/yaml.ts';
import { locator } from '../../src/topology/places.ts';

const text = `version: 1
uplinks:
  a:
    interface: eth0
    ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}
    health: {probe: command, command: [/bin/true], interval: 2s}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [a, b]}
policies:
  - {name: office, to: {file: office.txt}, uplinks: [b, a]}
health: {targets: [8.8.8.8], interval: 1s, timeout: 500ms, down-after: 5s, up-after: 15s, latency: {down: 300ms, up: 200ms}}
`;

function read(written: string): Topology {
  const readList = () => ({ ok: true, text: '192.0.2.0/24\n' }) as const;
  const checked = readTopology({ file: 'topology.yaml', text: written, readList });
  assert.ok(checked.ok, JSON.stringify(checked));
  return checked.value;
}

function addressOf(written: string) {
  const address = parseAddress(written);
  assert.ok(address !== undefined);
  return address;
}

const own = { ipv4: addressOf('198.18.0.53'), ipv6: addressOf('2001:db8::53') };

function copyAt(speed: number, of = text) {
  const yaml = readYaml(of, locator('topology.yaml', of));
  assert.ok(yaml.ok);
  const listAt = (path: string) => `/copies/${path}`;
  const options = { speed, targets: { own, spread: { ipv4: [], ipv6: [] }, all: [] }, listAt };
  return rehearsedCopy(yaml.value.value, read(of), options);
}

test('nftables is left out, and that is said', () => {
  const asked = text
    .replace(
      'uplinks:',
      'connection-marks: true\nnetworks: {lan: {interface: eth2, ipv4: auto}}\nuplinks:',
    )
    .replace('  b: {', '  b: {masquerade: true, ');
  const { text: copied, notes } = copyAt(1, asked);
  assert.equal(read(copied).connectionMarks, undefined);
  assert.deepEqual(
    read(copied).uplinks.flatMap(({ masquerade }) => masquerade),
    [],
  );
  assert.ok(notes.some((note) => note.startsWith('nothing is masqueraded')));
});

test('times are divided, and latencies are not', () => {
  const { text: copied, notes } = copyAt(10);
  const { health } = read(copied);
  assert.deepEqual(
    [health?.intervalMs, health?.timeoutMs, health?.downAfterMs, health?.upAfterMs],
    [100, 50, 500, 1_500],
  );
  assert.equal(health?.latencyDownMs, 300);
  assert.deepEqual(health.targets, ['8.8.8.8']);
  assert.ok(notes.some((note) => note.includes('divided by 10')));
});

test('what cannot be simulated is asked by ping, and said', () => {
  const { text: copied, notes } = copyAt(1);
  const [first] = read(copied).uplinks;
  assert.equal(first?.health?.probe, 'ping');
  assert.deepEqual(first.health.targets, ['198.18.0.53']);
  assert.equal(first.health.intervalMs, 2_000);
  assert.deepEqual(notes, ['command is not simulated: ping is asked instead']);
});

test('all but health and lists is what was written', () => {
  const plain = ({ uplinks, policies, outbound }: Topology) =>
    JSON.stringify(
      [uplinks.map(({ health: _, ...rest }) => rest), policies, outbound],
      (key, value: unknown) => (['at', 'file'].includes(key) ? undefined : value),
    );
  const { text: copied } = copyAt(3);
  assert.equal(plain(read(copied)), plain(read(text)));
  assert.ok(copied.includes('"/copies/office.txt"'));
});

test('no hook of the host is run', () => {
  const hook = 'hook: [/usr/local/sbin/on-switch], hook-timeout: 5s';
  const hooked = `${text}watch: {${hook}, conntrack: false, max-outage: 5s}\n`;
  assert.deepEqual(read(hooked).watch.hook?.command, ['/usr/local/sbin/on-switch']);
  const { text: copied, notes } = copyAt(1, hooked);
  assert.equal(read(copied).watch.hook, undefined);
  assert.equal(read(copied).watch.forgetsConnections, false);
  assert.ok(notes.includes('the hook is not run'));
});

test('nobody has to be let in who manages the host', () => {
  const { text: copied } = copyAt(1, `${text}management: [192.0.2.0/24]\n`);
  assert.deepEqual(read(copied).management, []);
});

/** Which way would this packet take, and why? */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { requireLinks } from '../support/links.ts';
import { createTestHost, runHere, temporaryFolder } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const symmetric = exampleFile('symmetric-routing');
const policies = exampleFile('policy-by-port-and-network');

function traced(...words: readonly string[]): string {
  const { exitCode, stdout, stderr } = runHere(['trace', ...words]);
  assert.equal(exitCode, 0, stderr);
  return stdout;
}

test('shows each rule with the reason, the route that is taken, and the way out', () => {
  const shown = traced(symmetric, '198.51.100.10 -> 8.8.8.8 tcp/443');
  const lines = shown.split('\n').map((line) => line.trimEnd().replaceAll(/ {2,}/g, '  '));
  assert.deepEqual(lines, [
    '198.51.100.10 -> 8.8.8.8 tcp/443',
    '',
    '  0: from all lookup local  matches',
    '  table local  has no route to it',
    '  99: from all lookup main suppress_prefixlength 0  matches',
    '  default via 203.0.113.1 dev eth0 src 203.0.113.10 metric 10  suppressed by its prefixlength',
    '  100: from 203.0.113.10 lookup 1  no: from',
    '  110: from 198.51.100.10 lookup 2  matches',
    '  default via 198.51.100.1 dev eth1 src 198.51.100.10  taken',
    '',
    'leaves by eth1 via 198.51.100.1 from 198.51.100.10 (uplink isp-b) by table 2',
    '',
  ]);
});

test('uplinks, networks and interfaces are ends of a flow by their names', () => {
  assert.match(traced(symmetric, 'isp-b -> any'), /leaves by eth1 .*\(uplink isp-b\)/);
  assert.match(traced(policies, 'guest -> 8.8.8.8'), /coming in by eth3.*leaves by eth2/s);
  assert.match(traced(policies, 'guest -> 8.8.8.8 tcp/25'), /leaves by eth1 .*uplink business/);
});

test('an uplink that is supposed to be down refuses its own traffic', () => {
  const shown = traced(symmetric, 'isp-b -> any', '--down', 'isp-b');
  assert.match(shown, /isp-b down/);
  assert.match(shown, /refused \(EHOSTUNREACH\).*unreachable default/);
});

test('a flow that cannot be read gets a caret and the grammar; a name nobody has, those there are', () => {
  const unreadable = runHere(['trace', symmetric, 'isp-b => any']);
  assert.equal(unreadable.exitCode, 64);
  assert.match(
    unreadable.stderr,
    /column 7\n\n {2}isp-b => any\n {2} {6}\^\^\n\nA flow is\n {2}FROM -> TO/,
  );
  const unknown = runHere(['trace', symmetric, 'isp-c -> any']);
  assert.equal(unknown.exitCode, 64);
  assert.match(unknown.stderr, /nothing is called "isp-c"\n {2}there are: .*isp-a, isp-b/);
  assert.equal(runHere(['trace', symmetric, 'any -> any', '--down', 'isp-c']).exitCode, 64);
  assert.equal(runHere(['trace', symmetric, 'any', '->', 'any']).exitCode, 64);
});

test('prints a document that follows its schema', () => {
  for (const flow of ['isp-b -> any', '192.0.2.9 -> 8.8.8.8']) {
    assertFollows('trace', JSON.parse(traced(symmetric, flow, '--json')));
  }
});

test('with --live it answers as the kernel of this host does', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  const live = (flow: string) => host.succeed('trace', '--live', symmetric, flow);
  assert.match(live('198.51.100.10 -> 8.8.8.8'), /refused \(ENETUNREACH\), no route/);
  host.succeed('apply', '--yes', symmetric);
  const kernel = ip(host.namespace, 'route', 'get', '8.8.8.8', 'from', '198.51.100.10');
  assert.match(kernel, /dev eth1/);
  assert.match(live('198.51.100.10 -> 8.8.8.8'), /leaves by eth1 via 198\.51\.100\.1/);
});

test('the example of a network is a host in it, not the router', (context) => {
  const path = join(temporaryFolder(context), 'topology.yaml');
  const networks = `networks:
  dmz: {interface: eth2, ipv4: 10.0.0.1/29}
  lan: {interface: eth3, ipv4: 10.1.0.10/24}
  six: {interface: eth4, ipv6: '2001:db8:6::1/64'}
`;
  const uplink =
    'uplinks: {a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}';
  writeFileSync(
    path,
    `version: 1\n${uplink}\n${networks}outbound: {mode: failover, uplinks: [a]}\n`,
  );
  assert.match(
    traced(path, 'dmz -> 8.8.8.8'),
    /^10\.0\.0\.2 -> 8\.8\.8\.8 iif eth2\n[^]*leaves by eth0/,
  );
  assert.match(traced(path, 'lan -> 8.8.8.8'), /^10\.1\.0\.11 -> [^]*leaves by eth0/);
  for (const flow of ['any -> six tcp/80 ', '10.0.0.5 -> 2001:db8:9::1', 'lan -> six']) {
    const { exitCode, stdout } = runHere(['trace', path, flow]);
    assert.ok(exitCode === 64 || stdout.includes('2001:db8:6:'), `${flow}: ${stdout}`);
  }
  assert.equal(runHere(['trace', path, 'lan -> any iif eth3 oif eth0']).exitCode, 64);
});

/** What the rules and routes of an exported netplan document do, carried out by `ip`. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { load } from 'js-yaml';

import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;

type Entry = Readonly<Record<string, string | number>>;
type Link = Readonly<Partial<Record<'routes' | 'routing-policy', readonly Entry[]>>>;
type Document = { readonly network: { readonly ethernets: Readonly<Record<string, Link>> } };

function words(entry: Entry, names: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(names).flatMap(([key, word]) =>
    entry[key] === undefined ? [] : [...word.split(' '), `${entry[key]}`].filter(Boolean),
  );
}

/** As networkd would, of what netplan hands on to it. */
function carryOut({ namespace }: TestHost, text: string): void {
  const { network } = load(text) as Document;
  const flag = (entry: Entry) => (Object.values(entry).join(' ').includes(':') ? '-6' : '-4');
  for (const [name, link] of Object.entries(network.ethernets)) {
    for (const entry of link.routes ?? []) {
      const device = entry['type'] === undefined ? ['dev', name] : [];
      const names = { type: '', to: '', via: 'via', from: 'src', table: 'table', metric: 'metric' };
      ip(namespace, flag(entry), 'route', 'add', ...words(entry, names), ...device);
    }
    for (const entry of link['routing-policy'] ?? []) {
      const names = {
        from: 'from',
        to: 'to',
        table: 'table',
        priority: 'priority',
        mark: 'fwmark',
      };
      ip(namespace, flag(entry), 'rule', 'add', ...words(entry, names));
    }
  }
}

const topology = `version: 1
uplinks:
  fibre:
    interface: eth1
    ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}
    ipv6: {address: '2001:db8:a::10/64', gateway: 'fe80::1'}
networks:
  lan: {interface: eth0, ipv4: 192.168.1.1/24, ipv6: '2001:db8:c::1/64'}
policies:
  - {name: lan, from: lan, uplinks: [fibre]}
`;

test('a router that steers its network still answers it', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'dual-stack-two-isps');
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, topology);
  carryOut(host, host.succeed('export', 'netplan', file));
  const way = (to: string, from: string) =>
    / dev (\S+)/.exec(ip(host.namespace, 'route', 'get', to, 'from', from))?.[1];
  assert.equal(way('192.168.1.77', '192.168.1.1'), 'eth0');
  assert.equal(way('2001:db8:c::77', '2001:db8:c::1'), 'eth0');
  assert.equal(way('192.168.1.77', '203.0.113.10'), 'eth0');
  assert.equal(way('192.0.2.7', '192.168.1.1'), 'eth1');
  assert.equal(way('2001:db8:f::7', '2001:db8:c::1'), 'eth1');
});

test('what the table of an uplink leads elsewhere goes there', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'dual-stack-two-isps');
  const file = join(host.root, 'topology.yaml');
  const outbound = 'outbound: {mode: failover, uplinks: [fibre]}\n';
  const inTunnel = 'routes: [{to: 10.50.0.0/16, dev: eth2, table: 101}]\n';
  writeFileSync(
    file,
    topology.replace('    ipv4: {', '    table: 101\n    ipv4: {') + outbound + inTunnel,
  );
  carryOut(host, host.succeed('export', 'netplan', file));
  const [, device] =
    / dev (\S+)/.exec(ip(host.namespace, 'route', 'get', '10.50.1.1', 'from', '192.168.1.1')) ?? [];
  assert.equal(device, 'eth2');
});

test('it is refused where the network is not known', { skip }, (context) => {
  const host = createTestHost(context);
  const file = join(host.root, 'topology.yaml');
  writeFileSync(
    file,
    topology.replace(/networks:\n.*\n/, '').replace('from: lan', 'from: 192.168.1.0/24'),
  );
  const { exitCode, stdout, stderr } = host.run('export', 'netplan', file);
  assert.equal(exitCode, 5);
  assert.equal(stdout, '');
  assert.match(
    stderr,
    /topology\.yaml:8: .*no network is declared in 192\.168\.1\.0\/24.*\[MH393\]/,
  );
});

test('--strict takes what only a later look could do, and nothing else', { skip }, (context) => {
  const host = createTestHost(context);
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, `${topology}health: {targets: [192.0.2.9]}\n`);
  const strict = host.run('export', 'ip', '--strict', file);
  assert.equal(strict.exitCode, 0, strict.stderr);
  assert.match(strict.stderr, /health is not asked/);
  assert.equal(host.run('export', 'netplan', '--strict', file).exitCode, 5);
});

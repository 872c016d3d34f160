/** Gateways from leases of a real client that makes no default route, on a real kernel. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import type { Client, Provider } from '../support/dhcp.ts';
import {
  createProvider,
  requireDhcp,
  startDhclient,
  target,
  waitForAddress,
} from '../support/dhcp.ts';
import type { End } from '../support/links.ts';
import { addVeth, requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { createNamespace, execute, ip } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { waitUntil } from '../support/wait.ts';
import { startWatch } from '../support/watching.ts';

const skip = requireLinks('veth') ?? requireDhcp() ?? requirePrograms('ping') ?? false;

const topology = `version: 1
uplinks:
  broadband: {interface: eth0, ipv4: {address: auto, gateway: auto}}
  mobile: {interface: eth1, ipv4: {address: auto, gateway: auto}}
outbound: {mode: failover, uplinks: [broadband, mobile]}
`;

const offers = {
  broadband: { gateway: '192.168.1.1', first: '192.168.1.100', last: '192.168.1.200' },
  mobile: { gateway: '192.168.42.129', first: '192.168.42.10', last: '192.168.42.90' },
  moved: { gateway: '192.168.7.254', first: '192.168.7.20', last: '192.168.7.90' },
} as const;

type Scene = {
  readonly host: TestHost;
  readonly file: string;
  readonly eth0: End;
  readonly broadband: Provider;
  readonly client: Client;
  /** Of eth0 and eth1. */
  readonly addresses: readonly [string, string];
};

function stage(context: TestContext): Scene {
  const host = createTestHost(context);
  const [eth0, eth1] = ['eth0', 'eth1'].map((name) => ({ namespace: host.namespace, name }));
  assert.ok(eth0 && eth1);
  const broadband = createProvider(context, eth0);
  const mobile = createProvider(context, eth1);
  broadband.offer(offers.broadband);
  mobile.offer(offers.mobile);
  const client = startDhclient(context, eth0, host.root);
  startDhclient(context, eth1, host.root);
  const addresses = [
    waitForAddress(eth0, '192.168.1.'),
    waitForAddress(eth1, '192.168.42.'),
  ] as const;
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, topology);
  return { host, file, eth0, broadband, client, addresses };
}

/** The provider begins anew with other numbers; the client asks for its old ones, and is told so. */
function move(context: TestContext, { host, eth0, broadband, client }: Scene): string {
  client.stop();
  broadband.offer(offers.moved);
  startDhclient(context, eth0, host.root);
  return waitForAddress(eth0, '192.168.7.');
}

/** The same address again, by another gateway. */
function turn(context: TestContext, { host, eth0, broadband, client }: Scene): void {
  client.stop();
  broadband.offer({ ...offers.broadband, gateway: '192.168.1.254' });
  startDhclient(context, eth0, host.root);
}

function routesOf({ host }: Scene): string {
  return ip(host.namespace, 'route', 'show', 'table', 'all', 'proto', '157', 'default');
}

function reachesFrom({ host }: Scene, address: string): void {
  execute(host.namespace, 'ping', '-n', '-c', '1', '-W', '2', '-I', address, target);
}

test('a lease names the gateway where no default route does', { skip }, (context) => {
  const scene = stage(context);
  const { host, file, addresses } = scene;
  assert.equal(ip(host.namespace, 'route', 'show', 'default'), '');
  const plan = host.succeed('plan', file);
  const path = '/var/lib/dhcp/dhclient.eth0.leases';
  assert.ok(plan.includes(`gateway 192.168.1.1 from the lease in ${path} (dhclient)`), plan);
  host.succeed('apply', '--yes', file);
  for (const address of addresses) reachesFrom(scene, address);
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('another lease with another gateway is what the next apply goes by', { skip }, (context) => {
  const scene = stage(context);
  const { host, file } = scene;
  host.succeed('apply', '--yes', file);
  const address = move(context, scene);
  host.succeed('apply', '--yes', file);
  const routes = routesOf(scene);
  assert.match(routes, new RegExp(`via 192\\.168\\.7\\.254 dev eth0.* src ${address}`));
  assert.doesNotMatch(routes, /192\.168\.1\.1 /);
  reachesFrom(scene, address);
});

test('watch follows a lease to another address and another gateway', { skip }, (context) => {
  const scene = stage(context);
  const { host, file } = scene;
  startWatch(context, host.namespace, host.root, file);
  waitUntil('it is applied', () => /192\.168\.1\.1 dev eth0/.test(routesOf(scene)));
  const address = move(context, scene);
  waitUntil('it goes by the new lease', () => /192\.168\.7\.254 dev eth0/.test(routesOf(scene)));
  assert.doesNotMatch(routesOf(scene), /192\.168\.1\.1 /);
  reachesFrom(scene, address);
});

test('watch follows a lease of the same address to another gateway', { skip }, (context) => {
  const scene = stage(context);
  const { host, file, addresses } = scene;
  startWatch(context, host.namespace, host.root, file);
  waitUntil('it is applied', () => /192\.168\.1\.1 dev eth0/.test(routesOf(scene)));
  turn(context, scene);
  waitUntil('it goes by the new lease', () => /192\.168\.1\.254 dev eth0/.test(routesOf(scene)));
  reachesFrom(scene, addresses[0]);
});

test('init finds an uplink by its lease alone', { skip }, (context) => {
  const { host } = stage(context);
  const { stdout, stderr } = host.run('init');
  assert.match(stderr, /^multihome: 2 uplinks \(eth0, eth1\)$/m);
  assert.match(
    stdout,
    /# IPv4: the lease in \/var\/lib\/dhcp\/dhclient\.eth0\.leases \(dhclient\); nobody makes a default route of it\n {4}ipv4: \{address: auto, gateway: auto, /,
  );
});

test(
  'what keeps several leases from being read is said once',
  { skip: requireLinks('veth') ?? false },
  (context) => {
    const host = createTestHost(context);
    const provider = createNamespace(context);
    for (const name of ['eth0', 'eth1']) {
      addVeth({ namespace: host.namespace, name }, { namespace: provider, name: `to-${name}` });
    }
    mkdirSync(join(host.root, 'var/lib/dhclient'), { recursive: true });
    writeFileSync(join(host.root, 'var/lib/dhcp'), 'no folder');
    mkdirSync(join(host.root, 'var/lib/dhclient/dhclient.leases'));
    const file = join(host.root, 'topology.yaml');
    writeFileSync(file, topology);
    const { stdout, stderr } = host.run('plan', file);
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('was not read'));
    assert.deepEqual(
      lines.map((line) => line.trim().replace(/^! +/, '').replace(/:.*/, '')),
      ['/var/lib/dhcp was not read', '/var/lib/dhclient/dhclient.leases was not read'],
    );
  },
);

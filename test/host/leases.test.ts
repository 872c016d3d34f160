/** Which lease counts: where it is looked for, of which interface, and until when. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { createHost } from '../../src/host/host.ts';
import { readLeases } from '../../src/host/leases.ts';
import { parseAddress } from '../../src/model/address.ts';
import type { Interface } from '../../src/model/live.ts';
import { runProgram, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

const now = Date.UTC(2026, 10, 21, 20, 0, 0);

function link(name: string, index: number, ...texts: readonly string[]): Interface {
  const addresses = texts.map((text) => {
    const address = parseAddress(text);
    assert.ok(address);
    return {
      ...{ address, prefixLength: 24, family: 'ipv4' as const, scope: 0 },
      ...{ secondary: false, dynamic: true, temporary: false, deprecated: false },
      ...{ tentative: false, duplicate: false },
    };
  });
  const common = { up: true, carrier: true, withoutNeighbours: false, group: 0 };
  return { ...common, index, name, addresses };
}

function rootWith(context: TestContext, files: Readonly<Record<string, string | Buffer>>): string {
  const root = temporaryFolder(context);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const fixture = (name: string): Buffer =>
  readFileSync(inRepository('test', 'fixtures', 'leases', name));

function gatewaysIn(root: string, ...links: readonly Interface[]): readonly string[] {
  const { leases } = readLeases(createHost({ root }), links, now);
  return leases.map(({ interface: device, gateways, keeper }) =>
    [device, gateways.join('+'), keeper].join(' '),
  );
}

const uuid = '6d3f5c1e-7a55-4b2a-9c1a-0d7c44e8a1b2';
const networkd = 'ADDRESS=192.168.1.163\nROUTER=192.168.1.1\n';
const eth0 = link('eth0', 7, '192.168.1.163');

for (const [path, text, keeper] of [
  ['run/systemd/netif/leases/7', networkd, 'systemd-networkd'],
  ['run/NetworkManager/devices/7', fixture('networkmanager-device'), 'NetworkManager'],
  [`var/lib/NetworkManager/internal-${uuid}-eth0.lease`, networkd, 'NetworkManager'],
  [
    `var/lib/NetworkManager/dhclient-${uuid}-eth0.lease`,
    fixture('dhclient-4.4.3.leases'),
    'NetworkManager',
  ],
  ['var/lib/dhcp/dhclient.leases', fixture('dhclient-4.4.3.leases'), 'dhclient'],
  ['var/lib/dhcp/dhclient.eth0.leases', fixture('dhclient-4.4.3.leases'), 'dhclient'],
  ['var/lib/dhclient/dhclient--eth0.lease', fixture('dhclient-4.4.3.leases'), 'dhclient'],
  ['var/lib/dhcpcd/eth0.lease', fixture('dhcp-ack.bin'), 'dhcpcd'],
  ['var/lib/dhcpcd/eth0-home.lease', fixture('dhcp-ack.bin'), 'dhcpcd'],
  ['var/lib/dhcpcd5/dhcpcd-eth0.lease', fixture('dhcp-ack.bin'), 'dhcpcd'],
] as const) {
  test(`${path} is a lease of ${keeper}`, (context) => {
    const root = rootWith(context, { [path]: text });
    if (keeper === 'dhcpcd') utimesSync(join(root, path), now / 1_000, now / 1_000);
    const [found, ...others] = gatewaysIn(root, eth0);
    assert.match(found ?? '', new RegExp(`^eth0 192\\.168\\.1\\.1(\\+\\S+)? ${keeper}$`));
    assert.deepEqual(others, []);
  });
}

test('a lease of another interface, or of an address that is gone, says nothing', (context) => {
  const root = rootWith(context, {
    'run/systemd/netif/leases/7': networkd,
    'var/lib/dhcp/dhclient.leases': fixture('dhclient-4.4.3.leases'),
    [`var/lib/NetworkManager/internal-${uuid}-x-eth0.lease`]: networkd,
  });
  assert.deepEqual(gatewaysIn(root, link('eth0', 7, '192.168.1.164')), []);
  assert.deepEqual(gatewaysIn(root, link('eth1', 8, '192.168.1.163')), []);
});

test('of two leases the one that was written last comes first', (context) => {
  const [one, other] = ['run/systemd/netif/leases/7', 'var/lib/dhcp/dhclient.leases'] as const;
  const root = rootWith(context, {
    [one]: networkd.replace('ROUTER=192.168.1.1', 'ROUTER=192.168.1.9'),
    [other]: fixture('dhclient-4.4.3.leases'),
  });
  const touch = (path: string, at: number) => utimesSync(join(root, path), at, at);
  touch(one, 1_000);
  touch(other, 2_000);
  assert.match(gatewaysIn(root, eth0)[0] ?? '', /dhclient$/);
  touch(one, 3_000);
  assert.match(gatewaysIn(root, eth0)[0] ?? '', /networkd$/);
});

test('the last lease that has not expired counts, and what has expired is remarked', (context) => {
  const lease = fixture('dhclient-4.4.3.leases').toString();
  const path = 'var/lib/dhcp/dhclient.leases';
  const older = lease.replace('routers 192.168.1.1', 'routers 192.168.1.2');
  const over = lease.replaceAll('2026/', '2025/');
  assert.deepEqual(gatewaysIn(rootWith(context, { [path]: older + over }), eth0), [
    'eth0 192.168.1.2 dhclient',
  ]);
  const { leases, unused } = readLeases(
    createHost({ root: rootWith(context, { [path]: over }) }),
    [eth0],
    now,
  );
  assert.deepEqual(leases, []);
  assert.deepEqual(
    unused.map(({ text }) => text),
    ['the lease of 192.168.1.163 in /var/lib/dhcp/dhclient.leases has expired'],
  );
});

test('a lease of dhcpcd ends so long after it was written', (context) => {
  const path = 'var/lib/dhcpcd/eth0.lease';
  const root = rootWith(context, { [path]: fixture('dhcp-ack.bin') });
  const writtenAgo = (seconds: number) => {
    const at = now / 1_000 - seconds;
    utimesSync(join(root, path), at, at);
    return gatewaysIn(root, eth0).length;
  };
  assert.equal(writtenAgo(3_590), 1);
  assert.equal(writtenAgo(3_610), 0);
});

test('what is huge, no file, or nobody writes to, is remarked and holds nothing up', (context) => {
  const root = rootWith(context, { 'var/lib/dhcp/dhclient.leases': 'lease {\n' });
  truncateSync(join(root, 'var/lib/dhcp/dhclient.leases'), 3 * 1024 * 1024);
  mkdirSync(join(root, 'var/lib/dhcpcd/eth0.lease'), { recursive: true });
  runProgram(['mkfifo', join(root, 'var/lib/dhcp/dhclient.eth0.leases')]);
  const { leases, unused } = readLeases(createHost({ root }), [eth0], now);
  assert.deepEqual(leases, []);
  assert.deepEqual(unused.map(({ text }) => text).toSorted(), [
    '/var/lib/dhcp/dhclient.eth0.leases was not read: it is no regular file',
    '/var/lib/dhcp/dhclient.leases was not read: it has 3145728 bytes',
    '/var/lib/dhcpcd/eth0.lease was not read: it is no regular file',
  ]);
});

test('a folder that cannot be read is no empty one', (context) => {
  const root = rootWith(context, { 'var/lib/dhcp': 'no folder' });
  const { unused } = readLeases(createHost({ root }), [eth0], now);
  assert.deepEqual(unused, [
    {
      interface: 'eth0',
      text: '/var/lib/dhcp was not read: a part of the path is not a directory',
    },
  ]);
});

test('where nobody asks, nothing is read', () => {
  assert.deepEqual(readLeases(createHost({ root: '/nowhere' }), [], now), {
    leases: [],
    unused: [],
  });
});

/** What cannot be written, and a host without `nft`, keep nobody from his routes. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { isList, objectOf, parseObject } from '../../scripts/json-schema.ts';
import { runIn, temporaryFolder } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import type { Router } from '../support/router.ts';
import { createRouter, requireNftables, routerTopology } from '../support/router.ts';
import type { Scene } from '../support/scene.ts';
import { failover, quick, stage, waitFor, waitForDefaults, watchIn } from '../support/scene.ts';

const skip = requireNftables() ?? requirePrograms('ping', 'unshare');

/** As systemd is told it. */
type Told = {
  readonly env: Readonly<Record<string, string>>;
  readonly isReady: () => boolean;
  readonly folder: string;
};

function recorder(context: TestContext): Told {
  const folder = temporaryFolder(context);
  const told = join(folder, 'told');
  program(folder, 'systemd-notify', `echo "$*" >> ${told}`);
  const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
  const env = { PATH, NOTIFY_SOCKET: join(folder, 'socket') };
  const isReady = () => existsSync(told) && readFileSync(told, 'utf8').includes('--ready');
  return { env, isReady, folder };
}

function program(folder: string, name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const topology = `${routerTopology}${quick}sysctls: manage\n`;

const status = ({ host, root }: Scene) => runIn(host, root, ['status']).stdout;

function assertRouted(scene: Scene, told: Told, remark: RegExp): void {
  waitForDefaults(scene, 'eth0 eth1');
  waitFor(scene, 'it is ready', told.isReady);
  waitFor(scene, 'it is remarked', () => remark.test(status(scene)));
}

const hasTable = ({ ruleset }: Router) => ruleset().includes('table inet multihome');

/** In a mount namespace of its own, where a folder cannot be written to. */
const readOnly = (folder: string) => [
  ...['unshare', '--mount', 'sh', '-c'],
  'mkdir -p "$0" && mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
  folder,
];

for (const [what, folderOf, remark] of [
  ['a drop-in', (root: string) => join(root, 'etc'), /rt_\w+\.d/],
  ['a setting', () => '/proc/sys', /\/proc\/sys\//],
] as const) {
  test(`${what} that cannot be written is remarked, and all else done`, { skip }, (context) => {
    const router = createRouter(context);
    const told = recorder(context);
    const below = readOnly(folderOf(router.root));
    const scene = watchIn(context, router, topology, { env: told.env, below });
    assertRouted(scene, told, remark);
    waitFor(scene, 'the table is there', () => hasTable(router));
  });
}

test('an nft that refuses the table is remarked, and all else done', { skip }, (context) => {
  const router = createRouter(context);
  const told = recorder(context);
  const real = 'PATH=/usr/sbin:/sbin:/usr/bin:/bin; export PATH';
  const refuse = `case "$*" in *-f*) [ -e ${told.folder}/mended ] || { echo "Error: Operation not supported" >&2; exit 1; };; esac`;
  program(told.folder, 'nft', `${refuse}\n${real}\nexec nft "$@"`);
  const scene = watchIn(context, router, topology, { env: told.env });
  assertRouted(scene, told, /nftables table inet multihome: .*Operation not supported/);
  writeFileSync(join(told.folder, 'mended'), '');
  ip(router.host, 'addr', 'add', '192.168.1.2/24', 'dev', 'eth2');
  waitFor(scene, 'the table is there', () => hasTable(router), 20_000);
});

test('a host without a working nft is routed, and said to lack it', { skip }, (context) => {
  const router = createRouter(context);
  const told = recorder(context);
  program(told.folder, 'nft', 'echo "netlink: cannot open" >&2; exit 1');
  const scene = watchIn(context, router, topology, { env: told.env });
  assertRouted(scene, told, /nft -j list table.* failed.*cannot open/);
  // What is lacking already is no reason to refuse another topology.
  writeFileSync(scene.file, topology.replace('[isp-a, isp-b]', '[isp-b, isp-a]'));
  scene.watch.signal('SIGHUP');
  waitForDefaults(scene, 'eth1 eth0');
  rmSync(join(told.folder, 'nft'));
  ip(router.host, 'addr', 'add', '192.168.1.2/24', 'dev', 'eth2');
  waitFor(scene, 'the table is there', () => hasTable(router));
  waitFor(scene, 'the remark is gone', () => !/cannot open/.test(status(scene)));
});

test("a default of somebody else that comes first is said beside 'active'", { skip }, (context) => {
  const scene = stage(context, failover);
  waitForDefaults(scene, 'eth0 eth1');
  const json = (): readonly string[] => {
    const { stdout } = runIn(scene.host, scene.root, ['status', '--json']);
    const { active } = parseObject(stdout);
    return (isList(active) ? active : []).map((one) => {
      const { family, overruled_by } = objectOf(one);
      return [family, overruled_by].filter((text) => typeof text === 'string').join(': ');
    });
  };
  waitFor(scene, 'nothing is said', () => json().join() === 'ipv4,ipv6');
  // That of the uplink itself is as good as ours.
  ip(scene.host, 'route', 'add', 'default', 'via', '203.0.113.1', 'dev', 'eth0');
  waitFor(scene, 'it is remarked', () => /remarks/.test(status(scene)));
  assert.deepEqual(json(), ['ipv4', 'ipv6']);
  // Another gateway on its network is another way.
  const elsewhere = 'the foreign default via 203.0.113.99 dev eth0 metric 0 in main';
  ip(scene.host, 'route', 'replace', 'default', 'via', '203.0.113.99', 'dev', 'eth0');
  waitFor(scene, 'it is said', () => json().join() === `ipv4: ${elsewhere},ipv6`);
  ip(scene.host, 'route', 'replace', 'default', 'via', '198.51.100.1', 'dev', 'eth1');
  const words = 'the foreign default via 198.51.100.1 dev eth1 metric 0 in main';
  waitFor(scene, 'it is said', () => json().join() === `ipv4: ${words},ipv6`);
  assert.ok(status(scene).includes(`  ! outbound (IPv4): isp-a, but ${words} comes first`));
  assert.match(status(scene), /remarks\n +! +the foreign default via 198\.51\.100\.1/);
  ip(scene.host, 'route', 'del', 'default', 'metric', '0');
  waitFor(scene, 'it is over', () => json().join() === 'ipv4,ipv6');
});

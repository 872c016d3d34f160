/** What a host lacks is said, and what was there is not taken away for it. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { dump } from '../support/dump.ts';
import { addAddress, addLink, requireLinks, setDown } from '../support/links.ts';
import type { Owner } from '../support/namespace.ts';
import { inNamespace, ip, writeSysctl } from '../support/namespace.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireLinks('ifb', 'tun') ?? false;

/** Two uplinks on eth0 and eth1, and a policy for the network behind eth2. */
const topologyText = `version: 1
uplinks:
  isp1:
    interface: eth0
    ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}
  isp2:
    interface: eth1
    ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}
networks:
  lan: {interface: eth2, ipv4: auto}
outbound: {mode: failover, uplinks: [isp1, isp2]}
policies:
  - {name: lan-out, from: lan, uplinks: [isp2]}
`;

function stage(owner: Owner): TestHost & { readonly file: string } {
  const host = createTestHost(owner);
  const addresses = { eth0: '203.0.113.10/24', eth1: '198.51.100.10/24', eth2: '192.168.1.1/24' };
  for (const [name, address] of Object.entries(addresses)) {
    const end = { namespace: host.namespace, name };
    addLink(end, name === 'eth1' ? 'tun' : 'ifb');
    addAddress(end, address);
  }
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, topologyText);
  return { ...host, file };
}

test(
  'a network that has lost its address keeps its rules: apply is refused until it is allowed',
  { skip },
  (context) => {
    const host = stage(context);
    host.succeed('apply', '--yes', host.file);
    ip(host.namespace, 'addr', 'flush', 'dev', 'eth2');
    const before = dump(host.namespace);
    const refused = host.run('apply', '--yes', host.file);
    assert.equal(refused.exitCode, 5);
    assert.match(refused.stdout, /network lan \(IPv4\): eth2 has no usable address/);
    assert.match(refused.stdout, /from 192\.168\.1\.0\/24 .*owned, network not ready/);
    assert.match(refused.stderr, /\[network-unready\].*lan \(ipv4\)/);
    assert.equal(dump(host.namespace), before);
    assertFollows('plan', JSON.parse(host.succeed('plan', '--json', host.file)));
    host.succeed('apply', '--yes', '--allow', 'network-unready', host.file);
    assert.doesNotMatch(dump(host.namespace), /192\.168\.1\.0/);
  },
);

test("a network's missing interface stops apply as an uplink's does", { skip }, (context) => {
  const host = stage(context);
  ip(host.namespace, 'link', 'del', 'eth2');
  const { exitCode, stdout, stderr } = host.run('apply', '--yes', host.file);
  assert.equal(exitCode, 5);
  assert.match(stdout, /network lan \(IPv4\): there is no interface eth2/);
  assert.match(stderr, /\[interface-missing\].*eth2/);
});

test(
  'an uplink under another name of its interface is told the name to write',
  { skip },
  (context) => {
    const host = stage(context);
    ip(host.namespace, 'link', 'set', 'eth0', 'name', 'wan0');
    ip(host.namespace, 'link', 'property', 'add', 'dev', 'wan0', 'altname', 'eth0');
    assert.match(host.succeed('plan', host.file), /eth0 is another name of wan0.*interface: wan0/);
  },
);

test('a network whose interface does not forward is pointed out', { skip }, (context) => {
  const host = stage(context);
  const notice = /network lan: eth2 does not forward IPv4.*\n +sysctl -w net\.ipv4\.ip_forward=1/;
  writeSysctl(host.namespace, 'net/ipv4/ip_forward', '0');
  assert.match(host.succeed('plan', host.file), notice);
  writeSysctl(host.namespace, 'net/ipv4/ip_forward', '1');
  assert.doesNotMatch(host.succeed('plan', host.file), notice);
});

test('the kernel keeping routes without carrier is pointed out', { skip }, (context) => {
  const host = stage(context);
  const general = /when a carrier goes, routes by eth0, eth1 stay in use \(IPv4\)/;
  writeSysctl(host.namespace, 'net/ipv4/conf/all/ignore_routes_with_linkdown', '0');
  assert.match(host.succeed('plan', host.file), general);
  assert.match(host.succeed('plan', host.file), /eth1 has no carrier; its routes in main are used/);
  writeSysctl(host.namespace, 'net/ipv4/conf/all/ignore_routes_with_linkdown', '1');
  const after = host.succeed('plan', host.file);
  assert.doesNotMatch(after, general);
  assert.match(after, /eth1 has no carrier; its routes are passed over until it has/);
});

test('a network whose interface is down waits without a refusal', { skip }, (context) => {
  const host = stage(context);
  ip(host.namespace, 'addr', 'flush', 'dev', 'eth2');
  setDown({ namespace: host.namespace, name: 'eth2' });
  assert.match(host.succeed('apply', '--yes', host.file), /network lan \(IPv4\): eth2 is down/);
});

test(
  'a foreign default that comes before ours is pointed out, and one that is as ours is not',
  { skip },
  (context) => {
    const host = stage(context);
    const add = (...words: readonly string[]) =>
      ip(host.namespace, 'route', 'add', 'default', ...words);
    add('via', '203.0.113.1', 'dev', 'eth0', 'metric', '10', 'proto', 'dhcp');
    assert.doesNotMatch(host.succeed('plan', host.file), /comes before ours/);
    add('via', '203.0.113.7', 'dev', 'eth0', 'metric', '5', 'proto', 'dhcp');
    const notice = /via 203\.0\.113\.7 dev eth0 metric 5 in main comes before ours \(metric 10\)/;
    assert.match(host.succeed('plan', host.file), notice);
    writeSysctl(host.namespace, 'net/ipv4/conf/all/ignore_routes_with_linkdown', '1');
    add('via', '198.51.100.7', 'dev', 'eth1', 'metric', '4', 'proto', 'dhcp');
    const dead = /via 198\.51\.100\.7 .* \(metric 10\): it decides once it has a carrier/;
    assert.match(host.succeed('plan', host.file), dead);
  },
);

test('a network that is written out is held against its interface, too', { skip }, (context) => {
  const host = stage(context);
  const write = (network: string) =>
    writeFileSync(host.file, topologyText.replace('{interface: eth2, ipv4: auto}', network));
  write('{interface: eth2, ipv4: 192.168.2.1/24}');
  const elsewhere = host.run('apply', '--yes', host.file);
  assert.equal(elsewhere.exitCode, 5);
  assert.match(elsewhere.stdout, /eth2 is in 192\.168\.1\.0\/24, not in 192\.168\.2\.0\/24/);
  write('{interface: lan9, ipv4: 192.168.1.1/24}');
  const missing = host.run('apply', '--yes', host.file);
  assert.equal(missing.exitCode, 5);
  assert.match(missing.stdout, /there is no interface lan9/);
  write('{interface: eth2, ipv4: 192.168.1.1/24}');
  host.succeed('apply', '--yes', host.file);
});

test('a wrong address of an uplink is seen beside the right one', { skip }, (context) => {
  const host = stage(context);
  writeFileSync(host.file, topologyText.replace('203.0.113.10/24,', '203.0.113.11/24,'));
  const { stdout } = host.run('plan', host.file);
  assert.match(stdout, /eth0 has 203\.0\.113\.10\/24, not 203\.0\.113\.11\/24/);
});

test('an interface that comes late is waited for', { skip }, async (context) => {
  const host = stage(context);
  const { namespace, root, file } = host;
  const short = ['apply', '--yes', '--wait-for-interfaces', '300ms', file];
  ip(namespace, 'link', 'del', 'eth1');
  assert.equal(host.run(...short).exitCode, 5);
  const program = [process.execPath, inRepository('bin', 'multihome.js'), '--root', root];
  const words = [...program, 'apply', '--yes', '--wait-for-interfaces', '60s', file];
  const [command, ...argv] = inNamespace(namespace, ...words);
  const apply = spawn(command, argv, { stdio: 'ignore' });
  const ended = new Promise((resolve) => void apply.on('exit', resolve));
  waitUntil('it has the lock', () => lockText(root).startsWith(`${apply.pid} apply `));
  assert.equal(host.run(...short).exitCode, 75);
  addLink({ namespace, name: 'eth1' }, 'tun');
  addAddress({ namespace, name: 'eth1' }, '198.51.100.10/24');
  assert.equal(await ended, 0);
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

function lockText(root: string): string {
  const run = join(root, 'run/multihome');
  const [namespace = ''] = readdirSync(run);
  return readFileSync(join(run, namespace, 'lock'), 'utf8');
}

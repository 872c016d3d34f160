/** `init` on hosts as people have them: what it finds, what it writes, and whether that works. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { advertise, forgetAdvertised, requireAdvertisements } from '../support/advertisements.ts';
import { dump } from '../support/dump.ts';
import { addAddress, addVeth, requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runIn } from '../support/multihome.ts';
import { createNamespace, execute, hasIpv6, ip, reasonWithout } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';

const skip = requireLinks('veth') ?? requirePrograms('ping') ?? false;

const target = '192.0.2.53';

type Line = {
  readonly device: string;
  readonly address: string;
  readonly gateway: string;
  /** As of DHCP. */
  readonly dynamic: boolean;
  /** Words of its default route; none where nobody makes one. */
  readonly route?: string;
};

const broadband: Line = {
  ...{ device: 'enp0s11', address: '192.168.1.115', gateway: '192.168.1.1', dynamic: true },
  route: 'proto dhcp src 192.168.1.115 metric 100',
};
const mobile: Line = {
  ...{ device: 'enx027c3d463e4d', address: '192.168.42.91', gateway: '192.168.42.129' },
  ...{ dynamic: true, route: 'proto dhcp src 192.168.42.91 metric 101' },
};

/** Each line has a provider of its own, and every provider the same target. */
function hostWith(context: TestContext, ...lines: readonly Line[]): TestHost {
  const host = createTestHost(context);
  for (const { device, address, gateway, dynamic, route } of lines) {
    const end = { namespace: host.namespace, name: device };
    const provider = createNamespace(context);
    addVeth(end, { namespace: provider, name: 'near' });
    addAddress({ namespace: provider, name: 'near' }, `${gateway}/24`);
    addAddress({ namespace: provider, name: 'lo' }, `${target}/32`);
    const lifetime = dynamic ? ['valid_lft', '3600', 'preferred_lft', '3600'] : [];
    ip(host.namespace, 'address', 'add', `${address}/24`, 'dev', device, ...lifetime);
    if (route === undefined) continue;
    const words = ['via', gateway, 'dev', device, ...route.split(' ')];
    ip(host.namespace, 'route', 'append', 'default', ...words);
  }
  return host;
}

function reachesFrom({ namespace }: TestHost, address: string): boolean {
  const words = ['-n', '-c', '1', '-W', '1', '-I', address, target];
  return reasonWithout(() => void execute(namespace, 'ping', ...words)) === undefined;
}

test(
  'init, check, plan, apply: traffic leaves by the uplink it has the address of',
  { skip },
  (context) => {
    const host = hostWith(context, broadband, mobile);
    assert.equal(reachesFrom(host, mobile.address), false, 'it leaves by the other one');
    const file = join(host.root, 'etc/multihome/topology.yaml');
    mkdirSync(join(host.root, 'etc'));
    const { exitCode, stdout, stderr } = host.run('init', '--out', file);
    assert.equal(exitCode, 0, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^multihome: 2 uplinks \(enp0s11, enx027c3d463e4d\)$/m);
    assert.match(stderr, /^ {2}Plan: 15 to add, 0 to change, 0 to remove, 2 files to write\./m);
    assert.match(stderr, /^ {2}multihome --root \S+ apply --confirm 2m, /m);
    assert.equal(statSync(file).mode & 0o777, 0o644);

    // It is where every command looks for it.
    assert.match(host.succeed('check'), /: ok \(2 uplinks, 5 rules, 8 routes\)/);
    assert.match(host.succeed('plan'), /^Plan: 15 to add/m);
    host.succeed('apply', '--yes');
    for (const { address } of [broadband, mobile]) assert.ok(reachesFrom(host, address), address);
    assert.match(host.succeed('plan'), /^No changes\./m);
    assert.match(ip(host.namespace, 'route', 'get', target), /dev enp0s11 /);
  },
);

/** The block of the page below this mark. */
function pageSays(mark: string): string {
  const page = readFileSync(inRepository('docs', 'init-and-facts.md'), 'utf8');
  const [, after = ''] = page.split(`<!-- ${mark} -->`);
  return /```\w+\n([^]*?)```/.exec(after)?.[1] ?? '';
}

test(
  'what it prints is the topology, as the page shows it, and nothing is changed',
  { skip },
  (context) => {
    const host = hostWith(context, mobile, broadband);
    const before = dump(host.namespace);
    const { stdout, stderr } = host.run('init');
    assert.match(stdout, /^outbound: \{mode: failover, uplinks: \[enp0s11, enx027c3d463e4d\]\}$/m);
    assert.match(
      stderr,
      /^Next: multihome --root \S+ init --out \S+\/etc\/multihome\/topology\.yaml$/m,
    );
    assert.equal(stdout.replace(` of ${hostname()}, `, ' of gw1, '), pageSays('init'));
    assert.equal(dump(host.namespace), before);
    assert.equal(existsSync(join(host.root, 'etc')), false);
    const check = runIn(host.namespace, host.root, ['check', '--strict', '-'], { input: stdout });
    assert.equal(check.exitCode, 0, check.stderr);
  },
);

test('a file that is there is left as it is', { skip }, (context) => {
  const host = hostWith(context, broadband);
  const file = join(host.root, 'mine.yaml');
  writeFileSync(file, 'mine\n');
  const { exitCode, stderr } = host.run('init', '--out', file);
  assert.equal(exitCode, 5);
  assert.match(stderr, /mine\.yaml is there already; it was left as it is/);
  assert.equal(readFileSync(file, 'utf8'), 'mine\n');
});

test(
  'static addresses are written out, and a gateway off the network is onlink',
  { skip },
  (context) => {
    const host = hostWith(
      context,
      { ...broadband, dynamic: false, route: 'metric 5' },
      { ...mobile, dynamic: false, route: 'metric 9' },
    );
    const near = { namespace: host.namespace, name: 'enp0s11' };
    ip(host.namespace, 'address', 'add', '203.0.113.9/32', 'dev', 'enp0s11');
    ip(host.namespace, 'route', 'delete', 'default', 'dev', 'enp0s11');
    ip(host.namespace, 'address', 'delete', '192.168.1.115/24', 'dev', near.name);
    const words = ['via', '192.168.1.1', 'dev', 'enp0s11', 'onlink', 'metric', '5'];
    ip(host.namespace, 'route', 'add', 'default', ...words);
    const text = host.succeed('init');
    assert.match(
      text,
      /^ {4}ipv4: \{address: 203\.0\.113\.9\/32, gateway: 192\.168\.1\.1, onlink: true\}$/m,
    );
    assert.match(
      text,
      /^ {4}ipv4: \{address: 192\.168\.42\.91\/24, gateway: 192\.168\.42\.129\}$/m,
    );
    assert.match(text, /^outbound: \{.*, metric: 3\}$/m, 'before those of others');
  },
);

test(
  'a default route that stays before ours is explained, with the remedy for who made it',
  { skip },
  (context) => {
    const host = hostWith(context, { ...broadband, route: 'proto dhcp metric 0' }, mobile);
    const index = /^(\d+):/.exec(ip(host.namespace, 'link', 'show', 'enp0s11'))?.[1] ?? '';
    const links = join(host.root, 'run/systemd/netif/links');
    mkdirSync(links, { recursive: true });
    writeFileSync(join(links, index), 'ADMIN_STATE=configured\nOPER_STATE=routable\n');
    const { stdout, stderr } = host.run('init');
    for (const text of [stdout, stderr]) {
      assert.match(text, /default route via 192\.168\.1\.1 dev enp0s11 .* comes before ours/);
      assert.match(text, /in the \.network file of enp0s11: RouteMetric=1100 below \[DHCPv4\]/);
      assert.doesNotMatch(text, /nmcli/);
    }
  },
);

test('one uplink, or none, is said plainly', { skip }, (context) => {
  const one = hostWith(context, broadband).run('init');
  assert.equal(one.exitCode, 0);
  assert.match(
    one.stderr,
    /1 uplink \(enp0s11\); with one uplink there is nothing to choose among/,
  );
  const { route: _, ...unrouted } = broadband;
  const none = hostWith(context, unrouted).run('init');
  assert.equal(none.exitCode, 5);
  assert.equal(none.stdout, '');
  assert.match(none.stderr, /no uplink was found[^]*enp0s11: no default route and no lease of it/);
});

test('a topology that is there, and what it has made, is pointed out', { skip }, (context) => {
  const host = hostWith(context, broadband, mobile);
  const file = join(host.root, 'etc/multihome/topology.yaml');
  mkdirSync(join(host.root, 'etc'));
  const first = host.succeed('init');
  host.run('init', '--out', file);
  host.succeed('apply', '--yes');
  const { stdout, stderr } = host.run('init');
  assert.equal(stdout, first, 'what is ours is no reason to write something else');
  assert.match(stderr, /topology\.yaml is there already: this does not take its place/);
  assert.match(stderr, /are multihome's already/);
});

test(
  'init finds the uplink that a router advertises, and its gateway is learned from that',
  { skip: skip || (requireAdvertisements() ?? false) },
  (context) => {
    const host = createTestHost(context);
    if (!hasIpv6(host.namespace)) return context.skip('needs IPv6');
    const end = { namespace: host.namespace, name: 'wan0' };
    const router = { namespace: createNamespace(context), name: 'near' };
    addVeth(end, router);
    addAddress(router, '2001:db8:99::1/64');
    addAddress({ ...router, name: 'lo' }, '2001:db8:53::53/128');
    advertise(router, end);
    const file = join(host.root, 'topology.yaml');
    writeFileSync(file, host.succeed('init'));
    assert.match(readFileSync(file, 'utf8'), /ipv6: \{address: auto, gateway: auto/);
    host.succeed('apply', '--yes', file);
    const [, address = ''] =
      /inet6 (2001:db8:99:[^/]+)/.exec(
        ip(host.namespace, '-6', 'address', 'show', 'dev', 'wan0'),
      ) ?? [];
    const reaches = () =>
      execute(host.namespace, 'ping', '-n', '-c', '1', '-W', '5', '-I', address, '2001:db8:53::53');
    reaches();
    // Ours are no routes of advertisements: they stay when what was advertised runs out.
    forgetAdvertised(end);
    assert.match(host.succeed('plan', '--detailed-exitcode', file), /No changes/);
    reaches();
  },
);

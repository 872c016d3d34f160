/**
 * Beside the rules that other programs really make: planned, applied, proven, taken away, and nothing
 * of theirs is another byte; the traffic of both goes where it should.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import type { ReportedFinding } from '../support/doctor.ts';
import { doctorIn } from '../support/doctor.ts';
import { dump } from '../support/dump.ts';
import type { Internet } from '../support/internet.ts';
import { createInternet, reaches, uplinks } from '../support/internet.ts';
import { addAddress, addLink, addVeth, requireLinks } from '../support/links.ts';
import { runIn } from '../support/multihome.ts';
import { createNamespace, execute, inNamespace, ip, writeSysctl } from '../support/namespace.ts';
import { folderOf } from '../support/programs.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireLinks('veth', 'bridge') ?? false;

const failover = `version: 1\n${uplinks}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n`;

type Scene = Internet & { readonly file: string };

function stage(context: TestContext, text = failover): Scene {
  const internet = createInternet(context);
  const file = join(internet.root, 'topology.yaml');
  writeFileSync(file, text);
  return { ...internet, file };
}

/** What is not ours. */
function foreign({ host }: Internet): string {
  return dump(host)
    .split('\n')
    .filter((line) => !line.includes('"protocol":"157"'))
    .join('\n');
}

function multihome({ host, root }: Internet, ...words: readonly string[]) {
  return runIn(host, root, words);
}

/** From nothing of ours to all of it and back; `asked` while all of it is there. */
function livesBeside(scene: Scene, asked: () => void): void {
  const before = foreign(scene);
  assert.equal(multihome(scene, 'check', scene.file).exitCode, 0);
  const applied = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(applied.exitCode, 0, applied.stderr);
  assert.equal(foreign(scene), before);
  const again = multihome(scene, 'plan', '--detailed-exitcode', scene.file);
  assert.equal(again.exitCode, 0, again.stdout);
  asked();
  const destroyed = multihome(scene, 'destroy', '--yes', scene.file);
  assert.equal(destroyed.exitCode, 0, destroyed.stderr);
  assert.equal(dump(scene.host), before);
}

/** The device that a packet leaves by. */
function way({ host }: Internet, ...words: readonly string[]): string {
  return / dev (\S+)/.exec(ip(host, 'route', 'get', ...words))?.[1] ?? '';
}

function found(scene: Scene, code: string): ReportedFinding | undefined {
  const { report } = doctorIn(scene.host, scene.root, scene.file);
  return report.findings.find((one) => one.code === code);
}

/** A link whose other end is the tunnel's, which answers as `far`. */
function tunnel(context: TestContext, { host }: Internet, name: string, far: string): void {
  const end = createNamespace(context);
  addVeth({ namespace: host, name }, { namespace: end, name: 'end' });
  addAddress({ namespace: host, name }, '100.64.0.1/32');
  addAddress({ namespace: end, name: 'end' }, `${far}/32`);
  ip(end, 'route', 'add', 'default', 'dev', 'end');
}

function answers(namespace: string, target: string): boolean {
  try {
    execute(namespace, 'ping', '-n', '-c', '1', '-W', '1', target);
    return true;
  } catch {
    return false;
  }
}

test(
  'Tailscale: its network by its table, its own packets by main, ours by ours',
  { skip },
  (context) => {
    const scene = stage(context);
    const { host } = scene;
    tunnel(context, scene, 'tailscale0', '100.100.0.5');
    // wgengine/router: ip rule as tailscaled 1.x makes it.
    for (const family of ['-4', '-6']) {
      const mark = ['fwmark', '0x80000/0xff0000'];
      ip(host, family, 'rule', 'add', 'pref', '5210', ...mark, 'table', 'main');
      ip(host, family, 'rule', 'add', 'pref', '5230', ...mark, 'table', 'default');
      ip(host, family, 'rule', 'add', 'pref', '5250', ...mark, 'type', 'unreachable');
      ip(host, family, 'rule', 'add', 'pref', '5270', 'table', '52');
    }
    ip(host, 'route', 'add', '100.64.0.0/10', 'dev', 'tailscale0', 'table', '52');
    ip(host, 'route', 'add', 'throw', '127.0.0.0/8', 'table', '52');
    livesBeside(scene, () => {
      assert.equal(answers(host, '100.100.0.5'), true);
      assert.equal(reaches(scene, '192.0.2.53'), true);
      assert.equal(way(scene, '192.0.2.53', 'from', '198.51.100.10'), 'eth1');
      assert.equal(way(scene, '192.0.2.53', 'mark', '0x80000'), 'eth0');
      assert.match(found(scene, 'MH623')?.message ?? '', /^rules of Tailscale/);
      assert.equal(found(scene, 'MH627'), undefined);
    });
  },
);

test(
  'mwan3: what it has marked goes by its tables, and doctor says that two steer',
  { skip },
  (context) => {
    const scene = stage(context);
    const { host } = scene;
    const ways = { eth0: '203.0.113.1', eth1: '198.51.100.1' };
    for (const [index, [device, gateway]] of Object.entries(ways).entries()) {
      const number = index + 1;
      const mark = ['fwmark', `0x${number}00/0x3f00`];
      ip(host, 'route', 'add', 'default', 'via', gateway, 'dev', device, 'table', `${number}`);
      ip(host, 'rule', 'add', 'pref', `${1000 + number}`, 'iif', device, 'table', `${number}`);
      ip(host, 'rule', 'add', 'pref', `${2000 + number}`, ...mark, 'table', `${number}`);
      ip(host, 'rule', 'add', 'pref', `${3000 + number}`, ...mark, 'type', 'unreachable');
    }
    ip(host, 'rule', 'add', 'pref', '2061', 'fwmark', '0x3d00/0x3f00', 'type', 'blackhole');
    ip(host, 'rule', 'add', 'pref', '2062', 'fwmark', '0x3e00/0x3f00', 'type', 'unreachable');
    livesBeside(scene, () => {
      assert.equal(way(scene, '192.0.2.53', 'mark', '0x200'), 'eth1');
      assert.equal(way(scene, '192.0.2.53'), 'eth0');
      assert.equal(way(scene, '192.0.2.53', 'from', '198.51.100.10'), 'eth1');
      const steers = found(scene, 'MH624');
      assert.equal(steers?.severity, 'error');
      assert.match(steers?.message ?? '', /mwan3 steers eth0, eth1, too/);
      assert.match(multihome(scene, 'plan', scene.file).stdout, /mwan3 steers eth0, eth1, too/);
    });
  },
);

test('a rule of somebody else with a number of mwan3 is not called so', { skip }, (context) => {
  const scene = stage(context);
  const { host } = scene;
  ip(host, 'rule', 'add', 'pref', '1001', 'iif', 'eth0', 'table', '1');
  ip(host, 'rule', 'add', 'pref', '1500', 'iif', 'eth1', 'to', '10.0.0.0/8', 'table', '300');
  assert.equal(found(scene, 'MH624'), undefined);
  assert.match(
    found(scene, 'MH623')?.message ?? '',
    /^rules of others come before ours: 1001, 1500/,
  );
});

/** wg-quick(8), add_default: the kernel numbers its rules, from the last before those that are there. */
function wireguard(host: string): void {
  ip(host, 'route', 'add', 'default', 'dev', 'wg0', 'table', '51820');
  ip(host, 'rule', 'add', 'not', 'fwmark', '51820', 'table', '51820');
  ip(host, 'rule', 'add', 'table', 'main', 'suppress_prefixlength', '0');
}

test(
  'wg-quick first: unbound traffic by the tunnel, what is bound by its uplink',
  { skip },
  (context) => {
    const scene = stage(context);
    tunnel(context, scene, 'wg0', '10.99.0.1');
    wireguard(scene.host);
    livesBeside(scene, () => {
      assert.equal(way(scene, '192.0.2.53'), 'wg0');
      assert.equal(way(scene, '192.0.2.53', 'from', '198.51.100.10'), 'eth1');
      assert.equal(way(scene, '192.0.2.53', 'mark', '51820'), 'eth0');
      assert.equal(answers(scene.host, '10.99.0.1'), true);
      assert.match(found(scene, 'MH623')?.reason ?? '', /^they come behind ours/);
    });
  },
);

test('wg-quick last: all but its own packets by the tunnel', { skip }, (context) => {
  const scene = stage(context);
  tunnel(context, scene, 'wg0', '10.99.0.1');
  assert.equal(multihome(scene, 'apply', '--yes', scene.file).exitCode, 0);
  wireguard(scene.host);
  assert.equal(multihome(scene, 'plan', '--detailed-exitcode', scene.file).exitCode, 0);
  assert.equal(way(scene, '192.0.2.53', 'from', '198.51.100.10'), 'wg0');
  assert.equal(way(scene, '192.0.2.53', 'from', '198.51.100.10', 'mark', '51820'), 'eth1');
  assert.match(found(scene, 'MH623')?.reason ?? '', /^they come before ours/);
  const before = foreign(scene);
  assert.equal(multihome(scene, 'destroy', '--yes', scene.file).exitCode, 0);
  assert.equal(dump(scene.host), before);
});

test(
  'keepalived: a virtual address, its rule and its route stay, and are answered',
  { skip },
  (context) => {
    const virtual = '198.51.100.99';
    const scene = stage(context, `${failover}rules: [{from: ${virtual}, uplink: isp-b}]\n`);
    const { host } = scene;
    ip(host, 'address', 'add', `${virtual}/32`, 'dev', 'eth1');
    ip(host, 'rule', 'add', 'pref', '4000', 'to', '10.77.0.0/16', 'table', '300', 'protocol', '18');
    ip(host, 'route', 'add', '10.77.0.0/16', 'via', '198.51.100.1', 'table', '300', 'proto', '18');
    livesBeside(scene, () => {
      assert.equal(way(scene, '10.77.0.1'), 'eth1');
      assert.equal(way(scene, '192.0.2.53', 'from', virtual), 'eth1');
      assert.equal(answers(scene.beyond, virtual), true);
      assert.match(found(scene, 'MH623')?.message ?? '', /^keepalived/);
    });
  },
);

test('FRR and BIRD: their specific routes win, their defaults by metric', { skip }, (context) => {
  const scene = stage(context);
  const { host } = scene;
  ip(host, 'route', 'add', '192.0.2.54', 'via', '198.51.100.1', 'proto', 'bgp', 'metric', '20');
  ip(host, 'route', 'add', '10.60.0.0/16', 'via', '203.0.113.1', 'proto', 'bird', 'metric', '32');
  ip(host, 'route', 'add', 'default', 'via', '198.51.100.1', 'proto', 'bird', 'metric', '32');
  livesBeside(scene, () => {
    assert.equal(way(scene, '192.0.2.54'), 'eth1');
    assert.equal(way(scene, '192.0.2.53'), 'eth0');
    assert.equal(reaches(scene, '192.0.2.54'), true);
    assert.match(found(scene, 'MH625')?.message ?? '', /2 routes in main \(proto bgp, bird\)/);
    assert.equal(found(scene, 'MH621'), undefined);
  });
});

test(
  'Docker and libvirt: their networks go out as unclaimed traffic, or by a policy',
  { skip },
  (context) => {
    const scene = stage(
      context,
      `${failover}networks: {machines: {interface: virbr0, ipv4: auto}}
policies: [{name: machines, from: machines, uplinks: [isp-b]}]
`,
    );
    const { host, beyond, providers } = scene;
    writeSysctl(host, 'net/ipv4/ip_forward', '1');
    const guests = { docker0: '172.17.0', virbr0: '192.168.122' };
    const inside = Object.entries(guests).map(([bridge, net]) => {
      const guest = createNamespace(context);
      addLink({ namespace: host, name: bridge }, 'bridge');
      addVeth({ namespace: host, name: `to-${bridge}` }, { namespace: guest, name: 'eth0' });
      ip(host, 'link', 'set', `to-${bridge}`, 'master', bridge);
      addAddress({ namespace: host, name: bridge }, `${net}.1/24`);
      addAddress({ namespace: guest, name: 'eth0' }, `${net}.2/24`);
      ip(guest, 'route', 'add', 'default', 'via', `${net}.1`);
      return guest;
    });
    const [container = '', machine = ''] = inside;
    // Nobody translates here: the way back is told instead, to one of the two providers only.
    ip(beyond, 'route', 'add', '172.17.0.0/24', 'via', '10.1.0.1');
    ip(providers.a, 'route', 'add', '172.17.0.0/24', 'via', '203.0.113.10');
    ip(beyond, 'route', 'add', '192.168.122.0/24', 'via', '10.2.0.1');
    ip(providers.b, 'route', 'add', '192.168.122.0/24', 'via', '198.51.100.10');
    livesBeside(scene, () => {
      assert.equal(way(scene, '192.0.2.53', 'from', '172.17.0.2', 'iif', 'docker0'), 'eth0');
      assert.equal(way(scene, '192.0.2.53', 'from', '192.168.122.2', 'iif', 'virbr0'), 'eth1');
      assert.equal(answers(container, '192.0.2.53'), true);
      assert.equal(answers(machine, '192.0.2.53'), true);
      assert.equal(answers(container, '192.168.122.2'), true);
      assert.match(found(scene, 'MH626')?.message ?? '', /^docker0: networks of/);
    });
  },
);

test(
  'a DHCP client whose default comes first is named, with the metric that it needs',
  { skip },
  (context) => {
    const scene = stage(context);
    const client = ['default', 'via', '198.51.100.1', 'dev', 'eth1', 'proto', 'dhcp'];
    ip(scene.host, 'route', 'add', ...client);
    livesBeside(scene, () => {
      assert.equal(way(scene, '192.0.2.53'), 'eth1');
      const first = found(scene, 'MH621');
      assert.equal(first?.severity, 'error');
      assert.match(JSON.stringify(first?.remedy), /metric 1100/);
    });
    ip(scene.host, 'route', 'del', ...client);
    ip(scene.host, 'route', 'add', ...client, 'metric', '1100');
    livesBeside(scene, () => {
      assert.equal(way(scene, '192.0.2.53'), 'eth0');
      assert.equal(found(scene, 'MH621'), undefined);
    });
  },
);

test('rules among ours are named, with a base that keeps clear of them', { skip }, (context) => {
  const scene = stage(context);
  // Shorewall counts from 10000.
  ip(scene.host, 'rule', 'add', 'pref', '10150', 'to', '10.0.0.0/8', 'table', '300');
  const among = found(scene, 'MH627');
  assert.deepEqual(among?.remedy, {
    kind: 'advice',
    text: 'write in the topology: priority-base: 11000',
  });
  writeFileSync(scene.file, `${failover}priority-base: 11000\n`);
  livesBeside(scene, () => assert.equal(found(scene, 'MH627'), undefined));
});

/** As the kernel names it: a program is told by its name alone. */
function pretend(context: TestContext, { host, root }: Internet, name: string): void {
  const program = join(root, name);
  copyFileSync(join(folderOf('sleep') ?? '', 'sleep'), program);
  const [file, ...words] = inNamespace(host, program, '600');
  const child = spawn(file, words, { stdio: 'ignore' });
  context.after(() => child.kill('SIGKILL'));
  waitUntil(`${name} runs`, () => {
    const running = execute(host, 'ip', 'netns', 'pids', host).trim().split('\n');
    return running.some(
      (id) => execute(host, 'cat', `/proc/${id}/comm`).trim() === name.slice(0, 15),
    );
  });
}

test(
  'systemd-networkd is named while it removes what is not its own, and not afterwards',
  { skip },
  (context) => {
    const scene = stage(context);
    const notice = () => multihome(scene, 'plan', scene.file).stdout;
    assert.doesNotMatch(notice(), /networkd/);
    pretend(context, scene, 'systemd-networkd');
    const removes = found(scene, 'MH620');
    assert.equal(removes?.severity, 'warning');
    assert.match(notice(), /systemd-networkd removes rules and routes of others/);
    assert.ok(removes?.remedy?.kind === 'file');
    const path = join(scene.root, removes.remedy.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, removes.remedy.text);
    assert.equal(found(scene, 'MH620'), undefined);
    assert.doesNotMatch(notice(), /networkd/);
    // A later drop-in has the last word.
    writeFileSync(join(dirname(path), '60-site.conf'), '[Network]\nManageForeignRoutes = yes\n');
    assert.match(found(scene, 'MH620')?.message ?? '', /removes routes of others/);
  },
);

test('who runs in another network namespace writes to other routes', { skip }, (context) => {
  const scene = stage(context);
  const other = { ...scene, host: scene.beyond };
  pretend(context, other, 'systemd-networkd');
  assert.equal(found(scene, 'MH620'), undefined);
});

test('NetworkManager is named with what makes it leave the uplinks alone', { skip }, (context) => {
  const scene = stage(context);
  pretend(context, scene, 'NetworkManager');
  const { report } = doctorIn(scene.host, scene.root, scene.file);
  const manager = report.findings.find(({ code }) => code === 'MH622');
  assert.ok(manager?.remedy?.kind === 'advice');
  assert.match(
    manager.remedy.text,
    /^only where something else gives .*unmanaged-devices=interface-name:eth0;interface-name:eth1 /,
  );
});

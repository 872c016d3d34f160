/** `sysctls: manage`: what doctor would have set is planned, set, proven, kept true and taken back. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { doctorIn } from '../support/doctor.ts';
import { fakeIp } from '../support/fake-ip.ts';
import type { Internet } from '../support/internet.ts';
import { createInternet, uplinks } from '../support/internet.ts';
import { addAddress, addVeth, requireLinks } from '../support/links.ts';
import { runIn, runProgram } from '../support/multihome.ts';
import {
  createNamespace,
  execute,
  inNamespace,
  ip,
  readSysctl,
  writeSysctl,
} from '../support/namespace.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireLinks('veth') ?? false;

const dropIn = '/etc/sysctl.d/50-multihome.conf';

/** Marked traffic of a LAN by isp-b, under a strict filter, and nothing forwarded. */
const text = `version: 1
sysctls: manage
${uplinks.replace('interface: eth1', 'interface: eth1\n    mark: 0x2')}networks: {lan: {interface: lan0, ipv4: 10.7.0.1/24}}
outbound: {mode: failover, uplinks: [isp-a, isp-b]}
policies: [{name: lan, from: lan, uplinks: [isp-a]}]
`;

const settings = {
  'net/ipv4/conf/eth1/rp_filter': ['1', '2'],
  'net/ipv4/ip_forward': ['0', '1'],
  'net/ipv4/conf/eth0/ignore_routes_with_linkdown': ['0', '1'],
  'net/ipv4/conf/eth1/ignore_routes_with_linkdown': ['0', '1'],
} as const;

type Scene = Internet & { readonly file: string; readonly lan: string };

function stage(context: TestContext): Scene {
  const internet = createInternet(context);
  const lan = createNamespace(context);
  addVeth({ namespace: internet.host, name: 'lan0' }, { namespace: lan, name: 'eth0' });
  addAddress({ namespace: internet.host, name: 'lan0' }, '10.7.0.1/24');
  addAddress({ namespace: lan, name: 'eth0' }, '10.7.0.2/24');
  ip(lan, 'route', 'add', 'default', 'via', '10.7.0.1');
  for (const scope of ['all', 'eth0', 'eth1']) {
    writeSysctl(internet.host, `net/ipv4/conf/${scope}/rp_filter`, '1');
  }
  ip(internet.beyond, 'route', 'add', '10.7.0.0/24', 'via', '10.2.0.1');
  ip(internet.providers.b, 'route', 'add', '10.7.0.0/24', 'via', '198.51.100.10');
  ip(internet.providers.a, 'route', 'add', '10.7.0.0/24', 'via', '203.0.113.10');
  const file = join(internet.root, 'topology.yaml');
  writeFileSync(file, text);
  return { ...internet, lan, file };
}

function multihome({ host, root }: Scene, ...words: readonly string[]) {
  return runIn(host, root, words);
}

function succeed(scene: Scene, ...words: readonly string[]): string {
  const { exitCode, stdout, stderr } = multihome(scene, ...words);
  assert.equal(exitCode, 0, `${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

function assertAre({ host }: Scene, which: 0 | 1): void {
  for (const [path, values] of Object.entries(settings)) {
    assert.equal(readSysctl(host, path), values[which], path);
  }
}

function dropInText({ root }: Scene): string | undefined {
  try {
    return readFileSync(join(root, dropIn), 'utf8');
  } catch {
    return undefined;
  }
}

function reachesLan({ beyond }: Scene): boolean {
  const ping = ['ping', '-n', '-c', '1', '-W', '1', '-I', '192.0.2.53', '10.7.0.2'];
  return runProgram(inNamespace(beyond, ...ping)).exitCode === 0;
}

test('settings are planned, set and proven, and let packets through', { skip }, (context) => {
  const scene = stage(context);
  const plan = succeed(scene, 'plan', scene.file);
  assert.match(plan, /^ {2}~ {3}net\.ipv4\.conf\.eth1\.rp_filter: 1 -> 2$/m);
  assert.match(plan, /^ {2}\+net\.ipv4\.conf\.eth1\.rp_filter = 2$/m);
  assert.match(plan, /^Plan: .* settings to change, 3 files to write/m);
  assert.doesNotMatch(plan, /sysctl -w net/);
  assert.match(
    succeed(scene, 'plan', '--commands', scene.file),
    /^sysctl -w net\.ipv4\.ip_forward=1$/m,
  );
  assertFollows('plan', JSON.parse(succeed(scene, 'plan', '--json', scene.file)));
  assertAre(scene, 0);
  assert.equal(reachesLan(scene), false);
  succeed(scene, 'apply', '--yes', scene.file);
  assertAre(scene, 1);
  assert.equal(reachesLan(scene), true);
  assert.match(succeed(scene, 'plan', '--detailed-exitcode', scene.file), /No changes/);
  const { exitCode, report } = doctorIn(scene.host, scene.root, scene.file);
  assert.equal(exitCode, 0, JSON.stringify(report));
});

test('rollback and destroy bring back what was before', { skip }, (context) => {
  const scene = stage(context);
  succeed(scene, 'apply', '--yes', scene.file);
  succeed(scene, 'rollback');
  assertAre(scene, 0);
  assert.equal(dropInText(scene), undefined);

  succeed(scene, 'apply', '--yes', scene.file);
  assertAre(scene, 1);
  // The drop-in alone remembers: not the records of transactions.
  execute(scene.host, 'rm', '-rf', join(scene.root, 'run'));
  succeed(scene, 'destroy', '--yes', scene.file);
  assertAre(scene, 0);
  assert.equal(dropInText(scene), undefined);
});

test('what fails is taken back, settings too', { skip }, (context) => {
  const scene = stage(context);
  const env = fakeIp(context, 'case "$all" in *-4*batch*) exit 1 ;; esac');
  const words = ['apply', '--yes', scene.file];
  const { exitCode } = runIn(scene.host, scene.root, words, { env });
  assert.ok(exitCode === 6 || exitCode === 7, `${exitCode}`);
  assertAre(scene, 0);
  assert.equal(dropInText(scene), undefined);
});

test('what nobody confirms goes back by its script, settings too', { skip }, (context) => {
  const scene = stage(context);
  succeed(scene, 'apply', '--yes', '--confirm', '5s', scene.file);
  waitUntil('it is taken back', () => dropInText(scene) === undefined);
  waitUntil('settings are back', () => readSysctl(scene.host, 'net/ipv4/ip_forward') === '0');
  waitUntil('all of them', () => {
    assert.equal(readSysctl(scene.host, 'net/ipv4/conf/all/rp_filter'), '1');
    return Object.entries(settings).every(
      ([path, [before]]) => readSysctl(scene.host, path) === before,
    );
  });
});

test(
  'what somebody changes is put right; what he changed last stays on destroy',
  { skip },
  (context) => {
    const scene = stage(context);
    succeed(scene, 'apply', '--yes', scene.file);
    writeSysctl(scene.host, 'net/ipv4/conf/eth1/rp_filter', '1');
    assert.match(succeed(scene, 'plan', scene.file), /eth1\.rp_filter: 1 -> 2/);
    succeed(scene, 'apply', '--yes', scene.file);
    assertAre(scene, 1);
    writeSysctl(scene.host, 'net/ipv4/conf/eth1/rp_filter', '0');
    succeed(scene, 'destroy', '--yes', scene.file);
    assert.equal(readSysctl(scene.host, 'net/ipv4/conf/eth1/rp_filter'), '0');
    assert.equal(readSysctl(scene.host, 'net/ipv4/ip_forward'), '0');
  },
);

test(
  'what the topology needs no more goes back, and all where it leaves settings',
  { skip },
  (context) => {
    const scene = stage(context);
    succeed(scene, 'apply', '--yes', scene.file);
    writeFileSync(scene.file, text.replace('\n    mark: 0x2', ''));
    succeed(scene, 'apply', '--yes', scene.file);
    assert.equal(readSysctl(scene.host, 'net/ipv4/conf/eth1/rp_filter'), '1');
    assert.equal(readSysctl(scene.host, 'net/ipv4/ip_forward'), '1');
    writeFileSync(scene.file, text.replace('sysctls: manage\n', ''));
    succeed(scene, 'apply', '--yes', scene.file);
    assertAre(scene, 0);
    assert.equal(dropInText(scene), undefined);
  },
);

test('an uplink that is away for a while changes no setting', { skip }, (context) => {
  const scene = stage(context);
  succeed(scene, 'apply', '--yes', scene.file);
  const before = dropInText(scene);
  ip(scene.host, 'link', 'set', 'eth1', 'down');
  succeed(scene, 'apply', '--yes', '--allow', 'uplink-unready', scene.file);
  assert.equal(dropInText(scene), before);
  assertAre(scene, 1);
});

test(
  'a filter that would drop once an uplink fails is loosened beforehand',
  { skip },
  (context) => {
    const scene = stage(context);
    const voice = '{name: voice, from: lan, fwmark: 0x10, uplinks: [isp-a, isp-b]}';
    const rest = `outbound: {mode: failover, uplinks: [isp-a]}\npolicies: [${voice}]\n`;
    writeFileSync(scene.file, text.replace(/^outbound[^]*/m, rest).replace('\n    mark: 0x2', ''));
    const { report } = doctorIn(scene.host, scene.root, scene.file);
    const found = report.findings.find(({ code }) => code === 'MH601');
    assert.match(found?.message ?? '', /^eth1 drops answers/);
    assert.match(succeed(scene, 'plan', scene.file), /eth1\.rp_filter: 1 -> 2/);
  },
);

test('nor does a network whose interface is gone for a while', { skip }, (context) => {
  const scene = stage(context);
  succeed(scene, 'apply', '--yes', scene.file);
  ip(scene.host, 'link', 'del', 'lan0');
  succeed(scene, 'apply', '--yes', '--allow', 'interface-missing', scene.file);
  assert.equal(readSysctl(scene.host, 'net/ipv4/ip_forward'), '1');
  assert.match(readFileSync(join(scene.root, dropIn), 'utf8'), /^net\.ipv4\.ip_forward = 1$/m);
});

test("somebody else's file in our place is a conflict, and stays", { skip }, (context) => {
  const scene = stage(context);
  const path = join(scene.root, dropIn);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'net.ipv4.ip_forward = 0\n');
  const { exitCode, stderr, stdout } = multihome(scene, 'apply', '--yes', scene.file);
  assert.equal(exitCode, 5);
  assert.match(`${stdout}${stderr}`, /50-multihome\.conf/);
  assertAre(scene, 0);
  assert.equal(dropInText(scene), 'net.ipv4.ip_forward = 0\n');
});

test('unless it is asked to, it changes no setting', { skip }, (context) => {
  const scene = stage(context);
  writeFileSync(scene.file, text.replace('sysctls: manage\n', ''));
  assert.match(succeed(scene, 'plan', scene.file), /sysctl -w net\.ipv4\.ip_forward=1/);
  succeed(scene, 'apply', '--yes', scene.file);
  assertAre(scene, 0);
});

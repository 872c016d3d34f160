/** What doctor says of settings is so: packets are lost before its remedy, and come through after it. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { hostCodes } from '../../src/model/codes/host.ts';
import { assertFollows } from '../support/documents.ts';
import type { Internet } from '../support/internet.ts';
import { createInternet, uplinks } from '../support/internet.ts';
import { addAddress, addLink, addVeth, requireLinks } from '../support/links.ts';
import { runIn } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { createNamespace, execute, hasIpv6, ip, writeSysctl } from '../support/namespace.ts';
import { waitUntil } from '../support/wait.ts';
import type { DoctorReport } from '../support/doctor.ts';
import { carryOutRemedy, doctorIn } from '../support/doctor.ts';

const skip = requireLinks('veth', 'ifb', 'bridge') ?? false;

const failover = `version: 1\n${uplinks}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n`;

function topology({ root }: { readonly root: string }, text: string): string {
  const file = join(root, 'topology.yaml');
  writeFileSync(file, text);
  return file;
}

function apply({ host, root }: Internet, file: string): void {
  const { exitCode, stderr } = runIn(host, root, ['apply', '--yes', file]);
  assert.equal(exitCode, 0, stderr);
}

function answers(namespace: string, ...words: readonly string[]): boolean {
  try {
    execute(namespace, 'ping', '-n', '-c', '1', '-W', '1', ...words);
    return true;
  } catch {
    return false;
  }
}

function codes({ findings }: DoctorReport): readonly string[] {
  return findings.map(({ code }) => code);
}

function strict(namespace: string): void {
  for (const scope of ['all', 'default', 'eth0', 'eth1']) {
    writeSysctl(namespace, `net/ipv4/conf/${scope}/rp_filter`, '1');
  }
}

/** A host behind the router, in 10.7.0.0/24. */
function addLan(owner: Owner, { host }: Internet): string {
  const lan = createNamespace(owner);
  addVeth({ namespace: host, name: 'lan0' }, { namespace: lan, name: 'eth0' });
  addAddress({ namespace: host, name: 'lan0' }, '10.7.0.1/24');
  addAddress({ namespace: lan, name: 'eth0' }, '10.7.0.2/24');
  ip(lan, 'route', 'add', 'default', 'via', '10.7.0.1');
  writeSysctl(host, 'net/ipv4/ip_forward', '1');
  return lan;
}

test('a from-rule suffices for the host itself: strict filters stay', { skip }, (context) => {
  const internet = createInternet(context);
  strict(internet.host);
  ip(internet.host, 'route', 'add', 'default', 'via', '203.0.113.1');
  // Without rules, what comes in by the other uplink is dropped.
  assert.equal(answers(internet.beyond, '198.51.100.10'), false);
  ip(internet.host, 'route', 'add', 'default', 'via', '198.51.100.1', 'metric', '10');
  const twice = doctorIn(internet.host, internet.root);
  assert.deepEqual(codes(twice.report).slice(0, 2), ['MH609', 'MH601']);

  ip(internet.host, 'route', 'del', 'default', 'via', '203.0.113.1');
  ip(internet.host, 'route', 'del', 'default', 'via', '198.51.100.1');
  const file = topology(internet, failover);
  const planned = doctorIn(internet.host, internet.root, file);
  assert.ok(!codes(planned.report).includes('MH601'), JSON.stringify(planned.report));
  apply(internet, file);
  assert.equal(answers(internet.beyond, '198.51.100.10'), true);
});

test(
  'answers to what a mark leads away are dropped by a strict filter, and come in with 2',
  { skip },
  (context) => {
    const internet = createInternet(context);
    addLan(context, internet);
    strict(internet.host);
    const file = topology(
      internet,
      `${failover.replace('interface: eth1', 'interface: eth1\n    mark: 0x2')}networks:
  lan: {interface: lan0, ipv4: 10.7.0.1/24}
`,
    );
    apply(internet, file);
    // The far provider sends back to the LAN by where it came from: nobody translates here.
    ip(internet.beyond, 'route', 'add', '10.7.0.0/24', 'via', '10.2.0.1');
    ip(internet.providers.b, 'route', 'add', '10.7.0.0/24', 'via', '198.51.100.10');
    const { report } = doctorIn(internet.host, internet.root, file);
    const found = report.findings.find(({ code }) => code === 'MH601');
    assert.match(found?.message ?? '', /^eth1 drops answers to what rule \d+ leads there/);
    assert.match(found?.reason ?? '', /src_valid_mark=1/);
    assert.equal(answers(internet.beyond, '-I', '192.0.2.53', '10.7.0.2'), false);
    carryOutRemedy(internet.host, found);
    // What is answered goes by the first uplink, and arrives all the same.
    ip(internet.providers.a, 'route', 'add', '10.7.0.0/24', 'via', '203.0.113.10');
    assert.equal(answers(internet.beyond, '-I', '192.0.2.53', '10.7.0.2'), true);
    assert.ok(!codes(doctorIn(internet.host, internet.root, file).report).includes('MH601'));
  },
);

test('src_valid_mark counts as an answer to marks', { skip }, (context) => {
  const internet = createInternet(context);
  addLan(context, internet);
  strict(internet.host);
  const marked = failover.replace('interface: eth1', 'interface: eth1\n    mark: 0x2');
  const file = topology(
    internet,
    `${marked}networks: {lan: {interface: lan0, ipv4: 10.7.0.1/24}}\n`,
  );
  assert.ok(codes(doctorIn(internet.host, internet.root, file).report).includes('MH601'));
  writeSysctl(internet.host, 'net/ipv4/conf/eth1/src_valid_mark', '1');
  assert.ok(!codes(doctorIn(internet.host, internet.root, file).report).includes('MH601'));
});

test(
  'a policy by interface needs nothing, for the filter knows it; one by source does not either',
  { skip },
  (context) => {
    const internet = createInternet(context);
    addLan(context, internet);
    strict(internet.host);
    const file = topology(
      internet,
      `${failover}networks: {lan: {interface: lan0, ipv4: 10.7.0.1/24}}
policies:
  - {name: by-source, from: lan, uplinks: [isp-b]}
  - {name: by-interface, iif: lan0, uplinks: [isp-b]}
`,
    );
    apply(internet, file);
    ip(internet.beyond, 'route', 'add', '10.7.0.0/24', 'via', '10.2.0.1');
    ip(internet.providers.b, 'route', 'add', '10.7.0.0/24', 'via', '198.51.100.10');
    assert.ok(!codes(doctorIn(internet.host, internet.root, file).report).includes('MH601'));
    assert.equal(answers(internet.beyond, '-I', '192.0.2.53', '10.7.0.2'), true);
  },
);

test(
  'forwarding that is off is an error, and its remedy lets packets through',
  { skip },
  (context) => {
    const internet = createInternet(context);
    const lan = addLan(context, internet);
    writeSysctl(internet.host, 'net/ipv4/ip_forward', '0');
    const file = topology(
      internet,
      `${failover}networks: {lan: {interface: lan0, ipv4: 10.7.0.1/24}}\npolicies: [{name: lan, from: lan, uplinks: [isp-a]}]\n`,
    );
    apply(internet, file);
    ip(internet.beyond, 'route', 'add', '10.7.0.0/24', 'via', '10.1.0.1');
    ip(internet.providers.a, 'route', 'add', '10.7.0.0/24', 'via', '203.0.113.10');
    assert.equal(answers(lan, '192.0.2.53'), false);
    const { report, exitCode } = doctorIn(internet.host, internet.root, file);
    assert.equal(exitCode, 4);
    carryOutRemedy(
      internet.host,
      report.findings.find(({ code }) => code === 'MH606'),
    );
    assert.equal(answers(lan, '192.0.2.53'), true);
  },
);

test('a carrier that goes takes its routes along once they are ignored', { skip }, (context) => {
  const internet = createInternet(context);
  const file = topology(internet, failover);
  apply(internet, file);
  const { report, exitCode } = doctorIn(internet.host, internet.root, file);
  assert.equal(exitCode, 4);
  const found = report.findings.filter(({ code }) => code === 'MH603');
  assert.equal(found.length, hasIpv6(internet.host) ? 2 : 1);
  internet.carrier('a', 'down');
  waitUntil('eth0 has no carrier', () =>
    ip(internet.host, 'link', 'show', 'eth0').includes('NO-CARRIER'),
  );
  const way = () => ip(internet.host, 'route', 'get', '192.0.2.53');
  assert.match(way(), /dev eth0/);
  internet.carrier('a', 'up');
  for (const one of found) carryOutRemedy(internet.host, one);
  internet.carrier('a', 'down');
  waitUntil('routes are passed over', () => / dev eth1/.test(way()));
  assert.equal(answers(internet.host, '192.0.2.53'), true);
  const rest = doctorIn(internet.host, internet.root, file);
  assert.ok(!codes(rest.report).includes('MH603'));
});

/** Two NICs of the host and a neighbour on one bridge. */
function sharedSubnet(owner: Owner) {
  const { namespace: host, root } = { namespace: createNamespace(owner), root: '' };
  const neighbour = createNamespace(owner);
  addLink({ namespace: neighbour, name: 'lan' }, 'bridge');
  for (const [name, address] of [
    ['eth0', '10.9.0.10/24'],
    ['eth1', '10.9.0.11/24'],
  ] as const) {
    addVeth({ namespace: host, name }, { namespace: neighbour, name: `to-${name}` });
    ip(neighbour, 'link', 'set', `to-${name}`, 'master', 'lan');
    addAddress({ namespace: host, name }, address);
  }
  addAddress({ namespace: neighbour, name: 'lan' }, '10.9.0.1/24');
  return { host, root, neighbour };
}

test(
  'two interfaces in one network answer ARP each for itself, once doctor was listened to',
  { skip },
  (context) => {
    const { host, neighbour } = sharedSubnet(context);
    const internet = createInternet(context);
    const file = topology(
      internet,
      `version: 1
uplinks:
  one: {interface: eth0, ipv4: {address: 10.9.0.10/24, gateway: 10.9.0.1}}
  two: {interface: eth1, ipv4: {address: 10.9.0.11/24, gateway: 10.9.0.1}}
outbound: {mode: failover, uplinks: [one, two]}
`,
    );
    assert.equal(runIn(host, internet.root, ['apply', '--yes', file]).exitCode, 0);
    const before = doctorIn(host, internet.root, file);
    const found = before.report.findings.find(({ code }) => code === 'MH602');
    assert.match(found?.message ?? '', /^eth0, eth1 are in one network, 10\.9\.0\.0\/24/);
    const mac = (device: string) =>
      /link\/ether (\S+)/.exec(ip(host, 'link', 'show', device))?.[1] ?? '';
    // The wrong interface is the only one to hear the question: the other's port is closed.
    ip(neighbour, 'link', 'set', 'to-eth1', 'down');
    const learned = () => {
      ip(neighbour, 'neigh', 'flush', 'all');
      answers(neighbour, '10.9.0.11');
      return ip(neighbour, 'neigh', 'show', '10.9.0.11');
    };
    assert.match(learned(), new RegExp(mac('eth0')));
    carryOutRemedy(host, found);
    assert.doesNotMatch(learned(), new RegExp(mac('eth0')));
    ip(neighbour, 'link', 'set', 'to-eth1', 'up');
    waitUntil('the right one answers', () => learned().includes(mac('eth1')));
    assert.equal(answers(neighbour, '10.9.0.11'), true);
    assert.ok(!codes(doctorIn(host, internet.root, file).report).includes('MH602'));
  },
);

test(
  'what balances is told of hash and neighbours, and that is no failure',
  { skip },
  (context) => {
    const internet = createInternet(context);
    const file = topology(
      internet,
      `version: 1\n${uplinks}outbound: {mode: balance, uplinks: [isp-a, isp-b]}\n`,
    );
    for (const family of ['ipv4', 'ipv6']) {
      for (const device of ['eth0', 'eth1']) {
        writeSysctl(internet.host, `net/${family}/conf/${device}/ignore_routes_with_linkdown`, '1');
      }
    }
    const { report, exitCode } = doctorIn(internet.host, internet.root, file);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      new Set(codes(report)),
      new Set(['MH604', 'MH605', ...(hasIpv6(internet.host) ? ['MH608'] : [])]),
    );
    for (const found of report.findings) carryOutRemedy(internet.host, found);
    assert.deepEqual(codes(doctorIn(internet.host, internet.root, file).report), []);
  },
);

test(
  'every code of the page can come from doctor, and its report follows its schema',
  { skip },
  (context) => {
    const internet = createInternet(context);
    const { report } = doctorIn(internet.host, internet.root, topology(internet, failover));
    assertFollows('doctor', report);
    for (const { code } of report.findings) assert.ok(code in hostCodes);
  },
);

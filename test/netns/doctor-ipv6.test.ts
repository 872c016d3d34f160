/** Router advertisements and IPv6 addresses, as doctor sees them. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { advertise, isAdvertised, requireAdvertisements } from '../support/advertisements.ts';
import { carryOutRemedy, doctorIn } from '../support/doctor.ts';
import { addAddress, addVeth, requireLinks } from '../support/links.ts';
import { createTestHost } from '../support/multihome.ts';
import { createNamespace, hasIpv6, ip, readSysctl, writeSysctl } from '../support/namespace.ts';
import { folderOf } from '../support/programs.ts';

const skip = requireLinks('veth') ?? (folderOf('ip') === undefined ? 'needs ip' : false);

const text = `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: auto, gateway: auto}}
networks: {lan: {interface: lan0, ipv6: '2001:db8:7::1/64'}}
outbound: {mode: failover, uplinks: [a]}
policies: [{name: lan, from: lan, uplinks: [a]}]
`;

function stage(context: TestContext) {
  const host = createTestHost(context);
  const provider = createNamespace(context);
  if (!hasIpv6(host.namespace)) return undefined;
  for (const name of ['eth0', 'lan0']) {
    addVeth({ namespace: host.namespace, name }, { namespace: provider, name: `to-${name}` });
  }
  addAddress({ namespace: host.namespace, name: 'lan0' }, '2001:db8:7::1/64');
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, text);
  const eth0 = { namespace: host.namespace, name: 'eth0' };
  const router = { namespace: provider, name: 'to-eth0' };
  return { ...host, file, eth0, router };
}

test(
  'a host that is to forward listens to advertisements first, and goes on listening',
  { skip: skip || (requireAdvertisements() ?? false) },
  (context) => {
    const host = stage(context);
    if (host === undefined) return context.skip('needs IPv6');
    const { namespace, root, file, eth0, router } = host;
    advertise(router, eth0);
    const { report, exitCode } = doctorIn(namespace, root, file);
    assert.equal(exitCode, 4);
    const order = report.findings.map(({ code }) => code);
    assert.deepEqual(order.slice(0, 2), ['MH607', 'MH606']);
    for (const found of report.findings.slice(0, 2)) carryOutRemedy(namespace, found);
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/eth0/accept_ra'), '2');
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/all/forwarding'), '1');
    assert.ok(isAdvertised(eth0));
    assert.deepEqual(doctorIn(namespace, root, file).report.findings, []);
  },
);

test('what networkd listens to itself is its own affair', { skip }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, root, file } = host;
  writeSysctl(namespace, 'net/ipv6/conf/eth0/accept_ra', '0');
  const { report } = doctorIn(namespace, root, file);
  assert.ok(!report.findings.some(({ code }) => code === 'MH607'));
});

test('an IPv6 address stays while its interface is down, once it is kept', { skip }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, root, file } = host;
  const fixed = text.replace('address: auto, gateway: auto', "address: '2001:db8:a::10/64'");
  writeFileSync(file, fixed.replaceAll(/^(networks|policies).*\n/gm, ''));
  const flap = () => {
    ip(namespace, 'address', 'replace', '2001:db8:a::10/64', 'dev', 'eth0', 'nodad');
    ip(namespace, 'link', 'set', 'eth0', 'down');
    ip(namespace, 'link', 'set', 'eth0', 'up');
    return ip(namespace, '-6', 'address', 'show', 'dev', 'eth0');
  };
  assert.doesNotMatch(flap(), /2001:db8:a::10/);
  const { report } = doctorIn(namespace, root, file);
  assert.deepEqual(
    report.findings.map(({ code }) => code),
    ['MH610', 'MH608'],
  );
  carryOutRemedy(namespace, report.findings[1]);
  assert.match(flap(), /2001:db8:a::10/);
});

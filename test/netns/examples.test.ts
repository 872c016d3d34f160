/** Every example, applied to a namespace that looks like its host: the kernel's own listing decides. */

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import { setDown } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

function stage(context: TestContext, example: string): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, example);
  return host;
}

function applied(context: TestContext, example: string): TestHost {
  const host = stage(context, example);
  host.succeed('apply', '--yes', exampleFile(example));
  return host;
}

/** Lines of a listing, with runs of spaces folded as a reader would. */
function listing(host: TestHost, ...words: readonly string[]): readonly string[] {
  const lines = ip(host.namespace, ...words).split('\n');
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter((line) => line !== '');
}

for (const example of Object.keys(stages)) {
  test(
    `${example}: plan, apply, nothing left to do, destroy, and the host is as before`,
    { skip: skipStage(example) },
    (context) => {
      const host = stage(context, example);
      const before = dump(host.namespace);
      host.succeed('apply', '--yes', exampleFile(example));
      assert.match(host.succeed('plan', exampleFile(example)), /^No changes\./m);
      const second = host.succeed('apply', '--yes', '--json', exampleFile(example));
      assert.match(second, /"changed":false/);
      host.succeed('destroy', '--yes');
      assert.equal(dump(host.namespace), before);
    },
  );
}

test(
  'backup-default-table: the VPN server has a route by ppp0 in table default, behind main',
  { skip: skipStage('backup-default-table') },
  (context) => {
    const host = applied(context, 'backup-default-table');
    assert.deepEqual(listing(host, 'route', 'show', 'table', 'default'), [
      '198.51.100.20 dev ppp0 proto 157 scope link src 10.64.0.9 linkdown',
    ]);
    assert.match(
      ip(host.namespace, 'route', 'get', '198.51.100.20'),
      /via 203\.0\.113\.1 dev eth1/,
    );
  },
);

test(
  'backup-default-table: with broadband down the lookup ends at ppp0',
  { skip: skipStage('backup-default-table') },
  (context) => {
    const host = applied(context, 'backup-default-table');
    setDown({ namespace: host.namespace, name: 'eth1' });
    assert.match(
      ip(host.namespace, 'route', 'get', '198.51.100.20'),
      /^198\.51\.100\.20 dev ppp0 table default/,
    );
  },
);

test(
  'three-nics-one-subnet: tables rt1, rt2, rt3 hold network and default of their own interface',
  { skip: skipStage('three-nics-one-subnet') },
  (context) => {
    const host = applied(context, 'three-nics-one-subnet');
    const interfaces = [
      { table: '1', device: 'eth0', source: '192.168.178.99' },
      { table: '2', device: 'wlan0', source: '192.168.178.97' },
      { table: '3', device: 'wlan1', source: '192.168.178.98' },
    ];
    for (const { table, device, source } of interfaces) {
      const lines = listing(host, 'route', 'show', 'table', table);
      assert.ok(
        lines.includes(`192.168.178.0/24 dev ${device} proto 157 scope link src ${source}`),
        lines.join('\n'),
      );
      assert.ok(
        lines.includes(`default via 192.168.178.1 dev ${device} proto 157 src ${source}`),
        lines.join('\n'),
      );
      const rules = listing(host, 'rule', 'show', 'table', table);
      assert.ok(
        rules.some((line) => line.includes(`from ${source} lookup ${table}`)),
        rules.join('\n'),
      );
    }
  },
);

test(
  'three-nics-one-subnet: main falls from the wire to wlan1 to wlan0 by metric',
  { skip: skipStage('three-nics-one-subnet') },
  (context) => {
    const host = applied(context, 'three-nics-one-subnet');
    const defaults = listing(host, 'route', 'show', 'table', 'main', 'default');
    const devices = defaults.map((line) =>
      /dev (\S+).* metric (\d+)/.exec(line)?.slice(1).join(' '),
    );
    assert.deepEqual(devices, ['eth0 100', 'wlan1 101', 'wlan0 102']);
  },
);

test(
  'three-nics-one-subnet: in the shared network each address stays on its own interface',
  { skip: skipStage('three-nics-one-subnet') },
  (context) => {
    const host = applied(context, 'three-nics-one-subnet');
    for (const [source, device] of [
      ['192.168.178.99', 'eth0'],
      ['192.168.178.98', 'wlan1'],
      ['192.168.178.97', 'wlan0'],
    ] as const) {
      for (const target of ['192.168.178.50', '192.0.2.80']) {
        const answer = ip(host.namespace, 'route', 'get', target, 'from', source);
        assert.match(answer, new RegExp(`dev ${device} `), `${source} -> ${target}: ${answer}`);
      }
    }
  },
);

test(
  'dual-wan-failover: named tables are filled from the live addresses, DHCP defaults stay',
  { skip: skipStage('dual-wan-failover') },
  (context) => {
    const host = applied(context, 'dual-wan-failover');
    const main = listing(host, 'route', 'show', 'table', '10');
    assert.ok(
      main.includes('default via 192.168.1.1 dev enp0s11 proto 157 src 192.168.1.115'),
      main.join('\n'),
    );
    const backup = listing(host, 'route', 'show', 'table', '20');
    assert.ok(
      backup.includes('default via 192.168.42.129 dev enx027c3d463e4d proto 157 src 192.168.42.91'),
      backup.join('\n'),
    );
    assert.deepEqual(listing(host, 'route', 'show', 'default', 'proto', 'dhcp'), [
      'default via 192.168.1.1 dev enp0s11 src 192.168.1.115 metric 100',
      'default via 192.168.42.129 dev enx027c3d463e4d src 192.168.42.91 metric 100',
    ]);
    const names = host.succeed('plan', '--json', exampleFile('dual-wan-failover'));
    assert.match(names, /"empty": true/);
  },
);

test(
  'symmetric-routing: priorities 100 and 110, and replies leave where requests came in',
  { skip: skipStage('symmetric-routing') },
  (context) => {
    const host = applied(context, 'symmetric-routing');
    const rules = listing(host, 'rule', 'show');
    assert.ok(rules.includes('100: from 203.0.113.10 lookup 1 proto 157'), rules.join('\n'));
    assert.ok(rules.includes('110: from 198.51.100.10 lookup 2 proto 157'), rules.join('\n'));
    const get = (...words: readonly string[]) =>
      ip(host.namespace, 'route', 'get', '192.0.2.80', ...words);
    assert.match(get('from', '203.0.113.10'), /dev eth0/);
    assert.match(get('from', '198.51.100.10'), /dev eth1/);
    assert.match(get(), /dev eth0/);
  },
);

test(
  'load-balancing: two weighted next hops in main, options on every default, prohibit at the end',
  { skip: skipStage('load-balancing') },
  (context) => {
    const host = applied(context, 'load-balancing');
    const options = 'initcwnd 70 initrwnd 70 quickack 1';
    assert.deepEqual(listing(host, 'route', 'show', 'table', 'main', 'default'), [
      `default proto 157 metric 10 ${options}`,
      'nexthop via 23.206.132.1 dev eth1 weight 2',
      'nexthop via 95.173.136.1 dev eth2 weight 1',
    ]);
    for (const [table, gateway, device, source] of [
      ['501', '23.206.132.1', 'eth1', '23.206.132.14'],
      ['502', '95.173.136.1', 'eth2', '95.173.136.70'],
    ] as const) {
      const lines = listing(host, 'route', 'show', 'table', table, 'default');
      assert.deepEqual(lines, [
        `default via ${gateway} dev ${device} proto 157 src ${source} ${options}`,
        'prohibit default proto 157 metric 4294967295',
      ]);
    }
    const rules = listing(host, 'rule', 'show').join('\n');
    assert.match(rules, /^250: from 23\.206\.132\.14 lookup 501/m);
    assert.match(rules, /^251: from 95\.173\.136\.70 lookup 502/m);
    assert.match(rules, /fwmark 0x97 lookup 501/);
    assert.match(rules, /fwmark 0x98 lookup 502/);
  },
);

test(
  'load-balancing: a table that has lost its default refuses instead of leaking into main',
  { skip: skipStage('load-balancing') },
  (context) => {
    const host = applied(context, 'load-balancing');
    ip(host.namespace, 'route', 'del', 'default', 'via', '23.206.132.1', 'table', '501');
    assert.throws(
      () => ip(host.namespace, 'route', 'get', '192.0.2.80', 'from', '23.206.132.14'),
      /Permission denied/,
    );
  },
);

test(
  'dual-stack-two-isps: each address of both families leaves by its own provider',
  { skip: skipStage('dual-stack-two-isps') },
  (context) => {
    const host = applied(context, 'dual-stack-two-isps');
    const expected = [
      ['192.0.2.80', '203.0.113.10', 'eth1'],
      ['192.0.2.80', '198.51.100.10', 'eth2'],
      ['2001:db8:ffff::1', '2001:db8:a::10', 'eth1'],
      ['2001:db8:ffff::1', '2001:db8:b::10', 'eth2'],
      ['192.168.1.50', '203.0.113.10', 'eth0'],
      ['2001:db8:c::50', '2001:db8:b::10', 'eth0'],
    ] as const;
    for (const [to, from, device] of expected) {
      assert.match(
        ip(host.namespace, 'route', 'get', to, 'from', from),
        new RegExp(`dev ${device} `),
      );
    }
    assert.match(ip(host.namespace, 'route', 'get', '2001:db8:ffff::1'), /via fe80::1 dev eth1/);
  },
);

test(
  'policy-by-port-and-network: ports, networks, users and prefix lists choose their uplinks',
  { skip: skipStage('policy-by-port-and-network') },
  (context) => {
    const host = applied(context, 'policy-by-port-and-network');
    const get = (...words: readonly string[]) => ip(host.namespace, 'route', 'get', ...words);
    assert.match(get('233.252.1.9'), /dev eth2/);
    assert.match(get('233.252.1.9', 'ipproto', 'tcp', 'dport', '25'), /dev eth1/);
    assert.match(get('192.0.2.7'), /dev eth1/);
    assert.match(get('192.0.2.130'), /dev eth2/);
    const uid = listing(host, 'rule', 'show').filter((line) => line.includes('uidrange 34-34'));
    assert.equal(uid.length, 1);
  },
);

test(
  'raw-everything: every selector, action, type and attribute arrives in the kernel',
  { skip: skipStage('raw-everything') },
  (context) => {
    const host = applied(context, 'raw-everything');
    const rules = [
      ...listing(host, '-4', '-d', 'rule', 'show'),
      ...listing(host, '-6', '-d', 'rule', 'show'),
    ].join('\n');
    for (const text of [
      '1000: from 10.0.0.0/24 to 10.9.0.0/16 fwmark 0x10/0xff iif eth0 oif eth1 lookup 100',
      '1002: from all ipproto tcp sport 1000-2000 dport 443 lookup 101',
      '1003: from all uidrange 1000-1999 lookup 101',
      '1004: from all tos 0x10 lookup 100',
      '1006: not from 192.0.2.0/24 lookup 100',
      'lookup main suppress_prefixlength 8',
      'suppress_ifgroup 5',
      'realms 3/4',
      'goto 1012',
      '1011: from 10.66.0.0/16 blackhole',
      'nop',
      'unreachable',
      'prohibit',
      'l3mdev-table',
      'tun_id 77',
      'fwmark 0x10/0xf0',
      'ipproto sctp dport 3868',
    ]) {
      assert.ok(rules.includes(text), `${text} is missing in\n${rules}`);
    }
    const routes = [
      ...listing(host, '-4', '-d', 'route', 'show', 'table', '100'),
      ...listing(host, '-6', '-d', 'route', 'show', 'table', '100'),
    ].join('\n');
    for (const text of [
      'via inet6 fe80::1 dev eth1',
      'onlink',
      'weight 5',
      'tos 0x10',
      'metric 20',
      'blackhole 192.0.7.0/24',
      'unreachable 192.0.8.0/24',
      'prohibit 192.0.9.0/24',
      'throw 192.0.10.0/24',
      'local 192.0.11.0/24',
      'broadcast 192.0.12.255',
      'multicast 233.252.0.0/24',
      'anycast 192.0.13.0/24',
      'realms 3/4',
      'mtu 1400 advmss 1360 window 1000 rtt 100ms rttvar 50ms',
      'congctl reno',
      'fastopen_no_cookie 1',
      'pref high',
      'expires',
    ]) {
      const found =
        text.split(' ').every((word) => routes.includes(word)) &&
        (text.includes('mtu') || routes.includes(text));
      assert.ok(found, `${text} is missing in\n${routes}`);
    }
  },
);

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { problemsOf, twoUplinks } from './mistake.ts';

/** What somebody writes who thinks in another program's words, and what he is told. */
const words: readonly (readonly [entry: string, hint: string])[] = [
  ['policies: [{port: 25, uplinks: [a]}]', 'write `dport`, or `sport` for the source port'],
  ['policies: [{ports: 25, uplinks: [a]}]', 'write `dport`, or `sport` for the source port'],
  ['policies: [{dst_port: 25, uplinks: [a]}]', 'write `dport`'],
  ['policies: [{source-port: 25, uplinks: [a]}]', 'write `sport`'],
  ['policies: [{user: www-data, uplinks: [a]}]', 'write `uidrange` with numbers'],
  ['policies: [{uid: 33, uplinks: [a]}]', 'write `uidrange` with numbers'],
  ['policies: [{proto: tcp, uplinks: [a]}]', 'write `ipproto`'],
  ['policies: [{protocol: tcp, uplinks: [a]}]', 'write `ipproto`'],
  ['policies: [{src: 192.0.2.0/24, uplinks: [a]}]', 'write `from`'],
  ['policies: [{destination: 192.0.2.0/24, uplinks: [a]}]', 'write `to`'],
  ['policies: [{MARK: 5, uplinks: [a]}]', 'write `fwmark`'],
  [
    'policies: [{dev: eth0, uplinks: [a]}]',
    'write `iif` for packets that came in there, or `oif` for sockets bound to it',
  ],
  ['policies: [{to: 192.0.2.0/24, via: a}]', 'write `uplinks` with a list'],
  ['policies: [{to: 192.0.2.0/24, uplink: a}]', 'write `uplinks` with a list'],
  ['rules: [{uid: 33, lookup: a}]', 'write `uidrange` with numbers'],
  ['rules: [{port: 25, lookup: a}]', 'write `dport`, or `sport` for the source port'],
  [
    'rules: [{proto: tcp, lookup: a}]',
    'write `ipproto`; what made the rule is the `protocol` at the top of the file',
  ],
  [
    'rules: [{protocol: tcp, lookup: a}]',
    'write `ipproto`; what made the rule is the `protocol` at the top of the file',
  ],
  ['rules: [{prio: 9, lookup: a}]', 'write `priority`'],
  ['rules: [{table: a, from: 192.0.2.0/24, goto: 9}]', 'write `lookup`'],
  ['rules: [{blackhole: true, goto: 9}]', 'write `action: blackhole`'],
  ['routes: [{to: 192.0.2.0/24, gw: 203.0.113.1, dev: eth0}]', 'write `via`'],
  ['routes: [{to: 192.0.2.0/24, via: 203.0.113.1, device: eth0}]', 'write `dev`'],
  ['routes: [{destination: 192.0.2.0/24, dev: eth0}]', 'write `to`'],
  ['routes: [{to: 192.0.2.0/24, dev: eth0, lookup: a}]', 'write `table`'],
  ['routes: [{to: 192.0.2.0/24, dev: eth0, ttl: 9}]', 'write `hoplimit`'],
  ['routes: [{to: 192.0.2.0/24, dev: eth0, mss: 1400}]', 'write `advmss`'],
  ['routes: [{to: 192.0.2.0/24, unreachable: true, dev: eth0}]', 'write `type: unreachable`'],
  ['routes: [{to: 192.0.2.0/24, nexthops: [{gw: 203.0.113.1}]}]', 'write `via`'],
  ['routes: [{to: 192.0.2.0/24, nexthops: [{dev: eth0, share: 2}]}]', 'write `weight`'],
  ['networks: {lan: {dev: br0, ipv4: auto}}', 'write `interface`'],
  ['networks: {lan: {interface: br0, subnet: auto}}', 'write `ipv4` or `ipv6` with the address'],
  ['networks: {lan: {interface: br0, ipv4: {addr: auto}}}', 'write `address`'],
  ['outbound: {mode: balance, via: [a, b]}', 'write `uplinks` with a list'],
  ['outbound: {strategy: balance, uplinks: [a]}', 'write `mode`'],
  ['outbound: {mode: balance, uplinks: [a], weights: 2}', 'write `weight` in each uplink'],
  ['health: {host: 192.0.2.53}', 'write `targets` with a list'],
  ['health: {type: ping}', 'write `probe`'],
  ['health: {every: 5s}', 'write `interval`'],
  ['health: {failures: 5}', 'write `down-after` with a time'],
  ['health: {description: x}', 'write a comment: # …'],
  ['wans: {}', 'write `uplinks`'],
  ['interfaces: {}', 'write `uplinks` or `networks`'],
];

for (const [entry, hint] of words) {
  test(`a word of other programs is translated, in one message: ${entry}`, () => {
    assert.deepEqual(
      problemsOf(`${twoUplinks}${entry}\n`).map((problem) => problem.hint),
      [hint],
    );
  });
}

const uplinkWords: readonly (readonly [uplink: string, hint: string])[] = [
  ['{dev: eth0, ipv4: {address: auto}}', 'write `interface`'],
  ['{device: eth0, ipv4: {address: auto}}', 'write `interface`'],
  ['{interface: eth0, gw: 203.0.113.1}', 'write `gateway` under `ipv4` or `ipv6`'],
  ['{interface: eth0, addr: auto}', 'write `address` under `ipv4` or `ipv6`'],
  ['{interface: eth0, inet: {address: auto}}', 'write `ipv4`'],
  ['{interface: eth0, ipv4: {addr: auto}}', 'write `address`'],
  ['{interface: eth0, ipv4: {address: auto, gw: auto}}', 'write `gateway`'],
  ['{interface: eth0, ipv4: {address: auto, via: 203.0.113.1}}', 'write `gateway`'],
  [
    '{interface: eth0, ipv4: {address: 203.0.113.10/24, netmask: 255.255.255.0}}',
    'write the length behind the address, such as 203.0.113.10/24',
  ],
  ['{interface: eth0, ipv4: {address: auto, dhcp: true}}', 'write `address: auto`'],
];

for (const [uplink, hint] of uplinkWords) {
  test(`a word of other programs is translated, in one message: ${uplink}`, () => {
    const text = `version: 1\nuplinks:\n  a: ${uplink}\n`;
    assert.deepEqual(
      problemsOf(text).map((problem) => problem.hint),
      [hint],
    );
  });
}

/**
 * Writes what this machine's `ip` prints for every kind of rule, route and address it accepts:
 * test/fixtures/ip-json/VERSION/. Needs root. What the kernel refuses is named, not hidden.
 *
 *   npx tsc -p . ; node dist/scripts/capture-fixtures.js
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dumpArguments } from '../src/live/decode-live.ts';
import {
  createNamespace,
  execute,
  ip,
  reasonWithout,
  requireRoot,
  writeSysctl,
} from '../test/support/namespace.ts';
import { inRepository } from '../test/support/repository.ts';

const rules4 = [
  'pref 1000 from 10.0.0.0/24 to 10.9.0.0/16 fwmark 0x10/0xff iif e0 oif e1 table 100',
  'pref 1001 from 10.0.0.5 ipproto tcp sport 1000-2000 dport 443 table 100 protocol 99',
  'pref 1002 ipproto 200 uidrange 1000-1999 table 100',
  'pref 1003 tos 0x10 table 100 suppress_prefixlength 0',
  'pref 1004 table 100 suppress_ifgroup 5',
  'pref 1005 goto 1009',
  'pref 1006 goto 31000',
  'pref 1009 nop',
  'pref 1010 blackhole',
  'pref 1011 unreachable',
  'pref 1012 prohibit',
  'pref 1013 type throw',
  'pref 1014 not from 10.0.0.0/8 table 100',
  'pref 1015 l3mdev',
  'pref 1016 table 100 realms 3/4',
  'pref 1017 table 100 realms 4',
  'pref 1018 tun_id 77 table 100',
  'pref 1019 iif nodev oif nodev2 table 100',
  'pref 1020 fwmark 0x20 table 1000000 protocol 157',
  'pref 1021 fwmark 0/0xff table 5',
  'pref 1022 fwmark 0 table 5',
  'pref 1023 nat 192.0.2.1',
  'pref 1024 from 10.0.0.8/24 table 5',
  'pref 1035 unreachable table 7 suppress_prefixlength 4',
  'pref 1036 unreachable realms 3',
  'pref 4294967295 fwmark 0xffffffff table 5',
];

const rules6 = [
  'pref 1000 from 2001:db8::/32 to 2001:db8:5::/48 fwmark 5 iif e0 oif e1 table 7 protocol 157',
  'pref 1001 tos 0xb8 table 7',
  'pref 1002 from 2001:db8::1 uidrange 0-0 table 7',
  'pref 1003 from 2001:db8::1/64 table 7',
  'pref 1004 ipproto ipv6-icmp sport 1 dport 2-3 table 7',
  'pref 1005 not to 2001:db8::/32 table 7 suppress_prefixlength 0 suppress_ifgroup 5',
  'pref 1006 blackhole',
  'pref 1007 goto 1008',
  'pref 1008 nop',
  'pref 1009 tun_id 8 l3mdev',
];

const allMetrics =
  'mtu 1400 window 1000 rtt 100ms rttvar 50ms ssthresh 10 cwnd 5 advmss 1360 reordering 5 ' +
  'hoplimit 33 initcwnd 20 features ecn rto_min 200ms initrwnd 30 quickack 1 congctl reno ' +
  'fastopen_no_cookie 1';

const routes4 = [
  'default via 10.0.0.1 table 100 proto static src 10.0.0.2 metric 10',
  'default via 10.0.0.1 table 4294967295 proto 157',
  '192.0.2.0/24 via inet6 fe80::1 dev e0 table 100',
  '192.0.3.0/24 via 172.16.0.1 dev e0 onlink table 100',
  '192.0.4.0/24 table 100 nexthop via 10.0.0.1 dev e0 weight 3 nexthop via 172.16.0.1 dev e1 weight 256 onlink',
  '192.0.5.0/24 table 100 nexthop via inet6 fe80::1 dev e0 nexthop dev e1',
  `192.0.6.0/24 table 100 dev e0 ${allMetrics}`,
  '192.0.7.0/24 table 100 dev e0 mtu lock 1400 rtt 5s',
  'blackhole 192.0.8.0/24 table 100 metric 1',
  'unreachable 192.0.8.0/24 table 100 metric 2',
  'prohibit 192.0.8.0/24 table 100 metric 3',
  'throw 192.0.8.0/24 table 100 metric 4294967295',
  'local 192.0.9.0/24 dev e0 table 100',
  'broadcast 192.0.10.0/24 dev e0 table 100',
  'anycast 192.0.11.0/24 dev e0 table 100',
  'multicast 224.0.0.0/24 dev e0 table 100',
  '192.0.12.0/24 tos 0x10 dev e0 table 100 realms 3/4',
  '192.0.13.0/24 dev e0 table 100 realms 4',
  '192.0.14.0/24 nhid 12 table 100',
  '192.0.15.0/24 nhid 10 table 100',
  '192.0.16.0/24 nhid 13 table 100',
  '192.0.17.0/24 dev e0 scope 200 table 100',
  '192.0.18.7 dev e0 table 100',
  '192.0.23.0/24 encap ip id 5 dst 198.51.100.9 dev e0 table 100',
  '192.0.24.0/24 table 100 nexthop encap ip id 5 dst 198.51.100.9 dev e0 nexthop dev e1',
  '192.0.25.0/24 table 100 nexthop via 10.0.0.1 dev e0 realms 3 nexthop via 10.1.0.1 dev e1',
];

const routes6 = [
  'default via 2001:db8::1 table 100 proto static src 2001:db8::2 metric 10',
  'default via fe80::1 dev e0 table 100 metric 11 pref high expires 600',
  'default via fe80::1 dev e0 table 100 metric 12 pref low',
  '2001:db8:4::/64 table 100 nexthop via 2001:db8::1 dev e0 weight 3 nexthop via 2001:db9::1 dev e1 weight 5 onlink',
  '2001:db8:5::/64 from 2001:db8::/64 via 2001:db8::1 table 100',
  'blackhole 2001:db8:6::/64 table 100 metric 1',
  'unreachable 2001:db8:6::/64 table 100 metric 2',
  'prohibit 2001:db8:6::/64 table 100 metric 3',
  'throw 2001:db8:6::/64 table 100 metric 4294967295',
  '2001:db8:7::/64 dev e0 table 100 metric 0',
  '2001:db8:8::/64 nhid 22 table 100',
  'local 2001:db8:b::/64 dev lo table 100',
  'anycast 2001:db8:c::/64 dev e0 table 100',
  'multicast ff05::/64 dev e0 table 100',
  `2001:db8:d::/64 dev e0 table 100 ${allMetrics}`,
  '2001:db8:e::/64 encap seg6 mode encap segs fc00::1 dev e0 table 100',
  '2001:db8:10::1 via 2001:dead::1 dev e0 onlink table 100',
];

const nexthops = [
  'id 10 via 10.0.0.1 dev e0',
  'id 11 via 10.1.0.1 dev e1',
  'id 12 group 10,3/11,5',
  'id 13 blackhole',
  'id 20 via 2001:db8::1 dev e0',
  'id 21 via 2001:db8:1::1 dev e1',
  'id 22 group 20,3/21,5',
];

/** The hardware addresses are fixed: link-local addresses are made of them. */
const links = [
  'add e0 address 02:00:00:00:00:01 type ifb',
  'add e1 address 02:00:00:00:00:02 type ifb',
  'add v0 address 02:00:00:00:00:03 type veth peer name v1 address 02:00:00:00:00:04',
  'set e1 group 5',
  'set e0 up',
  'set e1 up',
  'set v0 up',
];

const addresses = [
  '10.0.0.2/24 dev e0',
  '10.0.0.3/24 dev e0',
  '10.1.0.2/24 dev e1 valid_lft 3000 preferred_lft 0',
  '10.2.0.1/32 peer 10.2.0.9 dev e1 scope link',
  '10.3.0.1/24 dev v1',
  '2001:db8::2/64 dev e0 nodad',
  '2001:db8:1::2/64 dev e1 nodad',
  '2001:db8:2::2/64 dev v0',
];

main();

function main(): void {
  const reason = requireRoot();
  if (reason !== undefined) throw new Error(reason);
  const namespace = createNamespace();
  const attempt = (words: string, ...before: readonly string[]): void => {
    const refusal = reasonWithout(() => ip(namespace, ...before, ...words.split(' ')));
    if (refusal !== undefined) console.log(`refused: ip ${before.join(' ')} ${words}`);
  };
  for (const words of links) attempt(words, 'link');
  // Without carrier the detection of duplicates does not begin: the address stays tentative.
  writeSysctl(namespace, 'net/ipv6/conf/v0/accept_dad', '1');
  for (const words of addresses) attempt(words, 'address', 'add');
  for (const words of nexthops) attempt(words, 'nexthop', 'add');
  for (const words of routes4) attempt(words, '-4', 'route', 'add');
  for (const words of routes6) attempt(words, '-6', 'route', 'add');
  for (const words of rules4) attempt(words, '-4', 'rule', 'add');
  for (const words of rules6) attempt(words, '-6', 'rule', 'add');
  capture(namespace);
}

function capture(namespace: string): void {
  const version = execute(namespace, 'ip', '-V');
  const number = /iproute2-([0-9.]+|ss[0-9]+)/.exec(version)?.[1] ?? 'unknown';
  const folder = inRepository('test', 'fixtures', 'ip-json', number);
  mkdirSync(folder, { recursive: true });
  const { rules, routes, addresses: addressWords } = dumpArguments;
  const files: readonly (readonly [string, readonly string[]])[] = [
    ['rules-ipv4.json', rules.ipv4],
    ['rules-ipv6.json', rules.ipv6],
    ['routes-ipv4.json', routes.ipv4],
    ['routes-ipv6.json', routes.ipv6],
    ['addresses.json', addressWords],
  ];
  for (const [name, words] of files) writeFileSync(join(folder, name), ip(namespace, ...words));
  writeFileSync(join(folder, 'version.txt'), version);
  console.log(`wrote ${folder}`);
}

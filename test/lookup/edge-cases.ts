/**
 * Decisions that surprise, on one small router: e0 has 10.0.0.2/24 and 2001:db8::2/64, e1 10.0.1.2/24
 * and 2001:db8:1::2/64. The lines are what is added to it, for the family of the question.
 */

import type { Family } from '../../src/model/address.ts';

export type EdgeCase = {
  readonly name: string;
  /** IPv4 where nothing is said. */
  readonly family?: Family;
  readonly lines: readonly string[];
  /** As behind `ip route get`. */
  readonly get: string;
  /** What the kernel says: an error, or type, table, device, gateway and chosen source. */
  readonly want: string;
  /** Ways the model gives; 1 where it is sure. */
  readonly ways?: number;
  /** The IPv6 source that the kernel chose is not told by the model. */
  readonly leavesSource?: true;
  /** Part of the reason why the model may err. */
  readonly doubt?: string;
};

const byE0 = 'unicast table 254 dev e0 via 10.0.0.1';
const byTable10 = 'unicast table 10 dev e1 via 10.0.1.1';
const sentByE0 = `${byE0} src 10.0.0.2`;
const sentByTable10 = `${byTable10} src 10.0.1.2`;
const main = 'route add default via 10.0.0.1 dev e0';
const table10 = 'route add default via 10.0.1.1 dev e1 table 10';
const main6 = 'route add default via 2001:db8::1 dev e0';
const table10Ipv6 = 'route add default via 2001:db8:1::1 dev e1 table 10';
const both = [main, table10];
const both6 = [main6, table10Ipv6];
const sentByE0Ipv6 = 'unicast table 254 dev e0 via 2001:db8::1 src 2001:db8::2';
const sentByTable10Ipv6 = 'unicast table 10 dev e1 via 2001:db8:1::1 src 2001:db8:1::2';
/** For devices without an address of their own. */
const viaLinkLocal = 'route add default via fe80::9 dev e0 onlink';
const noAddressOnE0 = 'address delete 2001:db8::2/64 dev e0';

export const edgeCases: readonly EdgeCase[] = [
  {
    name: 'an unreachable route answers with another error than an unreachable rule',
    lines: ['route add unreachable default'],
    get: '8.8.8.8',
    want: 'EHOSTUNREACH',
  },
  {
    name: 'an unreachable rule',
    lines: [main, 'rule add priority 5 unreachable'],
    get: '8.8.8.8',
    want: 'ENETUNREACH',
  },
  {
    name: 'suppress_prefixlength 0 lets a default through that refuses',
    lines: [
      'route add unreachable default',
      table10,
      'rule add priority 5 lookup main suppress_prefixlength 0',
      'rule add priority 6 lookup 10',
    ],
    get: '8.8.8.8',
    want: 'EHOSTUNREACH',
  },
  {
    name: 'suppress_prefixlength 0 passes over a default that throws',
    lines: [
      'route add throw default',
      table10,
      'rule add priority 5 lookup main suppress_prefixlength 0',
      'rule add priority 6 lookup 10',
    ],
    get: '8.8.8.8',
    want: sentByTable10,
  },
  {
    name: 'a goto without a target is passed over',
    lines: [...both, 'rule add priority 5 goto 7', 'rule add priority 6 lookup 10'],
    get: '8.8.8.8',
    want: sentByTable10,
  },
  {
    name: 'a goto leads to the first rule of its priority',
    lines: [
      ...both,
      'rule add priority 7 unreachable',
      'rule add priority 7 lookup 10',
      'rule add priority 5 goto 7',
    ],
    get: '8.8.8.8',
    want: 'ENETUNREACH',
  },
  {
    name: 'a goto to a rule that does not match goes on behind it',
    lines: [
      ...both,
      'rule add priority 6 unreachable',
      'rule add priority 7 fwmark 9 unreachable',
      'rule add priority 8 lookup 10',
      'rule add priority 5 goto 7',
    ],
    get: '8.8.8.8',
    want: sentByTable10,
  },
  {
    name: 'not with an interface that does not exist matches everything',
    lines: [...both, 'rule add priority 5 not iif nosuch lookup 10'],
    get: '8.8.8.8',
    want: sentByTable10,
  },
  {
    name: 'outside of VRFs, l3mdev takes nothing',
    lines: [...both, 'rule add priority 5 l3mdev', 'rule add priority 6 lookup 10'],
    get: '8.8.8.8',
    want: sentByTable10,
  },
  {
    name: 'outside of VRFs, not l3mdev looks up main',
    lines: [...both, 'rule add priority 5 not l3mdev', 'rule add priority 6 lookup 10'],
    get: '8.8.8.8',
    want: sentByE0,
  },
  {
    name: 'not inverts l3mdev along with other selectors',
    lines: [
      ...both,
      'rule add priority 5 not from 10.0.0.2 l3mdev',
      'rule add priority 6 lookup 10',
    ],
    get: '8.8.8.8 from 10.0.0.2',
    want: `${byE0} `,
  },
  {
    name: 'outside of VRFs, not l3mdev looks up main in IPv6, too',
    family: 'ipv6',
    lines: [...both6, 'rule add priority 5 not l3mdev', 'rule add priority 6 lookup 10'],
    get: '2600::1',
    want: sentByE0Ipv6,
  },
  {
    name: 'without a source, a rule from 0.0.0.0/8 matches',
    lines: [...both, 'rule add priority 5 from 0.0.0.0/8 lookup 10'],
    get: '8.8.8.8',
    want: sentByTable10,
  },
  {
    name: 'bits of a mark outside the mask do not count',
    lines: [...both, 'rule add priority 5 fwmark 0x1f/0xf0 lookup 10'],
    get: '8.8.8.8 mark 0x17',
    want: sentByTable10,
  },
  {
    name: 'fwmark 0/0xff does not match a mark within the mask',
    lines: [...both, 'rule add priority 5 fwmark 0/0xff lookup 10'],
    get: '8.8.8.8 mark 0x10',
    want: sentByE0,
  },
  {
    name: 'a rule compares three bits of the IPv4 tos',
    lines: [...both, 'rule add priority 5 tos 0x10 lookup 10'],
    get: '8.8.8.8 tos 0xb2',
    want: sentByTable10,
  },
  {
    name: 'an IPv4 route with a high tos takes nothing',
    lines: [main, 'route add default tos 0xb8 via 10.0.1.1 dev e1'],
    get: '8.8.8.8 tos 0xb8',
    want: sentByE0,
  },
  {
    name: 'a rule compares six bits of the IPv6 traffic class, not ECN',
    family: 'ipv6',
    lines: [...both6, 'rule add priority 5 tos 0xb8 lookup 10'],
    get: '2600::1 tos 0xba',
    want: sentByTable10Ipv6,
  },
  {
    name: 'ports need no protocol',
    lines: [...both, 'rule add priority 5 dport 443 lookup 10'],
    get: '8.8.8.8 ipproto tcp dport 443',
    want: sentByTable10,
  },
  {
    name: 'what IPv4 forwards belongs to root',
    lines: [...both, 'rule add priority 5 uidrange 0-0 lookup 10'],
    get: '8.8.8.8 from 10.0.0.77 iif e0',
    want: `${byTable10} `,
  },
  {
    name: 'what IPv6 forwards belongs to nobody',
    family: 'ipv6',
    lines: [...both6, 'rule add priority 5 uidrange 0-0 lookup 10'],
    get: '2600::1 from 2001:db8::77 iif e0',
    want: 'unicast table 254 dev e0 via 2001:db8::1 ',
  },
  {
    name: 'bound to an interface, IPv4 takes even what is refused for on the link',
    lines: ['route add blackhole default'],
    get: '8.8.8.8 oif e1',
    want: 'unicast table - dev e1 via - src 10.0.1.2',
  },
  {
    name: 'bound to an interface, IPv6 takes no other',
    family: 'ipv6',
    lines: [main6],
    get: '2600::1 oif e1',
    want: 'ENETUNREACH',
  },
  {
    name: 'with a source, IPv6 only prefers the interface it is bound to',
    family: 'ipv6',
    lines: [main6],
    get: '2600::1 from 2001:db8:1::2 oif e1',
    want: 'unicast table 254 dev e0 via 2001:db8::1 ',
  },
  {
    name: 'IPv6 does not mind a source that is not ours',
    family: 'ipv6',
    lines: [main6],
    get: '2600::1 from 2600::2',
    want: 'unicast table 254 dev e0 via 2001:db8::1 ',
  },
  {
    name: 'a source that is not ours',
    lines: [main],
    get: '8.8.8.8 from 10.0.0.7',
    want: 'ENETUNREACH',
  },
  {
    name: 'a source on lo must not leave',
    lines: [main],
    get: '8.8.8.8 from 127.0.0.1',
    want: 'EINVAL',
  },
  {
    name: 'a table that does not exist is passed over',
    lines: [main, 'rule add priority 5 lookup 77'],
    get: '8.8.8.8',
    want: sentByE0,
  },
  {
    name: 'without rules of anybody, main may be more specific than local',
    lines: ['route add local 10.50.0.0/16 dev lo', 'route add 10.50.1.0/24 via 10.0.0.1 dev e0'],
    get: '10.50.1.1',
    want: sentByE0,
    doubt: 'until a rule is added',
  },
  {
    name: 'with a rule, local comes first',
    lines: [
      'route add local 10.50.0.0/16 dev lo',
      'route add 10.50.1.0/24 via 10.0.0.1 dev e0',
      'rule add priority 30000 nop',
    ],
    get: '10.50.1.1',
    want: 'local table 255 dev lo via - src 10.50.1.1',
  },
  {
    name: 'rules before that of table local take what is for the host',
    lines: [
      table10,
      'rule add priority 32765 lookup local',
      'rule delete priority 0',
      'rule add priority 5 lookup 10',
    ],
    get: '10.0.0.2',
    want: sentByTable10,
  },
  {
    name: 'of two routes with one key the first is taken',
    lines: [
      'route add 10.50.0.0/16 via 10.0.0.1 dev e0',
      'route append 10.50.0.0/16 via 10.0.1.1 dev e1',
    ],
    get: '10.50.1.1',
    want: sentByE0,
  },
  {
    name: 'of two default routes with one key either may be taken',
    lines: [main, 'route append default via 10.0.1.1 dev e1'],
    get: '8.8.8.8',
    want: sentByE0,
    ways: 2,
  },
  {
    name: 'two halves are more specific than a default',
    lines: [main, 'route add 0.0.0.0/1 via 10.0.1.1 dev e1'],
    get: '8.8.8.8',
    want: 'unicast table 254 dev e1 via 10.0.1.1 src 10.0.1.2',
  },
  {
    name: 'an IPv6 gateway leads IPv4',
    lines: ['route add default via inet6 fe80::1 dev e0'],
    get: '8.8.8.8',
    want: 'unicast table 254 dev e0 via fe80::1 src 10.0.0.2',
  },
  {
    name: 'a route may choose an address of another interface',
    lines: ['route add default via 10.0.0.1 dev e0 src 10.0.1.2'],
    get: '8.8.8.8',
    want: `${byE0} src 10.0.1.2`,
  },
  {
    name: 'the source lies in the network of the gateway',
    lines: ['address add 172.16.0.2/24 dev e0', 'route add default via 172.16.0.1 dev e0'],
    get: '8.8.8.8',
    want: 'unicast table 254 dev e0 via 172.16.0.1 src 172.16.0.2',
  },
  {
    name: 'a nexthop object with a gateway finds no address that reaches no farther than its link',
    lines: [
      ...['address delete 10.0.0.2/24 dev e0', 'address add 10.0.0.2/24 scope link dev e0'],
      ...['nexthop add id 2 via 10.0.0.1 dev e0', 'route add default scope link nhid 2'],
    ],
    get: '8.8.8.8',
    want: 'unicast table 254 dev e0 via 10.0.0.1 src 10.0.1.2',
    doubt: 'nh_saddr',
  },
  {
    name: 'where the best metric fails, IPv6 takes the preferred of all others',
    family: 'ipv6',
    lines: [
      'route add default via 2001:db8::1 dev e0 metric 10',
      'route add default via 2001:db8:1::1 dev e1 metric 20 pref low',
      'route add default via 2001:db8:1::8 dev e1 metric 30 pref high',
    ],
    get: '2600::1 oif e1',
    want: 'unicast table 254 dev e1 via 2001:db8:1::8 src 2001:db8:1::2',
  },
  {
    name: 'a router answers to the first address of an IPv6 network',
    family: 'ipv6',
    lines: [],
    get: '2001:db8:1::',
    want: 'anycast table 255 dev lo via - src 2001:db8:1::2',
  },
  {
    name: 'IPv6 sends from the youngest of addresses that are alike',
    family: 'ipv6',
    lines: [main6, 'address add 2001:db8::3/64 dev e0 nodad'],
    get: '2600::1',
    want: 'unicast table 254 dev e0 via 2001:db8::1 src 2001:db8::3',
  },
  {
    name: 'IPv6 does not send from a deprecated address',
    family: 'ipv6',
    lines: [main6, 'address add 2001:db8::3/64 dev e0 nodad preferred_lft 0'],
    get: '2600::1',
    want: sentByE0Ipv6,
  },
  {
    name: 'IPv6 sends from the address that has most in common with the destination',
    family: 'ipv6',
    lines: [main6, 'address add 2001:db8:0:5::2/64 dev e0 nodad'],
    get: '2001:db8:0:1::1',
    want: sentByE0Ipv6,
  },
  {
    name: 'what lies beyond its own prefix does not count',
    family: 'ipv6',
    lines: ['address add 2001:db8:50:1::7/32 dev e0 nodad'],
    get: '2001:db8:50:1::9',
    want: 'unicast table 254 dev e0 via - src 2001:db8::2',
  },
  {
    name: 'a label counts more than a longer prefix',
    family: 'ipv6',
    lines: [main6, 'address add fd00::2/64 dev e0 nodad'],
    get: 'a000::1',
    want: sentByE0Ipv6,
  },
  {
    name: 'a label that somebody gave counts',
    family: 'ipv6',
    lines: [
      main6,
      'address add fd00::2/64 dev e0 nodad',
      'addrlabel add prefix a000::/16 dev e0 label 5',
    ],
    get: 'a000::1',
    want: 'unicast table 254 dev e0 via 2001:db8::1 src fd00::2',
  },
  {
    name: 'IPv6 prefers an address of the interface to one that has more in common',
    family: 'ipv6',
    lines: [main6],
    get: '2001:db8:1:1::1',
    want: sentByE0Ipv6,
  },
  {
    name: 'an interface without an address sends from that of another, whether that is up or not',
    family: 'ipv6',
    lines: [
      ...[viaLinkLocal, noAddressOnE0, 'address add fe80::2/64 dev e0 nodad'],
      ...['link set e1 down', 'address add 2001:db8:2::2/64 dev e1 nodad'],
    ],
    get: '2600::1',
    want: 'unicast table 254 dev e0 via fe80::9 src 2001:db8:2::2',
  },
  {
    name: 'which of two other interfaces lends an address depends on what no dump shows',
    family: 'ipv6',
    lines: [viaLinkLocal, noAddressOnE0, 'address add 2001:db8:f::1/128 dev lo'],
    get: '2600::1',
    want: 'unicast table 254 dev e0 via fe80::9 src 2001:db8:f::1',
    leavesSource: true,
  },
  {
    name: 'where nothing reaches far enough, IPv6 sends from a link-local address',
    family: 'ipv6',
    lines: [
      ...[viaLinkLocal, noAddressOnE0, 'address delete 2001:db8:1::2/64 dev e1'],
      ...['address add fe80::2/64 dev e0 nodad', 'address add fe80::3/64 dev e1 nodad'],
    ],
    get: '2600::1',
    want: 'unicast table 254 dev e0 via fe80::9 src fe80::2',
  },
  {
    name: 'what goes to an own address comes from it',
    family: 'ipv6',
    lines: [],
    get: '2001:db8:1::2',
    want: 'local table 255 dev lo via - src 2001:db8:1::2',
  },
  {
    name: 'what goes to a network that is delivered here comes from an own address',
    family: 'ipv6',
    lines: ['route add local 2001:db8:50::/48 dev e0 table local'],
    get: '2001:db8:50::9',
    want: 'local table 255 dev lo via - src 2001:db8::2',
  },
  {
    name: 'of a next hop that was appended, the source is not shown',
    family: 'ipv6',
    lines: [
      'route add default via 2001:db8::1 dev e0 src 2001:db8::2',
      'route append default via 2001:db8:1::1 dev e1 src 2001:db8::2',
    ],
    get: '2600::1 oif e1',
    want: 'unicast table 254 dev e1 via 2001:db8:1::1 src 2001:db8::2',
    leavesSource: true,
  },
  {
    name: 'an own address does not come in from outside',
    lines: [main],
    get: '8.8.8.8 from 10.0.1.2 iif e0',
    want: 'EINVAL',
  },
  {
    name: 'multipath is a set',
    lines: ['route add 10.50.0.0/16 nexthop via 10.0.0.1 dev e0 nexthop via 10.0.0.1 dev e0'],
    get: '10.50.1.1',
    want: sentByE0,
    ways: 2,
  },
  {
    name: 'a rule that cannot be read may take the packet',
    lines: [...both, 'rule add priority 5 from 10.0.0.8/24 lookup 10'],
    get: '8.8.8.8',
    want: sentByE0,
    doubt: 'priority 5',
  },
  {
    name: 'a route that cannot be read may be the better one',
    lines: [main, 'route add 8.0.0.0/8 encap ip id 5 dst 1.2.3.4 via 10.0.1.1 dev e1'],
    get: '9.9.9.9',
    want: sentByE0,
    doubt: 'table 254 has a route that cannot be read',
  },
  {
    name: 'a route that cannot be read may be there where others are not',
    lines: [
      'rule add priority 5 lookup 10',
      'route add 8.0.0.0/8 encap ip id 5 dst 1.2.3.4 via 10.0.1.1 dev e1 table 10',
      'route add default via 10.0.0.1 dev e0',
    ],
    get: '9.9.9.9',
    want: sentByE0,
    doubt: 'table 10 has a route that cannot be read',
  },
];

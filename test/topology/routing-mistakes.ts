/** What the kernel would refuse, or do differently than meant. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

export const routingMistakes: readonly Mistake[] = [
  {
    name: 'a gateway outside the network',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.112.1}}
`,
    want: [
      '3:66-77 MH301 gateway 203.0.112.1 is not on 203.0.113.0/24 -> correct one of them, or add onlink: true if the gateway is there all the same',
    ],
  },
  {
    name: 'a gateway beside a lone address',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: "2001:db8::1/128", gateway: "2001:db8::2"}}
`,
    want: [
      '3:68-81 MH301 gateway 2001:db8::2 is not on 2001:db8::1/128 -> correct one of them, or add onlink: true if the gateway is there all the same',
    ],
  },
  {
    name: 'a gateway that is this host',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.10}}
`,
    want: [
      '3:66-78 MH302 gateway 203.0.113.10 is an address of this host -> write the address of the next router',
    ],
  },
  {
    name: 'a gateway that is the broadcast address',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.255}}
`,
    want: [
      '3:66-79 MH303 203.0.113.255 is the broadcast address of 203.0.113.0/24 -> write the address of the router',
    ],
  },
  {
    name: 'an address that is that of the network',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.0/24, gateway: 203.0.113.1}}
`,
    want: [
      '3:40-54 MH303 203.0.113.0 is the network address of 203.0.113.0/24 -> write the address of this host',
    ],
  },
  {
    name: 'a policy by an uplink without the family',
    text: `${twoUplinks}policies: [{to: "2001:db8:1::/48", uplinks: [b, a]}]
`,
    want: [
      '5:49-50 MH304 uplink "a" has no ipv6, and this policy is about nothing else -> remove it here, or give it that family',
    ],
  },
  {
    name: 'a family that no uplink of a policy has',
    text: `${twoUplinks}policies: [{to: ["2001:db8:1::/48", 192.0.2.0/24], uplinks: [a]}]
`,
    want: [
      '5:52-59 MH304 policy "policy-1" is also about ipv6, which none of its uplinks has -> add such an uplink, or write family: ipv4',
    ],
  },
  {
    name: 'a route by an uplink without the family',
    text: `${twoUplinks}routes: [{to: "2001:db8:1::/48", uplink: a}]
`,
    want: [
      '5:42-43 MH304 uplink "a" has no ipv6, and this route is ipv6 -> choose another uplink or destination',
    ],
  },
  {
    name: 'IPv6 balanced over an uplink without a gateway',
    text: `version: 1
uplinks:
  a: {interface: ppp0, ipv6: {address: auto}}
  b: {interface: eth1, ipv6: {address: auto, gateway: auto}}
outbound: {mode: balance, uplinks: [a, b]}
`,
    want: [
      '5:37-38 MH305 uplink "a" has no IPv6 gateway, so that IPv6 cannot be balanced over it -> add a gateway (such as auto), or take the uplink out',
    ],
  },
  {
    name: 'balancing over one uplink',
    text: `${twoUplinks}outbound: {mode: balance, uplinks: [a]}
`,
    want: [
      '5:27-34 MH306 outbound balances over a single uplink -> add another uplink, or write mode: failover',
    ],
  },
  {
    name: 'a weight that nothing uses',
    text: `version: 1
uplinks:
  a: {interface: eth0, weight: 2, ipv4: {address: auto}}
outbound: {mode: failover, uplinks: [a]}
`,
    want: [
      '3:32-33 MH307 the weight of uplink "a" has no effect: nothing is balanced over it -> write mode: balance under "outbound", or remove the weight',
    ],
  },
  {
    name: 'a policy behind one that matches more',
    text: `${twoUplinks}policies:
  - {name: all, from: 192.168.0.0/16, uplinks: [a]}
  - {name: one, from: 192.168.1.0/24, dport: 25, uplinks: [b]}
`,
    want: [
      '7:5-63 MH308 policy "one" never counts: "all" takes all its packets before -> put the narrower policy first, or remove it',
    ],
  },
  {
    name: 'a rule behind one that takes everything',
    text: `version: 1
rules: [{priority: 5, action: prohibit}, {priority: 6, lookup: main}]
`,
    want: [
      '2:42-69 MH309 no packet reaches rule 2: an earlier one takes them all -> give it a smaller priority',
    ],
  },
  {
    name: 'a goto that leads back',
    text: `version: 1
rules: [{priority: 5, goto: 5}]
`,
    want: ['2:29-30 MH310 goto 5 does not lead forward from priority 5 -> write a number above 5'],
  },
  {
    name: 'a goto that leads nowhere',
    text: `version: 1
rules: [{priority: 5, goto: 7}, {priority: 6, lookup: main}]
`,
    want: [
      '2:29-30 MH311 no rule of this file has priority 7 -> while there is none, the kernel skips this rule',
    ],
  },
  {
    name: 'tos on an IPv6 route',
    text: `version: 1
routes: [{to: "2001:db8:1::/48", dev: eth0, tos: 16}]
`,
    want: ['2:45-48 MH312 ipv6 routes have no "tos" -> remove it, or make this route ipv4 only'],
  },
  {
    name: 'scope and realms on an IPv6 route',
    text: `version: 1
routes: [{to: "2001:db8:1::/48", dev: eth0, scope: link, realms: 4}]
`,
    want: [
      '2:45-50 MH312 ipv6 routes have no "scope" -> remove it, or make this route ipv4 only',
      '2:58-64 MH312 ipv6 routes have no "realms" -> remove it, or make this route ipv4 only',
    ],
  },
  {
    name: 'pref and expires on an IPv4 route',
    text: `version: 1
routes: [{to: 192.0.2.0/24, dev: eth0, pref: high, expires: 10s}]
`,
    want: [
      '2:40-44 MH312 ipv4 routes have no "pref" -> remove it, or make this route ipv6 only',
      '2:52-59 MH312 ipv4 routes have no "expires" -> remove it, or make this route ipv6 only',
    ],
  },
  {
    name: 'realms on an IPv6 rule',
    text: `version: 1
rules: [{from: "2001:db8::/32", lookup: main, realms: 4}]
`,
    want: ['2:47-53 MH312 ipv6 rules have no "realms" -> remove it, or add family: ipv4'],
  },
  {
    name: 'tos and dscp',
    text: `version: 1
rules: [{tos: 16, dscp: 4, lookup: main}]
`,
    want: ['2:19-23 MH313 "tos" and "dscp" are about the same bits -> keep one of them'],
  },
  {
    name: 'a blackhole with a device',
    text: `version: 1
routes: [{to: 192.0.2.0/24, type: blackhole, dev: eth0}]
`,
    want: ['2:46-49 MH314 a route of type blackhole has no next hop -> remove "dev"'],
  },
  {
    name: 'a route that leads nowhere',
    text: `version: 1
routes: [{to: 192.0.2.0/24, metric: 5}]
`,
    want: [
      '2:10-39 MH315 this route leads nowhere -> add "via", "dev", "uplink", "nexthops" or "nhid", or a type such as blackhole',
    ],
  },
  {
    name: 'a next hop that leads nowhere',
    text: `version: 1
routes: [{to: 192.0.2.0/24, nexthops: [{dev: eth0}, {weight: 5}]}]
`,
    want: [
      '2:53-64 MH315 this route leads nowhere -> add "via", "dev", "uplink", "nexthops" or "nhid", or a type such as blackhole',
    ],
  },
  {
    name: 'an IPv6 next hop without a gateway',
    text: `version: 1
routes: [{to: "2001:db8:1::/48", nexthops: [{via: fe80::1, dev: eth0}, {dev: eth1}]}]
`,
    want: ['2:72-83 MH316 a next hop of an IPv6 multipath route needs a gateway -> add "via"'],
  },
  {
    name: 'an IPv6 next hop twice',
    text: `version: 1
routes: [{to: "2001:db8:1::/48", nexthops: [{via: fe80::1, dev: eth0}, {via: fe80::1, dev: eth0}]}]
`,
    want: ['2:72-97 MH317 this next hop is there twice -> give one of them a weight instead'],
  },
  {
    name: 'a rule from IPv4 to IPv6',
    text: `version: 1
rules: [{from: 192.0.2.0/24, to: "2001:db8::/32", lookup: main}]
`,
    want: [
      '2:9-64 MH318 this rule is about both families at once: no packet has both -> write one rule for each family',
    ],
  },
  {
    name: 'a policy from IPv4 to IPv6',
    text: `${twoUplinks}policies: [{from: 192.0.2.0/24, to: "2001:db8:1::/48", uplinks: [b]}]
`,
    want: [
      '5:12-69 MH318 "family", "from" and "to" have no family in common: no packet has both -> write prefixes of one family',
    ],
  },
  {
    name: 'a family that the destination is not of',
    text: `version: 1
routes: [{family: ipv6, to: 192.0.2.0/24, dev: eth0}]
`,
    want: ['2:11-17 MH318 the route is ipv6 by "family", and ipv4 by "to" -> remove "family"'],
  },
  {
    name: 'an IPv6 route by an IPv4 gateway',
    text: `version: 1
routes: [{to: "2001:db8:1::/48", via: 192.0.2.1}]
`,
    want: [
      '2:39-48 MH318 an IPv6 route cannot go by the IPv4 gateway 192.0.2.1 -> write an IPv6 gateway',
    ],
  },
  {
    name: 'a source of the other family',
    text: `${twoUplinks}routes: [{to: 192.0.2.0/24, dev: eth0, src: "2001:db8:b::10"}]
`,
    want: [
      '5:45-61 MH318 src 2001:db8:b::10 is of another family than the ipv4 destination -> write an ipv4 source',
    ],
  },
  {
    name: 'a source that nobody has',
    text: `${twoUplinks}routes: [{to: 192.0.2.0/24, dev: eth0, src: 192.0.2.99}]
`,
    want: [
      "5:45-55 MH319 src 192.0.2.99 is no address of this file's uplinks and networks -> the kernel refuses the route if the host does not have the address",
    ],
  },
  {
    name: 'half of the internet in main',
    text: `${twoUplinks}routes: [{to: [0.0.0.0/1, 128.0.0.0/1], via: 203.0.113.1}]
`,
    want: [
      '5:15-39 MH320 0.0.0.0/1 in table main takes its traffic away from all uplinks and policies -> write "default", use another table, or main-first: false',
    ],
  },
  {
    name: 'an uplink of priority 1',
    text: `version: 1
uplinks:
  a: {interface: eth0, priority: 1, ipv4: {address: auto}}
`,
    want: [
      '3:34-35 MH321 no priority is left before uplink "a" for the rule of main-first -> write 2 or more, or main-first: false',
    ],
  },
  {
    name: 'suppress without a lookup',
    text: `version: 1
rules: [{action: prohibit, suppress-prefixlength: 0}]
`,
    want: [
      '2:28-49 MH322 "suppress-prefixlength" is about the result of a lookup, and this rule does none -> remove "suppress-prefixlength", or write lookup: TABLE',
    ],
  },
  {
    name: 'a default route of no family',
    text: `version: 1
routes: [{to: default, dev: eth0}]
`,
    want: [
      '2:15-22 MH323 nothing here tells of which family this default route is -> add family: ipv4 or family: ipv6',
    ],
  },
  {
    name: 'onlink without a gateway',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, onlink: true}}
`,
    want: [
      '3:54-58 MH324 "onlink" is about a gateway address, and there is none -> write the address of the gateway, or remove "onlink"',
    ],
  },
  {
    name: 'onlink on a route without a gateway',
    text: `version: 1
routes: [{to: 192.0.2.0/24, dev: eth0, onlink: true}]
`,
    want: ['2:48-52 MH324 "onlink" is about a gateway, and there is none -> add "via"'],
  },
  {
    name: 'assuming what is known',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, assume: {address: 203.0.113.10/24}}}
`,
    want: [
      '3:66-73 MH325 "assume" gives the address, but "address" is not auto -> write address: auto, or remove it from "assume"',
    ],
  },
  {
    name: 'a rule without an action',
    text: `version: 1
rules: [{priority: 5, from: 192.0.2.0/24}]
`,
    want: [
      '2:9-42 MH326 this rule has no action -> write exactly one of lookup, uplink, goto, action, l3mdev',
    ],
  },
  {
    name: 'a rule with two actions',
    text: `version: 1
rules: [{lookup: main, goto: 7}]
`,
    want: [
      '2:24-28 MH326 this rule has several actions: lookup, goto -> write exactly one of lookup, uplink, goto, action, l3mdev',
    ],
  },
  {
    name: 'realms of a multipath route',
    text: `${twoUplinks}routes:
  - {to: 192.0.2.0/24, realms: 3/4, nexthops: [{uplink: a}, {uplink: b}]}
`,
    want: [
      '6:24-30 MH327 the kernel refuses "realms" with several next hops -> remove it, or give the realms to a rule',
    ],
  },
  {
    name: 'realms with a nexthop object',
    text: `${twoUplinks}routes: [{to: 192.0.2.0/24, realms: 4, nhid: 7}]
`,
    want: [
      '5:29-35 MH330 the kernel ignores "realms" in routes that use a nexthop object -> remove "realms"',
    ],
  },
  {
    name: 'a refusing route that expires',
    text: `${twoUplinks}routes: [{to: "2001:db8:1::/48", type: blackhole, expires: 60s}]
`,
    want: [
      '5:51-58 MH330 the kernel ignores "expires" in routes of type blackhole -> remove "expires"',
    ],
  },
  {
    name: 'a scope that is too wide for its type',
    text: `${twoUplinks}routes: [{to: 192.0.2.9, type: local, scope: link, dev: eth0}]
`,
    want: [
      '5:46-50 MH328 scope link is too wide for a local route -> remove it, or write scope: host',
    ],
  },
  {
    name: 'scope nowhere',
    text: `${twoUplinks}routes: [{to: 192.0.2.9, scope: nowhere, dev: eth0}]
`,
    want: ['5:33-40 MH328 scope nowhere is only for routes that refuse packets -> remove it'],
  },
  {
    name: 'scope host with a gateway',
    text: `${twoUplinks}routes: [{to: 192.0.2.9, scope: host, uplink: a}]
`,
    want: ['5:33-37 MH328 a route of scope host cannot have a gateway -> remove "scope"'],
  },
  {
    name: 'a local route with a gateway',
    text: `${twoUplinks}routes: [{to: 192.0.2.9, type: local, via: 203.0.113.1}]
`,
    want: ['5:32-37 MH328 a route of type local cannot have a gateway -> remove the gateway'],
  },
  {
    name: 'a local route with several next hops',
    text: `${twoUplinks}routes: [{to: 192.0.2.9, type: local, nexthops: [{dev: eth0}, {dev: eth1}]}]
`,
    want: [
      '5:32-37 MH328 a route of type local cannot have several next hops -> keep one next hop',
    ],
  },
  {
    name: 'scope link with a gateway',
    text: `${twoUplinks}routes: [{to: 192.0.2.9, scope: link, via: 203.0.113.1}]
`,
    want: [
      '5:33-37 MH329 the gateway of a route of scope link must be this very host -> remove "scope"',
    ],
  },
  {
    name: 'a scope that fits',
    text: `${twoUplinks}routes:
  - {to: 192.0.2.9, scope: site, via: 203.0.113.1}
  - {to: 192.0.2.10, scope: host, dev: eth0}
  - {to: 192.0.2.11, scope: nowhere, type: blackhole}
  - {to: 224.9.9.0/24, type: multicast, scope: global, via: 203.0.113.1}
  - {to: 192.0.2.12, scope: link, nhid: 7}
  - {to: 192.0.2.13, type: blackhole, realms: 3/4}
  - {to: 192.0.2.14, nhid: 7, mtu: 1400, src: 203.0.113.10}
`,
    want: [],
  },
  {
    name: 'masquerade without a network',
    text: `version: 1
uplinks:
  a: {interface: eth0, masquerade: true, ipv4: {address: auto, gateway: auto}}
`,
    want: [
      '3:24-34 MH335 there is no ipv4 network whose packets could be masqueraded -> declare it under "networks", as in networks: {lan: {interface: eth2, ipv4: auto}}',
    ],
  },
  {
    name: 'masquerade in a family that is not there',
    text: `version: 1
networks: {lan: {interface: eth2, ipv4: auto}}
uplinks:
  a: {interface: eth0, masquerade: [ipv4, ipv6], ipv4: {address: auto, gateway: auto}}
`,
    want: [
      '4:24-34 MH304 uplink "a" has no ipv6 to masquerade with -> give it ipv6, or name another family, as in masquerade: [ipv4]',
    ],
  },
  {
    name: 'connection marks on one interface',
    text: `version: 1
connection-marks: true
uplinks:
  a: {interface: eth0, ipv4: {address: 192.0.2.2/24, gateway: 192.0.2.1}}
  b: {interface: eth0, ipv4: {address: 198.51.100.2/24, gateway: 198.51.100.1}}
`,
    want: [
      '5:18-22 MH216 uplinks "a" and "b" share interface eth0 -> programs that bind to the interface cannot be told apart: they get no rule',
      '5:18-22 MH336 uplinks "a" and "b" share interface eth0: by which of them a connection came in cannot be told -> give each an interface of its own (a VLAN, a macvlan), or leave out "connection-marks"',
    ],
  },
  {
    name: 'one of two on an interface masquerades',
    text: `version: 1
networks: {lan: {interface: eth2, ipv4: auto}}
uplinks:
  a: {interface: eth0, masquerade: true, ipv4: {address: 192.0.2.2/24, gateway: 192.0.2.1}}
  b: {interface: eth0, ipv4: {address: 198.51.100.2/24, gateway: 198.51.100.1}}
`,
    want: [
      '5:18-22 MH216 uplinks "a" and "b" share interface eth0 -> programs that bind to the interface cannot be told apart: they get no rule',
      '5:18-22 MH336 uplinks "a" and "b" share interface eth0, and only one of them masquerades -> which of them a packet leaves by cannot be told by its interface: let both do, or none',
    ],
  },
  {
    name: 'two on an interface, each with a family of its own',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 192.0.2.2/24, gateway: 192.0.2.1}}
  b: {interface: eth0, ipv6: {address: '2001:db8::2/64', gateway: '2001:db8::1'}}
`,
    want: [
      '4:18-22 MH216 uplinks "a" and "b" share interface eth0 -> programs that bind to the interface cannot be told apart: they get no rule',
    ],
  },
  {
    name: 'marks in the bits of connection marks',
    text: `version: 1
connection-marks: true
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: auto}}
  b: {interface: eth1, mark: 0x10000000/0xf0000000, ipv4: {address: auto, gateway: auto}}
policies:
  - {name: one, fwmark: 0x02000000, uplinks: [a]}
rules:
  - {fwmark: 0x1/0xff, lookup: main}
  - {fwmark: 0x0f000000/0x0f000000, lookup: main}
`,
    want: [
      '5:30-51 MH338 mark 0x10000000 has bits of 0x3f000000, in which "connection-marks" marks uplinks -> use other bits, as in 0x10/0xff',
      '7:25-35 MH338 mark 0x2000000 has bits of 0x3f000000, in which "connection-marks" marks uplinks -> use other bits, as in 0x10/0xff',
      '10:14-35 MH338 mark 0xf000000 has bits of 0x3f000000, in which "connection-marks" marks uplinks -> use other bits, as in 0x10/0xff',
    ],
  },
  {
    name: 'more uplinks than marks',
    text: `version: 1
connection-marks: true
uplinks:
${Array.from({ length: 64 }, (_, at) => `  u${at}: {interface: eth${at}, ipv4: {address: auto, gateway: auto}}`).join('\n')}
`,
    want: ['2:1-17 MH337 there are marks for 63 uplinks, and these are 64 -> use fewer uplinks'],
  },
];

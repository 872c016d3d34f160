/** Values that cannot be. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

export const valueMistakes: readonly Mistake[] = [
  {
    name: 'an octet above 255',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 300.1.1.1}}
`,
    want: [
      '3:55-64 MH101 "300.1.1.1" is not an IPv4 address: 300 is above 255 -> write four numbers from 0 to 255, such as 192.0.2.1',
    ],
  },
  {
    name: 'too few octets',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 10.1.1}}
`,
    want: [
      '3:55-61 MH101 "10.1.1" is not an IPv4 address: it has 3 parts, not 4 -> write four numbers from 0 to 255, such as 192.0.2.1',
    ],
  },
  {
    name: 'a leading zero',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 10.0.0.01}}
`,
    want: [
      '3:55-64 MH101 "10.0.0.01" is not an IPv4 address: 01 has a leading zero, which some read as octal -> write 1 instead of 01',
    ],
  },
  {
    name: 'a word for an address',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: auto, gateway: router}}
`,
    want: ['3:55-61 MH101 "router" is not an IPv6 address'],
  },
  {
    name: 'a gateway with a length',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 203.0.113.1/24}}
`,
    want: [
      '3:55-69 MH101 "203.0.113.1/24" is not an IPv4 address -> write 203.0.113.1 without a length',
    ],
  },
  {
    name: 'a length above 32',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/33}}
`,
    want: [
      '3:40-55 MH102 "203.0.113.10/33" is not a prefix: the length is from 0 to 32 -> write /24 for a network, or /32 for a lone address',
    ],
  },
  {
    name: 'a length above 128',
    text: `${twoUplinks}policies: [{to: "2001:db8::/129", uplinks: [a]}]
`,
    want: [
      '5:17-33 MH102 "2001:db8::/129" is not a prefix: the length is from 0 to 128 -> write /64 for a network, or /128 for a lone address',
    ],
  },
  {
    name: 'a netmask for a length',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/255.255.255.0}}
`,
    want: [
      '3:40-66 MH102 "203.0.113.10/255.255.255.0" is not a prefix: the length is from 0 to 32 -> write 203.0.113.10/24',
    ],
  },
  {
    name: 'a default route for a policy',
    text: `${twoUplinks}policies: [{from: 0.0.0.0/0, uplinks: [a]}]
`,
    want: [
      '5:19-28 MH102 "0.0.0.0/0" selects nothing in a policy: it matches everything -> leave "from" out and write family: ipv4',
    ],
  },
  {
    name: 'a prefix that is none',
    text: `${twoUplinks}policies: [{to: 192.0.2.0/x, uplinks: [a]}]
`,
    want: [
      '5:17-28 MH102 "192.0.2.0/x" is not a prefix: the length is from 0 to 32 -> write /24 for a network, or /32 for a lone address',
    ],
  },
  {
    name: 'an octet above 255 in a prefix',
    text: `${twoUplinks}policies: [{to: 192.0.300.0/24, uplinks: [a]}]
`,
    want: [
      '5:17-31 MH102 "192.0.300.0/24" is not an IPv4 address: 300 is above 255 -> write four numbers from 0 to 255, such as 192.0.2.1',
    ],
  },
  {
    name: 'host bits in a prefix',
    text: `${twoUplinks}policies: [{to: 203.0.113.9/24, uplinks: [a]}]
`,
    want: [
      '5:17-31 MH103 203.0.113.9/24 has bits set behind its length -> write 203.0.113.0/24: host bits are set',
    ],
  },
  {
    name: 'an IPv4 address under ipv6',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: 203.0.113.10/24}}
`,
    want: ['3:40-55 MH104 203.0.113.10 is IPv4, but this is about IPv6 -> write an IPv6 address'],
  },
  {
    name: 'an IPv6 gateway under ipv4',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: fe80::1}}
`,
    want: ['3:55-62 MH104 fe80::1 is IPv6, but this is about IPv4 -> write an IPv4 address'],
  },
  {
    name: 'an address without a length',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10}}
`,
    want: [
      '3:40-52 MH105 203.0.113.10 has no prefix length -> write 203.0.113.10/24 for a network, or 203.0.113.10/32 for a lone address',
    ],
  },
  {
    name: 'an IPv6 address without a length, in a list',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: ["2001:db8::1/64", "2001:db8::2"]}}
`,
    want: [
      '3:59-72 MH105 2001:db8::2 has no prefix length -> write 2001:db8::2/64 for a network, or 2001:db8::2/128 for a lone address',
    ],
  },
  {
    name: 'a zone',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: auto, gateway: fe80::1%eth0}}
`,
    want: ['3:55-67 MH106 "fe80::1%eth0" has a zone -> write fe80::1: the interface is known'],
  },
  {
    name: 'a time that is none',
    text: `version: 1
health: {interval: soon}
`,
    want: ['2:20-24 MH107 "soon" is not a time -> write 200ms, 5s, 2m or 1h'],
  },
  {
    name: 'a quoted time without a unit',
    text: `version: 1
health: {interval: "5"}
`,
    want: ['2:20-23 MH107 "5" is not a time -> write a unit: "5s" or "5ms"'],
  },
  {
    name: 'a fraction of a second until a route expires',
    text: `version: 1
routes: [{to: "2001:db8::/32", dev: eth0, expires: 1500ms}]
`,
    want: ['2:52-58 MH107 1500ms is not a whole number of seconds -> write 2s'],
  },
  {
    name: 'a mark that is none',
    text: `version: 1
uplinks:
  a: {interface: eth0, mark: "0xg1", ipv4: {address: auto}}
`,
    want: ['3:30-36 MH108 "0xg1" is not a mark -> write VALUE or VALUE/MASK, such as 0x10/0xff'],
  },
  {
    name: 'a mark above 32 bits',
    text: `version: 1
uplinks:
  a: {interface: eth0, mark: 4294967296, ipv4: {address: auto}}
`,
    want: [
      '3:30-40 MH108 4294967296 is not a mark -> write VALUE or VALUE/MASK, such as 0x10/0xff',
    ],
  },
  {
    name: 'a range that runs backward',
    text: `${twoUplinks}policies: [{dport: 2000-1000, uplinks: [a]}]
`,
    want: ['5:20-29 MH109 "2000-1000" is not a range of ports -> write 1000-2000'],
  },
  {
    name: 'port 65535, which the kernel refuses',
    text: `${twoUplinks}policies: [{dport: 65535, uplinks: [a]}]
`,
    want: ['5:20-25 MH109 65535 is not a range of ports -> write FIRST-LAST, from 1 to 65534'],
  },
  {
    name: 'a service for a port',
    text: `${twoUplinks}policies: [{dport: https, uplinks: [a]}]
`,
    want: [
      '5:20-25 MH109 "https" is not a range of ports -> write a number or FIRST-LAST: names are not looked up',
    ],
  },
  {
    name: 'a range as iptables writes it',
    text: `${twoUplinks}policies: [{dport: "1000:2000", uplinks: [a]}]
`,
    want: ['5:20-31 MH109 "1000:2000" is not a range of ports -> write 1000-2000'],
  },
  {
    name: 'several ports in one text',
    text: `${twoUplinks}policies: [{dport: "80, 443", uplinks: [a]}]
`,
    want: [
      '5:20-29 MH109 "80, 443" is not a range of ports -> write one policy or rule for each of them, or a range FIRST-LAST',
    ],
  },
  {
    name: 'users that are no numbers',
    text: `${twoUplinks}policies: [{uidrange: root, uplinks: [a]}]
`,
    want: [
      '5:23-27 MH109 "root" is not a range of users -> write a number or FIRST-LAST: names are not looked up',
    ],
  },
  {
    name: 'a protocol number of the kernel',
    text: `version: 1
protocol: 4
`,
    want: ['2:11-12 MH110 4 is too small -> write a number from 5 to 255'],
  },
  {
    name: 'a weight above 256',
    text: `version: 1
uplinks:
  a: {interface: eth0, weight: 257, ipv4: {address: auto}}
`,
    want: ['3:32-35 MH110 257 is too large -> write a number from 1 to 256'],
  },
  {
    name: 'table 0',
    text: `version: 1
routes: [{to: 192.0.2.0/24, dev: eth0, table: 0}]
`,
    want: ['2:47-48 MH110 0 is not the number of a table -> write a number from 1 to 4294967295'],
  },
  {
    name: 'a switch that is 2',
    text: `version: 1
route-options: {quickack: 2}
`,
    want: ['2:27-28 MH110 2 is neither true nor false -> write true, false, 1 or 0'],
  },
  {
    name: 'an interface name with a space',
    text: `version: 1
uplinks:
  a: {interface: "eth0 dev", ipv4: {address: auto}}
`,
    want: ['3:18-28 MH111 "eth0 dev" cannot be the name of an interface -> it cannot have spaces'],
  },
  {
    name: 'an interface name that would add a command',
    text: `version: 1
uplinks:
  a: {interface: "eth0\\nrule flush", ipv4: {address: auto}}
`,
    want: [
      '3:18-36 MH111 "eth0\nrule flush" cannot be the name of an interface -> it cannot have spaces',
    ],
  },
  {
    name: 'an interface name that looks like an option',
    text: `version: 1
uplinks:
  a: {interface: "-force", ipv4: {address: auto}}
`,
    want: [
      '3:18-26 MH111 "-force" cannot be the name of an interface -> write letters, digits and _ . + @ -, beginning with a letter, a digit or _',
    ],
  },
  {
    name: 'an interface name of 16 characters',
    text: `version: 1
uplinks:
  a: {interface: abcdefghijklmnop, ipv4: {address: auto}}
`,
    want: [
      '3:18-34 MH111 "abcdefghijklmnop" cannot be the name of an interface -> Linux allows 15 characters',
    ],
  },
  {
    name: 'an escape sequence in an interface name',
    text: `version: 1
uplinks:
  a: {interface: "eth\\e[2J", ipv4: {address: auto}}
`,
    want: [
      '3:18-28 MH111 "eth\u001b[2J" cannot be the name of an interface -> write letters, digits and _ . + @ -, beginning with a letter, a digit or _',
    ],
  },
  {
    name: 'a name that begins with a digit',
    text: `version: 1
uplinks:
  1st: {interface: eth0, ipv4: {address: auto}}
`,
    want: [
      '3:3-6 MH112 "1st" cannot be a name -> write a letter, then letters, digits, "_" or "-", at most 31 characters',
    ],
  },
  {
    name: 'a policy name with a space',
    text: `${twoUplinks}policies: [{name: "my mail", dport: 25, uplinks: [a]}]
`,
    want: [
      '5:19-28 MH112 "my mail" cannot be a name -> write a letter, then letters, digits, "_" or "-", at most 31 characters',
    ],
  },
  {
    name: 'a key that is __proto__',
    text: `version: 1
uplinks:
  __proto__: {interface: eth0, ipv4: {address: auto}}
`,
    want: [
      '3:3-12 MH112 "__proto__" cannot be a name -> write a letter, then letters, digits, "_" or "-", at most 31 characters',
    ],
  },
  {
    name: 'an IP protocol misspelt',
    text: `${twoUplinks}policies: [{ipproto: tpc, uplinks: [a]}]
`,
    want: ['5:22-25 MH113 "tpc" is not an IP protocol -> did you mean "tcp"?'],
  },
  {
    name: 'IP protocol 256',
    text: `${twoUplinks}policies: [{ipproto: 256, uplinks: [a]}]
`,
    want: [
      '5:22-25 MH113 256 is not an IP protocol -> write icmp, tcp, udp, dccp, gre, esp, ah, ipv6-icmp, sctp, udplite or a number from 1 to 255',
    ],
  },
  {
    name: 'a realm above 255',
    text: `version: 1
rules: [{family: ipv4, lookup: main, realms: 3/400}]
`,
    want: ['2:46-51 MH114 "3/400" is not a pair of realms -> write FROM/TO, each from 0 to 255'],
  },
  {
    name: 'a percentage above 100',
    text: `version: 1
health: {loss: {down: 130%, up: 10%}}
`,
    want: ['2:23-27 MH115 "130%" is not a percentage -> write 0% to 100%'],
  },
  {
    name: 'a scope misspelt',
    text: `version: 1
routes: [{to: 192.0.2.0/24, dev: eth0, scope: lnk}]
`,
    want: ['2:47-50 MH116 "lnk" is not a scope -> did you mean "link"?'],
  },
  {
    name: 'a name as a target',
    text: `version: 1
health: {targets: [dns.example]}
`,
    want: ['2:20-31 MH117 "dns.example" is not an address -> write its IP address'],
  },
  {
    name: 'an address for http',
    text: `version: 1
health: {probe: http, targets: [192.0.2.1]}
`,
    want: ['2:33-42 MH117 "192.0.2.1" is not a URL -> write http://… or https://…'],
  },
  {
    name: 'a prefix list that is not there',
    text: `${twoUplinks}policies: [{to: {file: missing.txt}, uplinks: [a]}]
`,
    want: [
      '5:24-35 MH118 the prefix list "missing.txt" cannot be read: no such file -> paths are relative to the folder of the topology',
    ],
  },
  {
    name: 'bad lines in a prefix list, each where it stands',
    text: `${twoUplinks}policies: [{to: {file: bad.txt}, uplinks: [a]}]
`,
    want: [
      'bad.txt:2:1-13 MH119 192.0.2.1/24 has bits set behind its length -> write 192.0.2.0/24: host bits are set',
      'bad.txt:5:3-6 MH119 "foo" is not an IP address',
    ],
  },
  {
    name: 'an empty prefix list',
    text: `${twoUplinks}policies: [{to: {file: empty.txt}, uplinks: [a]}]
`,
    want: [
      '5:24-33 MH121 the prefix list "empty.txt" has no prefix that could be used here -> nothing is made of this entry',
    ],
  },
  {
    name: 'a prefix list without the family that is asked for',
    text: `${twoUplinks}policies: [{to: {file: ipv4.txt}, family: ipv6, uplinks: [b]}]
`,
    want: [
      '5:24-32 MH121 the prefix list "ipv4.txt" has no prefix that could be used here -> nothing is made of this entry',
    ],
  },
  {
    name: 'a congestion control algorithm that cannot be',
    text: `version: 1
route-options: {congctl: "bbr; reboot"}
`,
    want: [
      '2:26-39 MH122 "bbr; reboot" cannot be a congestion control algorithm -> write a name such as cubic or bbr',
    ],
  },
  {
    name: 'a path with a control character',
    text: `${twoUplinks}policies: [{to: {file: "a\\0b"}, uplinks: [a]}]
`,
    want: [
      '5:24-30 MH123 "a\u0000b" cannot be the path of a prefix list -> write the path of a text file',
    ],
  },
  {
    name: 'a policy that would become too many rules',
    text: `${twoUplinks}policies: [{from: [10.0.0.0/24, 10.0.1.0/24], to: [${hosts(129)}], uplinks: [a]}]
`,
    want: [
      '5:12-1633 MH124 this policy would become 258 rules; at most 256 are made -> put the destinations into a prefix list: to: {file: prefixes.txt}',
    ],
  },
  {
    name: 'a multicast gateway',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: auto, gateway: 224.0.0.1}}
`,
    want: [
      '3:55-64 MH125 224.0.0.1 cannot be used here: it is multicast -> write the address of a host',
    ],
  },
  {
    name: 'a loopback address',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 127.0.0.1/8}}
`,
    want: [
      '3:40-51 MH125 127.0.0.1 cannot be used here: it is loopback -> write the address of a host',
    ],
  },
  {
    name: 'the unspecified IPv6 address',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: "::/64"}}
`,
    want: [
      '3:40-47 MH125 :: cannot be used here: it is unspecified -> write the address of a host',
    ],
  },
  {
    name: 'a command without a path',
    text: `version: 1
health: {probe: command, command: [probe]}
`,
    want: ['2:36-41 MH126 "probe" is not an absolute path -> write /path/to/program'],
  },
  {
    name: 'a mark of 0',
    text: `version: 1
uplinks:
  a: {interface: eth0, mark: 0, ipv4: {address: auto}}
`,
    want: [
      '3:30-31 MH127 mark 0 selects nothing: every packet would match -> write 0/0xffffffff for packets without a mark',
    ],
  },
  {
    name: 'a selector that is no selector to the kernel',
    text: `version: 1
rules: [{fwmark: 0, lookup: main}]
`,
    want: [
      '2:18-19 MH127 mark 0 selects nothing: every packet would match -> write 0/0xffffffff for packets without a mark',
    ],
  },
  {
    name: 'a mask of 0',
    text: `version: 1
rules: [{fwmark: 0/0, lookup: main}]
`,
    want: [
      '2:18-21 MH127 mark "0/0" selects nothing: every packet would match -> write 0/0xffffffff for packets without a mark',
    ],
  },
  {
    name: 'a mark outside its mask',
    text: `version: 1
uplinks:
  a: {interface: eth0, mark: 0x100/0xff, ipv4: {address: auto}}
`,
    want: [
      '3:30-40 MH128 mark 0x100 has bits outside its mask 0xff -> the bits 0x100 can never match',
    ],
  },
  {
    name: 'tos bits that IPv4 does not compare',
    text: `version: 1
rules: [{tos: 0xb8, lookup: main}]
`,
    want: [
      '2:15-19 MH129 tos 0xb8 has bits that ipv4 rules do not compare: only 0x1c -> use dscp, or family: ipv6',
    ],
  },
  {
    name: 'congestion bits in an IPv6 traffic class',
    text: `version: 1
rules: [{family: ipv6, tos: 0xb9, lookup: main}]
`,
    want: [
      '2:29-33 MH129 tos 0xb9 has bits that ipv6 rules do not compare: only 0xfc -> clear the two lowest bits',
    ],
  },
  {
    name: 'the protocol number of a routing daemon',
    text: `version: 1
protocol: 12
`,
    want: [
      '2:11-13 MH130 protocol 12 is that of bird: its routes would be taken for ours -> leave it out, or choose a number that nobody uses',
    ],
  },
  {
    name: 'several bad values at once',
    text: `${twoUplinks}policies:
  - {from: 1.2.3, uplinks: [a]}
  - {to: 192.0.2.1/24, iif: "a b", uplinks: [a]}
`,
    want: [
      '6:12-17 MH101 "1.2.3" is not an IPv4 address: it has 3 parts, not 4 -> write four numbers from 0 to 255, such as 192.0.2.1',
      '7:10-22 MH103 192.0.2.1/24 has bits set behind its length -> write 192.0.2.0/24: host bits are set',
      '7:29-34 MH111 "a b" cannot be the name of an interface -> it cannot have spaces',
    ],
  },
];

function hosts(count: number): string {
  return Array.from({ length: count }, (_, index) => `192.0.2.${index}`).join(', ');
}

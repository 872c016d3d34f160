/** References, and what may exist once only. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

export const referenceMistakes: readonly Mistake[] = [
  {
    name: 'an unknown uplink',
    text: `${twoUplinks}outbound: {mode: failover, uplinks: [a, bb]}
`,
    want: ['5:41-43 MH201 there is no uplink "bb" -> uplinks of this file: a, b'],
  },
  {
    name: 'an unknown uplink in a rule',
    text: `version: 1
uplinks: {office: {interface: eth0, ipv4: {address: auto}}}
rules: [{uplink: offcie}]
`,
    want: ['3:18-24 MH201 there is no uplink "offcie" -> did you mean "office"?'],
  },
  {
    name: 'an unknown table',
    text: `version: 1
tables: {vpn: 700}
rules: [{lookup: vpm}]
`,
    want: ['3:18-21 MH202 there is no table "vpm" -> did you mean "vpn"?'],
  },
  {
    name: 'a table number in quotes',
    text: `version: 1
rules: [{lookup: "700"}]
`,
    want: ['2:18-23 MH202 there is no table "700" -> write 700 without quotes'],
  },
  {
    name: 'an unknown network',
    text: `${twoUplinks}networks: {guests: {interface: br0, ipv4: 192.168.9.1/24}}
policies: [{from: gests, uplinks: [a]}]
`,
    want: ['6:19-24 MH203 there is no network "gests" -> did you mean "guests"?'],
  },
  {
    name: 'the interface of a network as a source',
    text: `${twoUplinks}networks: {lan: {interface: lan0, ipv4: 192.168.8.1/24}, guest: {interface: lan1, ipv4: 192.168.9.1/24}}
policies: [{from: lan1, uplinks: [a]}]
`,
    want: [
      '6:19-23 MH203 there is no network "lan1" -> lan1 is the interface of network guest: write guest',
    ],
  },
  {
    name: 'the interface of an uplink in a list of uplinks',
    text: `${twoUplinks}outbound: {mode: failover, uplinks: [eth1]}
`,
    want: ['5:38-42 MH201 there is no uplink "eth1" -> eth1 is the interface of uplink b: write b'],
  },
  {
    name: 'an interface that two uplinks share, in a list of uplinks',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24}}
  b: {interface: eth0, ipv4: {address: 198.51.100.10/24}}
outbound: {mode: failover, uplinks: [eth0]}
`,
    want: [
      '5:38-42 MH201 there is no uplink "eth0" -> eth0 is the interface of uplinks a and b: write one of them',
    ],
  },
  {
    name: 'any as a source',
    text: `${twoUplinks}policies: [{from: any, uplinks: [a]}]
`,
    want: ['5:19-22 MH203 there is no network "any" -> leave "from" out: that means any source'],
  },
  {
    name: 'table 254 for an uplink',
    text: `version: 1
uplinks:
  a: {interface: eth0, table: 254, ipv4: {address: auto}}
`,
    want: [
      '3:31-34 MH204 table 254 belongs to the kernel -> choose a number from 1 to 252, or above 255',
    ],
  },
  {
    name: 'table 255 under tables',
    text: `version: 1
tables: {mine: {id: 255}}
`,
    want: [
      '2:10-14 MH204 table 255 belongs to the kernel -> choose a number from 1 to 252, or above 255',
    ],
  },
  {
    name: 'two uplinks with one table number',
    text: `version: 1
uplinks:
  a: {interface: eth0, table: 100, ipv4: {address: auto}}
  b: {interface: eth1, table: 100, ipv4: {address: auto}}
`,
    want: [
      '4:31-34 MH205 table 100 is already the table of uplink "a" -> give each table a number of its own',
    ],
  },
  {
    name: 'a table number under two names',
    text: `version: 1
tables: {x: 700, y: 700}
`,
    want: ['2:18-19 MH205 table 700 is already table "x" -> give each table a number of its own'],
  },
  {
    name: 'a table name with two numbers',
    text: `version: 1
uplinks:
  a: {interface: eth0, table: {id: 5, name: vpn}, ipv4: {address: auto}}
tables: {vpn: 700}
`,
    want: ['4:10-13 MH206 there is already a table "vpn" -> give one of them another name'],
  },
  {
    name: 'an uplink with the name of another table',
    text: `version: 1
uplinks:
  a: {interface: eth0, table: x, ipv4: {address: auto}}
tables: {a: 700}
`,
    want: [
      '3:3-4 MH206 uplink "a" has the name of a table that is not its own -> give one of them another name',
    ],
  },
  {
    name: 'a table called local',
    text: `version: 1
uplinks:
  a: {interface: eth0, table: local, ipv4: {address: auto}}
`,
    want: [
      '3:31-36 MH207 a table cannot be called "local": that name has a meaning of its own -> choose another name for the table',
    ],
  },
  {
    name: 'an uplink called main without a table of its own',
    text: `version: 1
uplinks:
  main: {interface: eth0, ipv4: {address: auto}}
`,
    want: [
      '3:3-7 MH207 a table cannot be called "main": that name has a meaning of its own -> choose another name for the table',
    ],
  },
  {
    name: 'a number as the name of a table',
    text: `version: 1
tables: {"700": {}}
`,
    want: ['2:10-15 MH207 "700" is a number, not the name of a table -> write 700 without quotes'],
  },
  {
    name: 'two rules with one priority',
    text: `version: 1
rules: [{priority: 5, lookup: main}, {priority: 5, lookup: default}]
`,
    want: [
      '2:49-50 MH208 priority 5 already belongs to rule 1 -> several addresses or prefixes of an entry take up the numbers that follow',
    ],
  },
  {
    name: 'a priority that a second address takes up',
    text: `version: 1
uplinks:
  a: {interface: eth0, priority: 100, ipv4: {address: [203.0.113.10/24, 203.0.113.11/24]}}
  b: {interface: eth1, priority: 101, ipv4: {address: auto}}
`,
    want: [
      '4:34-37 MH208 priority 101 already belongs to uplink "a" -> several addresses or prefixes of an entry take up the numbers that follow',
    ],
  },
  {
    name: 'a priority of the kernel',
    text: `version: 1
rules: [{priority: 32766, lookup: main}]
`,
    want: ['2:20-25 MH209 priority 32766 belongs to the kernel -> choose a number from 1 to 32765'],
  },
  {
    name: 'priority 0',
    text: `version: 1
uplinks:
  a: {interface: eth0, priority: 0, ipv4: {address: auto}}
`,
    want: ['3:34-35 MH209 priority 0 belongs to the kernel -> choose a number from 1 to 32765'],
  },
  {
    name: 'an address of two uplinks',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24}}
  b: {interface: eth1, ipv4: {address: 203.0.113.10/24}}
`,
    want: ['4:40-55 MH210 203.0.113.10 is declared twice -> an address belongs to one interface'],
  },
  {
    name: 'an address twice in a list',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: [203.0.113.10/24, 203.0.113.10/32]}}
`,
    want: ['3:58-73 MH210 203.0.113.10 is declared twice -> an address belongs to one interface'],
  },
  {
    name: 'two uplinks with one mark',
    text: `version: 1
uplinks:
  a: {interface: eth0, mark: 1, ipv4: {address: auto}}
  b: {interface: eth1, mark: 0x1/0xff, ipv4: {address: auto}}
`,
    want: [
      '4:30-38 MH211 mark 0x1 also belongs to uplink "a" -> give each uplink a mark of its own',
    ],
  },
  {
    name: 'an uplink twice in a list',
    text: `${twoUplinks}outbound: {mode: failover, uplinks: [a, a]}
`,
    want: ['5:41-42 MH212 uplink "a" is listed twice -> name each uplink once'],
  },
  {
    name: 'two policies with one name',
    text: `${twoUplinks}policies: [{name: x, dport: 25, uplinks: [a]}, {name: x, dport: 26, uplinks: [a]}]
`,
    want: ['5:55-56 MH213 there is already a policy "x" -> give one of them another name'],
  },
  {
    name: 'two routes with one key',
    text: `version: 1
routes:
  - {to: 192.0.2.0/24, dev: eth0}
  - {to: [192.0.3.0/24, 192.0.2.0/24], dev: eth1, metric: 0}
`,
    want: [
      '4:5-61 MH214 there is already a route to 192.0.2.0/24 with this table, metric and tos -> give one of them another metric',
    ],
  },
  {
    name: 'an interface that is uplink and network',
    text: `${twoUplinks}networks: {lan: {interface: eth0, ipv4: 192.168.9.1/24}}
`,
    want: [
      '5:29-33 MH215 interface eth0 is already that of "a" -> an uplink needs no entry under "networks"',
    ],
  },
  {
    name: 'two uplinks on one interface',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24}}
  b: {interface: eth0, ipv4: {address: 198.51.100.10/24}}
`,
    want: [
      '4:18-22 MH216 uplinks "a" and "b" share interface eth0 -> programs that bind to the interface cannot be told apart: they get no rule',
    ],
  },
  {
    name: 'overlapping networks',
    text: `${twoUplinks}networks: {lan: {interface: br0, ipv4: 203.0.113.129/25}}
`,
    want: [
      '5:40-56 MH217 203.0.113.128/25 overlaps 203.0.113.0/24 of uplink "a" -> use another range for the attached network',
    ],
  },
  {
    name: 'a band that reaches the rules of the kernel',
    text: `version: 1
priority-base: 26000
`,
    want: [
      '2:16-21 MH218 priorities 26000 to 32999 include those of the kernel -> write a number up to 25766',
    ],
  },
];

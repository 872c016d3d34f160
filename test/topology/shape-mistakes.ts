/** Keys and types. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

export const shapeMistakes: readonly Mistake[] = [
  {
    name: 'a text for the whole file',
    text: `hello
`,
    want: ['1:1-6 MH020 the topology must be a mapping, not the text "hello"'],
  },
  {
    name: 'a list for the whole file',
    text: `- version: 1
`,
    want: ['1:1-2 MH020 the topology must be a mapping, not a list -> remove the "-"'],
  },
  {
    name: 'a text for a number',
    text: `version: 1
priority-base: many
`,
    want: ['2:16-20 MH020 priority-base must be a whole number, not the text "many"'],
  },
  {
    name: 'a quoted number',
    text: `version: 1
protocol: "157"
`,
    want: [
      '2:11-16 MH020 protocol must be a whole number, not the text "157" -> write 157 without quotes',
    ],
  },
  {
    name: 'yes for true',
    text: `version: 1
main-first: yes
`,
    want: [
      '2:13-16 MH020 main-first must be true or false, not the text "yes" -> "yes" is a text in YAML 1.2: write true',
    ],
  },
  {
    name: 'a number for a name',
    text: `version: 1
uplinks:
  a: {interface: 5, ipv4: {address: auto}}
`,
    want: ['3:18-19 MH020 interface of uplink "a" must be a text, not 5 -> put it in quotes: "5"'],
  },
  {
    name: 'a fraction',
    text: `version: 1
protocol: 15.5
`,
    want: ['2:11-15 MH020 protocol must be a whole number, not 15.5'],
  },
  {
    name: 'a time without a unit',
    text: `version: 1
health: {interval: 5}
`,
    want: ['2:20-21 MH020 interval of health must be a text, not 5 -> write a unit: "5s" or "5ms"'],
  },
  {
    name: 'a percentage without a sign',
    text: `version: 1
health: {loss: {down: 30, up: 10%}}
`,
    want: ['2:23-25 MH020 down of loss of health must be a text, not 30 -> write "30%"'],
  },
  {
    name: 'one uplink where a list is expected',
    text: `version: 1
outbound: {mode: failover, uplinks: a}
`,
    want: [
      '2:37-38 MH020 uplinks of outbound must be a list, not the text "a" -> write it in brackets: [ ]',
    ],
  },
  {
    name: 'an unknown key',
    text: `version: 1
uplnks: {}
`,
    want: ['2:1-7 MH021 unknown key "uplnks" in the topology -> did you mean "uplinks"?'],
  },
  {
    name: 'an unknown key in an uplink, told with its section',
    text: `version: 1
uplinks:
  a: {interface: eth0, pirority: 3, ipv4: {address: auto}}
`,
    want: ['3:24-32 MH021 unknown key "pirority" in uplink "a" -> did you mean "priority"?'],
  },
  {
    name: 'a required key misspelt is one mistake',
    text: `version: 1
uplinks:
  a: {interfce: eth0, ipv4: {address: auto}}
`,
    want: ['3:7-15 MH021 unknown key "interfce" in uplink "a" -> did you mean "interface"?'],
  },
  {
    name: 'a list of ports',
    text: `${twoUplinks}policies: [{dport: [80, 443], uplinks: [a]}]
`,
    want: [
      '5:20-29 MH020 dport of policy 1 must be a whole number or a text, not a list -> write one policy for each of them, or a range FIRST-LAST',
    ],
  },
  {
    name: 'a list of prefixes in a rule',
    text: `${twoUplinks}rules: [{from: [192.0.2.1, 192.0.2.2], lookup: a}]
`,
    want: [
      '5:16-38 MH020 from of rule 1 must be a text, not a list -> write one rule for each of them',
    ],
  },
  {
    name: 'auto for a whole family of an uplink',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv4: auto}
`,
    want: [
      '3:30-34 MH020 ipv4 of uplink "a" must be a mapping, not the text "auto" -> write ipv4: {address: auto, gateway: auto}',
    ],
  },
  {
    name: 'an address for a whole family of an uplink',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: "2001:db8::10/64"}
`,
    want: [
      '3:30-47 MH020 ipv6 of uplink "a" must be a mapping, not the text "2001:db8::10/64" -> write ipv6: {address: "2001:db8::10/64", gateway: GATEWAY}',
    ],
  },
  {
    name: 'addresses beside the interface',
    text: `version: 1
uplinks:
  a: {interface: eth0, adresses: [203.0.113.10/24], ipv4: {address: auto}}
`,
    want: [
      '3:24-32 MH021 unknown key "adresses" in uplink "a" -> write `address` under `ipv4` or `ipv6`',
    ],
  },
  {
    name: 'a word of ip that we call differently',
    text: `version: 1
rules: [{pref: 5, lookup: main}]
`,
    want: ['2:10-14 MH021 unknown key "pref" in rule 1 -> write `priority`'],
  },
  {
    name: 'a merge key',
    text: `version: 1
uplinks:
  a: &a {interface: eth0, ipv4: {address: auto}}
  b:
    <<: *a
    interface: eth1
`,
    want: [
      '5:5-7 MH021 unknown key "<<" in uplink "b" -> YAML 1.2 has no merge keys: write the values out',
    ],
  },
  {
    name: 'a missing key',
    text: `version: 1
uplinks:
  a: {ipv4: {address: auto}}
`,
    want: ['3:3-4 MH022 uplink "a" has no "interface" -> add "interface"'],
  },
  {
    name: 'a missing version',
    text: `uplinks: {}
`,
    want: ['1:1-8 MH022 the topology has no "version" -> add "version"'],
  },
  {
    name: 'outbound without uplinks',
    text: `version: 1
outbound: {mode: failover}
`,
    want: ['2:1-9 MH022 outbound has no "uplinks" -> add "uplinks"'],
  },
  {
    name: 'an unknown word',
    text: `version: 1
outbound: {mode: fialover, uplinks: [a]}
`,
    want: [
      '2:18-26 MH023 mode of outbound must be one of failover, balance, none, not "fialover" -> did you mean "failover"?',
    ],
  },
  {
    name: 'l3mdev: false',
    text: `version: 1
rules: [{l3mdev: false}]
`,
    want: ['2:18-23 MH023 l3mdev of rule 1 must be true, not false'],
  },
  {
    name: 'an empty list',
    text: `version: 1
policies: [{uplinks: []}]
`,
    want: ['2:22-24 MH024 uplinks of policy 1 is empty -> list at least one entry'],
  },
  {
    name: 'a key without a value',
    text: `version: 1
uplinks:
  a:
    interface:
    ipv4: {address: auto}
`,
    want: ['4:5-14 MH025 interface of uplink "a" has no value -> write a value, or remove the key'],
  },
  {
    name: 'a list entry without a value',
    text: `version: 1
rules:
  -
`,
    want: ['3:3-4 MH025 rule 1 has no value -> write a value, or remove the key'],
  },
  {
    name: 'a later version',
    text: `version: 2
`,
    want: ['1:10-11 MH026 version 2 of the topology language is not known -> write version: 1'],
  },
  {
    name: 'a source-specific route',
    text: `version: 1
routes: [{to: default, from: 192.0.2.0/24, dev: eth0}]
`,
    want: [
      '2:24-28 MH027 "from" is not supported in route 1 -> the kernel loses source-specific routes: write a rule with `from` that looks up a table of its own',
    ],
  },
  {
    name: 'NAT',
    text: `version: 1
rules: [{nat: 192.0.2.1, lookup: main}]
`,
    want: [
      '2:10-13 MH027 "nat" is not supported in rule 1 -> Linux has no NAT rules since 2.6: use nftables',
    ],
  },
  {
    name: 'nexthops beside via',
    text: `version: 1
routes: [{to: 192.0.2.0/24, via: 203.0.113.1, nexthops: [{dev: eth0}]}]
`,
    want: ['2:47-55 MH028 "via" and "nexthops" exclude each other -> remove one of them'],
  },
  {
    name: 'uplinks that mode none does not use',
    text: `${twoUplinks}outbound: {mode: none, uplinks: [a]}
`,
    want: [
      '5:24-31 MH028 outbound has uplinks, but its mode is none -> write mode: failover or balance, or remove "uplinks"',
    ],
  },
  {
    name: 'an uplink without a family',
    text: `version: 1
uplinks:
  a: {interface: eth0}
`,
    want: ['3:3-4 MH029 uplink "a" has neither ipv4 nor ipv6 -> add ipv4: {address: auto}'],
  },
  {
    name: 'a network without a family',
    text: `version: 1
networks: {lan: {interface: br0}}
`,
    want: ['2:12-15 MH029 network "lan" has neither ipv4 nor ipv6 -> add ipv4: {address: auto}'],
  },
  {
    name: 'several mistakes at once',
    text: `version: 1
protocl: 157
outbound: {mode: any, uplinks: [a]}
main-first: on
`,
    want: [
      '2:1-8 MH021 unknown key "protocl" in the topology -> did you mean "protocol"?',
      '3:18-21 MH023 mode of outbound must be one of failover, balance, none, not "any"',
      '4:13-15 MH020 main-first must be true or false, not the text "on" -> "on" is a text in YAML 1.2: write true',
    ],
  },
];

/** Keys at the wrong depth, and spaces that are missing. */

import type { Mistake } from './mistake.ts';
import { twoUplinks } from './mistake.ts';

/** Seven lines. */
const uplink = `version: 1
uplinks:
  a:
    interface: eth0
    ipv4:
      address: 203.0.113.10/24
      gateway: 203.0.113.1
`;

export const indentationMistakes: readonly Mistake[] = [
  {
    name: 'a key below one that has a value',
    text: uplink.replace('    ipv4', '      ipv4'),
    want: [
      '5:7-11 MH001 "ipv4" lines up with no key above it -> indent it by 4 spaces, like "interface" in line 4',
    ],
  },
  {
    name: 'a key one space short',
    text: uplink.replace('      gateway', '     gateway'),
    want: [
      '7:6-13 MH001 "gateway" lines up with no key above it -> indent it by 6 spaces, like "address" in line 6',
    ],
  },
  {
    name: 'a key one space short after a nested mapping',
    text: `${uplink}   mark: 5\n`,
    want: [
      '8:4-8 MH001 "mark" lines up with no key above it -> indent it by 4 spaces, like "ipv4" in line 5',
    ],
  },
  {
    name: 'a name one space too far goes to the names, not to the keys of one',
    text: `${uplink}   b:\n     interface: eth1\n`,
    want: [
      '8:4-5 MH001 "b" lines up with no key above it -> indent it by 2 spaces, like "a" in line 3',
    ],
  },
  {
    name: 'a key between two levels it does not belong to',
    text: `${uplink}   lookup: main\n`,
    want: [
      '8:4-10 MH001 "lookup" lines up with no key above it -> indent it by 2 spaces, like "a" in line 3, or indent it by 4 spaces, like "ipv4" in line 5',
    ],
  },
  {
    name: 'a key between the top and a name',
    text: `version: 1\ntables:\n  x: 700\n y: 701\n`,
    want: [
      '4:2-3 MH001 "y" lines up with no key above it -> indent it by 2 spaces, like "x" in line 3',
    ],
  },
  {
    name: 'a word between the top and a key',
    text: `${twoUplinks}outbound:\n  mode: none\n foo: 1\n`,
    want: [
      '7:2-5 MH001 "foo" lines up with no key above it -> do not indent it, like "outbound" in line 5, or indent it by 2 spaces, like "mode" in line 6',
    ],
  },
  {
    name: 'no colon after the last name of a mapping',
    text: `${uplink}  b\n    interface: eth1\n    ipv4: {address: auto}\n`,
    want: ['8:3-4 MH001 a ":" is missing after this key -> write b:'],
  },
  {
    name: 'no colon after the first name of a mapping',
    text: `version: 1\nuplinks:\n  a # the first\n\n    interface: eth0\n`,
    want: ['3:3-4 MH001 a ":" is missing after this key -> write a:'],
  },
  {
    name: 'no colon before a list',
    text: `${twoUplinks}policies:\n  - name: mail\n    to\n      - 192.0.2.0/24\n    uplinks: [a]\n`,
    want: ['7:5-7 MH001 a ":" is missing after this key -> write to:'],
  },
  {
    name: 'no colon after the first key of a list entry',
    text: `${twoUplinks}policies:\n  - to\n      - 192.0.2.0/24\n    uplinks: [a]\n`,
    want: ['6:5-7 MH001 a ":" is missing after this key -> write to:'],
  },
  {
    name: 'no colon in the last line',
    text: `${uplink}  b\n`,
    want: ['8:3-4 MH001 a ":" is missing after this key -> write b:'],
  },
  {
    name: 'a value that goes on in the next line is no key',
    text: `version: 1\nuplinks:\n  a:\n    interface: eth0\n      eth1\n     mark: 5\n`,
    want: [
      '6:6-10 MH001 "mark" lines up with no key above it -> indent it by 4 spaces, like "interface" in line 4',
    ],
  },
  {
    name: 'a no-break space in the indentation',
    text: uplink.replace('    ipv4', '   \u00a0ipv4'),
    want: ['5:4-5 MH001 this is a no-break space (U+00A0) -> write an ordinary space'],
  },
  {
    name: 'a no-break space after a colon',
    text: uplink.replace('interface: ', 'interface:\u00a0'),
    want: ['4:15-16 MH001 this is a no-break space (U+00A0) -> write an ordinary space'],
  },
  {
    name: 'a no-break space before a colon in braces',
    text: `version: 1 # one\u00a0file\noutbound: {mode\u00a0: none}\n`,
    want: ['2:16-17 MH001 this is a no-break space (U+00A0) -> write an ordinary space'],
  },
  {
    name: 'no-break spaces as all of the indentation, and one after a value',
    text: `version: 1\ntables:\n\u00a0\u00a0x: 700\u00a0\n`,
    want: [
      '3:1-3 MH001 these are no-break spaces (U+00A0) -> write ordinary spaces',
      '3:9-10 MH001 this is a no-break space (U+00A0) -> write an ordinary space',
    ],
  },
  {
    name: 'a no-break space after a name',
    text: uplink.replace('eth0', 'eth0\u00a0'),
    want: ['4:20-21 MH001 this is a no-break space (U+00A0) -> write an ordinary space'],
  },
  {
    name: 'a space as wide as a letter after a dash',
    text: `${twoUplinks}outbound: {mode: failover, uplinks: [a,\u3000b]}\n`,
    want: ['5:40-41 MH001 this is the character U+3000 -> write an ordinary space'],
  },
  {
    name: "a no-break space in quotes or a comment is nobody's mistake",
    text: `version: 1 # one\u00a0file\nprotcol: "a\u00a0b"\n`,
    want: ['2:1-8 MH021 unknown key "protcol" in the topology -> did you mean "protocol"?'],
  },
  {
    name: 'a key of a list entry under its dash',
    text: `${twoUplinks}policies:\n  - name: mail\n  uplinks: [a]\n`,
    want: [
      '7:3-10 MH001 "uplinks" lines up with no key above it -> indent it by 4 spaces, like "name" in line 6',
    ],
  },
  {
    name: 'a key of a list entry one space short',
    text: `${twoUplinks}policies:\n  - name: mail\n   uplinks: [a]\n`,
    want: [
      '7:4-11 MH001 "uplinks" lines up with no key above it -> indent it by 4 spaces, like "name" in line 6',
    ],
  },
  {
    name: 'a list entry one space too far',
    text: `${twoUplinks}policies:\n  - uplinks: [a]\n    name: mail\n   - uplinks: [b]\n`,
    want: [
      '8:4-5 MH001 this "-" lines up with no other one above it -> indent it by 2 spaces, like "-" in line 6',
    ],
  },
  {
    name: 'a list entry one space short',
    text: `${twoUplinks}policies:\n  - uplinks: [a]\n\n # the other\n - uplinks: [b]\n`,
    want: [
      '9:2-3 MH001 this "-" lines up with no other one above it -> indent it by 2 spaces, like "-" in line 6',
    ],
  },
  {
    name: 'the first key of a mapping one space short',
    text: `${twoUplinks}outbound:\n mode: failover\n  uplinks: [a]\n`,
    want: [
      '7:3-10 MH001 "uplinks" lines up with no key above it -> indent it by 1 space, like "mode" in line 6',
    ],
  },
  {
    name: 'a key of the file after a space',
    text: `version: 1\nmain-first: true\n protocol: 99\n`,
    want: [
      '3:2-10 MH001 "protocol" lines up with no key above it -> do not indent it, like "main-first" in line 2',
    ],
  },
  {
    name: 'a mapping that begins on the line of its key',
    text: `${twoUplinks}outbound: mode: failover\n  uplinks: [a]\n`,
    want: [
      '5:11-15 MH001 there is a second ":" on this line -> begin a new line before "mode", and indent it',
    ],
  },
  {
    name: 'no space after a colon',
    text: uplink.replace('interface: ', 'interface:'),
    want: ['4:5-15 MH001 a space is missing after "interface:" -> write interface: eth0'],
  },
  {
    name: 'no space after a colon before an address',
    text: uplink.replace('address: ', 'address:'),
    want: ['6:7-15 MH001 a space is missing after "address:" -> write address: 203.0.113.10/24'],
  },
  {
    name: 'no space after the first colon',
    text: uplink.replace('version: ', 'version:'),
    want: ['1:1-9 MH001 a space is missing after "version:" -> write version: 1'],
  },
  {
    name: 'no space after the only colon',
    text: 'version:1\n',
    want: [
      '1:1-10 MH020 the topology must be a mapping, not the text "version:1" -> a space is missing: write version: 1',
    ],
  },
  {
    name: 'no space after the only colon of a mapping',
    text: `version: 1\nuplinks:\n  a:\n    interface: eth0\n    ipv4:\n      address:auto\n`,
    want: [
      '6:7-19 MH020 ipv4 of uplink "a" must be a mapping, not the text "address:auto" -> a space is missing: write address: auto',
    ],
  },
  {
    name: 'no space after a colon in braces',
    text: `${twoUplinks}outbound: {mode:failover, uplinks: [a]}\n`,
    want: [
      '5:12-25 MH021 unknown key "mode:failover" in outbound -> a space is missing: write mode: failover',
    ],
  },
  {
    name: 'no space after a dash',
    text: `${twoUplinks}policies:\n  -name: mail\n   uplinks: [a]\n`,
    want: ['6:3-4 MH001 a space is missing after "-" -> write - name: mail'],
  },
  {
    name: 'no space after the dashes of a list',
    text: `${twoUplinks}outbound:\n  mode: failover\n  uplinks:\n    -a\n    -b\n`,
    want: [
      '8:5-7 MH020 uplinks of outbound must be a list, not the text "-a -b" -> a space is missing after each "-": write - a',
    ],
  },
  {
    name: 'the keys of an uplink beside its name',
    text: `version: 1\nuplinks:\n  a:\n  interface: eth0\n  ipv4:\n    address: auto\n    gateway: auto\n  b: {interface: eth1, ipv4: {address: auto}}\n`,
    want: [
      '3:3-4 MH025 uplink "a" has no value -> indent "interface" further, so that it belongs to "a"',
    ],
  },
  {
    name: 'uplinks beside `uplinks`',
    text: `version: 1\nuplinks:\na:\n  interface: eth0\n  ipv4: {address: auto}\nmain-first: true\n`,
    want: [
      '2:1-8 MH025 uplinks has no value -> indent "a" further, so that it belongs to "uplinks"',
    ],
  },
  {
    name: 'the keys of a family beside it',
    text: uplink.replace('      address', '    address').replace('      gateway', '    gateway'),
    want: [
      '5:5-9 MH025 ipv4 of uplink "a" has no value -> indent "address" further, so that it belongs to "ipv4"',
    ],
  },
  {
    name: 'an uplink without a name',
    text: `version: 1\nuplinks:\n  interface: eth0\n  ipv4:\n    address: auto\n`,
    want: [
      '3:3-12 MH021 "interface" stands where the name of an uplink is expected -> write the name before it, and indent it below: NAME:',
    ],
  },
  {
    name: 'a key of an uplink after it',
    text: `${uplink}  mark: 5\n`,
    want: [
      '8:3-7 MH021 "mark" stands where the name of an uplink is expected -> indent it further, so that it belongs to "a"',
    ],
  },
  {
    name: 'a key of an uplink in its family',
    text: `${uplink}      mark: 5\n`,
    want: [
      '8:7-11 MH021 unknown key "mark" in ipv4 of uplink "a" -> it is a key of uplink "a": move it there',
    ],
  },
  {
    name: 'a key of an uplink at the top',
    text: `${uplink}mark: 5\n`,
    want: ['8:1-5 MH021 unknown key "mark" in the topology -> it is a key of an uplink'],
  },
  {
    name: 'a key of several things at the top',
    text: `${uplink}mode: failover\n`,
    want: ['8:1-5 MH021 unknown key "mode" in the topology -> it is a key of outbound or a policy'],
  },
  {
    name: 'a metric of routes in an uplink',
    text: `${uplink}    mtu: 1400\n`,
    want: ['8:5-8 MH021 unknown key "mtu" in uplink "a" -> it is a key of route-options'],
  },
  {
    name: 'one policy without a dash',
    text: `${twoUplinks}policies:\n  name: mail\n  uplinks: [a]\n`,
    want: [
      '6:3-7 MH020 policies must be a list, not a mapping -> write "- " before the first key of each entry',
    ],
  },
  {
    name: 'policies by name',
    text: `${twoUplinks}policies:\n  mail: {uplinks: [a]}\n`,
    want: [
      '6:3-7 MH020 policies must be a list, not a mapping -> write "- name: mail", and its keys below',
    ],
  },
  {
    name: 'uplinks as a list',
    text: `version: 1\nuplinks:\n  - name: a\n    interface: eth0\n    ipv4: {address: auto}\n`,
    want: [
      '3:3-4 MH020 uplinks must be a mapping, not a list -> write a name instead of each "-": NAME:',
    ],
  },
  {
    name: 'the keys of an uplink as a list',
    text: `version: 1\nuplinks:\n  a:\n    - interface: eth0\n    - ipv4: {address: auto}\n`,
    want: ['4:5-6 MH020 uplink "a" must be a mapping, not a list -> remove the "-"'],
  },
];

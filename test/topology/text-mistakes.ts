/** What can be wrong with a text, and with it as YAML. */

import type { Mistake } from './mistake.ts';

export const textMistakes: readonly Mistake[] = [
  {
    name: 'a bracket that is not closed',
    text: `version: 1
uplinks: {a: {interface: eth0
`,
    want: ['2:30-31 MH001 a bracket before this is not closed -> close it, or indent this line'],
  },
  {
    name: 'a word that is no key in the second line, the first being empty',
    text: `
schema
version: 1
`,
    want: ['2:1-7 MH001 a ":" is missing after this key -> write schema:'],
  },
  {
    name: 'a missing comma',
    text: `version: 1
outbound: {mode: none metric: 3, uplinks: [a] b}
`,
    want: [
      '2:29-30 MH001 a comma or a closing bracket is missing before this -> check the brackets and commas',
    ],
  },
  {
    name: 'a quote that is not closed',
    text: `version: 1
protocol: "157
`,
    want: ['2:15-16 MH001 a quote before this is not closed -> close it, or indent this line'],
  },
  {
    name: 'wrong indentation',
    text: `version: 1
uplinks:
  a:
    interface: eth0
   ipv4: {address: auto}
`,
    want: [
      '5:4-8 MH001 "ipv4" lines up with no key above it -> indent it by 4 spaces, like "interface" in line 4',
    ],
  },
  {
    name: 'a second colon on a line',
    text: `version: 1
outbound: mode: none
`,
    want: [
      '2:11-15 MH001 there is a second ":" on this line -> begin a new line before "mode", and indent it',
    ],
  },
  {
    name: 'a value that begins with @',
    text: `version: 1
uplinks: @home
`,
    want: ['2:10-11 MH001 a value cannot begin with "@" -> quote the value'],
  },
  {
    name: 'a tab as indentation',
    text: `version: 1
uplinks:
\u0009a: {interface: eth0}
`,
    want: ['3:1-2 MH002 a tab is used for indentation -> use spaces'],
  },
  {
    name: 'a key twice',
    text: `version: 1
protocol: 157
protocol: 158
`,
    want: ['3:1-9 MH003 the key "protocol" is written twice -> remove one, or merge them'],
  },
  {
    name: 'one key in two spellings',
    text: `version: 1
tables: {1: {}, 0x1: {}}
`,
    want: ['2:17-18 MH003 this key is written twice'],
  },
  {
    name: 'an alias without an anchor',
    text: `version: 1
uplinks: *uplinks
`,
    want: [
      '2:10-18 MH004 no anchor "&uplinks" stands before the alias "*uplinks" -> define it earlier, or quote a value that begins with "*"',
    ],
  },
  {
    name: 'an alias that contains itself',
    text: `version: 1
uplinks: &u {a: *u}
`,
    want: ['2:17-19 MH005 the alias "*u" contains itself -> write the value out'],
  },
  {
    name: 'aliases that expand to millions',
    text: `version: 1
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
`,
    want: [
      '6:36-38 MH005 aliases add more than 100000 values to this file -> write the values out',
    ],
  },
  {
    name: 'an empty file',
    text: ``,
    want: ['1:1-2 MH006 the topology is empty -> begin with: version: 1'],
  },
  {
    name: 'a file of comments',
    text: `# nothing
`,
    want: ['1:1-2 MH006 the topology is empty -> begin with: version: 1'],
  },
  {
    name: 'a file with a lone separator',
    text: `---
`,
    want: ['1:1-2 MH006 the topology is empty -> begin with: version: 1'],
  },
  {
    name: 'a NUL character',
    text: `version: 1
uplinks: \u0000
`,
    want: [
      '2:10-11 MH008 this is not plain text: it has the character U+0000 -> save the file as UTF-8 text',
    ],
  },
  {
    name: 'bytes that are not UTF-8',
    text: `version: 1
uplinks: \ufffd
`,
    want: [
      '2:10-11 MH008 this is not plain text: it has bytes that are not UTF-8 -> save the file as UTF-8 text',
    ],
  },
  {
    name: 'a second document',
    text: `version: 1
---
version: 1
`,
    want: [
      '2:1-4 MH009 a second YAML document begins here -> one file is one topology: remove the "---"',
    ],
  },
  {
    name: 'values within values without end',
    text: `version: 1
uplinks: ${'['.repeat(40)}${']'.repeat(40)}
`,
    want: ['2:41-42 MH010 values are nested too deeply'],
  },
  {
    name: 'an IPv6 address that ends in :: as a block value',
    text: `version: 1
uplinks:
  a:
    interface: eth0
    ipv6: {address: auto}
    mark: 2001:db8::
`,
    want: [
      '6:11-21 MH011 2001:db8:: is not quoted: YAML takes its last colon for the one after a key -> quote this IPv6 address: "2001:db8::"',
    ],
  },
  {
    name: 'an IPv6 address that ends in :: in brackets',
    text: `version: 1
policies: [{to: [2001:db8::, "2001:db9::"], uplinks: [a]}]
`,
    want: [
      '2:18-28 MH011 2001:db8:: is not quoted: YAML takes its last colon for the one after a key -> quote this IPv6 address: "2001:db8::"',
    ],
  },
  {
    name: 'an IPv6 address that ends in :: in braces',
    text: `version: 1
uplinks:
  a: {interface: eth0, ipv6: {address: auto, gateway: 2001:db8::}}
`,
    want: [
      '3:55-65 MH011 2001:db8:: is not quoted: YAML takes its last colon for the one after a key -> quote this IPv6 address: "2001:db8::"',
    ],
  },
  {
    name: 'an IPv6 address that ends in :: in a block list',
    text: `version: 1
policies:
  - to:
      - 2001:db8::
    uplinks: [a]
`,
    want: [
      '4:9-19 MH011 2001:db8:: is not quoted: YAML takes its last colon for the one after a key -> quote this IPv6 address: "2001:db8::"',
    ],
  },
  {
    name: 'a YAML tag',
    text: `version: 1
protocol: !!binary aGk=
`,
    want: [
      '2:11-19 MH012 the YAML tag "!!binary" cannot stand here -> quote a value that begins with "!"',
    ],
  },
  {
    name: 'a list as a key',
    text: `version: 1
? [a]
: b
`,
    want: ['1:1-2 MH013 a key is empty or not a plain word -> keys are names'],
  },
];

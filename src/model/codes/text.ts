/** Text, YAML and shape: what stops a file from being read at all. */

import type { CodeEntry } from './entry.ts';

export const textCodes = {
  MH001: {
    name: 'yaml-syntax',
    severity: 'error',
    summary: 'The text is not valid YAML.',
    explanation:
      'The parser could not go on at the place shown; what is wrong may stand just before it.',
  },
  MH002: {
    name: 'yaml-tab',
    severity: 'error',
    summary: 'A tab is used for indentation.',
    explanation: 'YAML allows only spaces there.',
  },
  MH003: {
    name: 'duplicate-key',
    severity: 'error',
    summary: 'One key is written twice in the same mapping.',
    explanation: 'Only one of the two could count, so neither is taken. Remove one or merge them.',
  },
  MH004: {
    name: 'unknown-anchor',
    severity: 'error',
    summary: 'An alias (`*name`) has no anchor (`&name`) before it.',
    explanation: 'Define the anchor earlier in the file, or quote a value that begins with `*`.',
  },
  MH005: {
    name: 'alias-expansion',
    severity: 'error',
    summary: 'Aliases repeat too much, or an alias contains itself.',
    explanation:
      'A few lines of nested aliases can expand to billions of values. Write the values out.',
  },
  MH006: {
    name: 'file-empty',
    severity: 'error',
    summary: 'The file says nothing.',
    explanation: 'A topology needs at least `version: 1`.',
  },
  MH007: {
    name: 'file-too-large',
    severity: 'error',
    summary: 'The topology is larger than 8 MiB.',
    explanation: 'Move long lists of prefixes into a prefix list: `to: {file: prefixes.txt}`.',
  },
  MH008: {
    name: 'file-not-text',
    severity: 'error',
    summary: 'The file is not plain UTF-8 text.',
    explanation:
      'It has characters that no text file has, such as NUL, or bytes that are not UTF-8.',
  },
  MH009: {
    name: 'several-documents',
    severity: 'error',
    summary: 'The file has more than one YAML document.',
    explanation: 'One file is one topology. Remove the `---` in between, or split the file.',
  },
  MH010: {
    name: 'too-deep',
    severity: 'error',
    summary: 'Values are nested too deeply.',
    explanation: 'No topology needs more than a few levels.',
  },
  MH011: {
    name: 'unquoted-ipv6',
    severity: 'error',
    summary: 'An IPv6 address that ends in `::` is not quoted.',
    explanation: 'YAML takes its last colon for the one after a key. Write it in quotes.',
  },
  MH012: {
    name: 'yaml-tag',
    severity: 'error',
    summary: 'A value has a YAML tag (`!something`).',
    explanation: 'Tags have no use in a topology. Quote a value that begins with `!`.',
  },
  MH013: {
    name: 'complex-key',
    severity: 'error',
    summary: 'A key is not a plain word.',
    explanation: 'Keys are names; lists and mappings cannot be keys.',
  },
  // Shape: keys and types.
  MH020: {
    name: 'wrong-type',
    severity: 'error',
    summary: 'A value is of the wrong type.',
    explanation: 'For instance a text where a number is expected.',
  },
  MH021: {
    name: 'unknown-key',
    severity: 'error',
    summary: 'A key does not exist at this place.',
    explanation: 'Often a typing mistake, or a key at the wrong level.',
  },
  MH022: {
    name: 'missing-key',
    severity: 'error',
    summary: 'A key that is required is missing.',
    explanation:
      'Without it there is nothing to make routes or rules from. The message names the key; add it to the entry that is marked.',
  },
  MH023: {
    name: 'unknown-word',
    severity: 'error',
    summary: 'A value is none of the words that are possible here.',
    explanation:
      'The hint names the word that comes closest, and the message all that are possible.',
  },
  MH024: {
    name: 'nothing-listed',
    severity: 'error',
    summary: 'A list or mapping is empty where at least one entry is needed.',
    explanation:
      'An empty list would mean "nothing", which is never what such a key is for. List an entry, or remove the key.',
  },
  MH025: {
    name: 'no-value',
    severity: 'error',
    summary: 'A key has no value.',
    explanation:
      'Usually what belongs to the key is indented as far as the key itself. Indent it further, write a value, or remove the key.',
  },
  MH026: {
    name: 'unsupported-version',
    severity: 'error',
    summary: 'The file is in a version of the language that this program does not know.',
    explanation: 'This program reads version 1.',
  },
  MH027: {
    name: 'unsupported-key',
    severity: 'error',
    summary: '`ip` has this word, but a topology does not.',
    explanation: 'The message says why and what to write instead.',
  },
  MH028: {
    name: 'exclusive-keys',
    severity: 'error',
    summary: 'Keys are used together that exclude each other.',
    explanation:
      'Each says in its own way the same thing, such as where a route leads, so that one of them would have to be ignored. Keep one.',
  },
  MH029: {
    name: 'no-family',
    severity: 'error',
    summary: 'An uplink or network has neither `ipv4` nor `ipv6`.',
    explanation: 'It needs at least one of them.',
  },
} as const satisfies Readonly<Record<`MH0${number}`, CodeEntry>>;

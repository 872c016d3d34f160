/** References, and what there may be only one of. */

import type { CodeEntry } from './entry.ts';

export const referencesCodes = {
  MH201: {
    name: 'unknown-uplink',
    severity: 'error',
    summary: 'No uplink of this file has that name.',
    explanation: 'Uplinks are named by their key under `uplinks`, not by their interface.',
  },
  MH202: {
    name: 'unknown-table',
    severity: 'error',
    summary: 'No table or uplink of this file has that name.',
    explanation: 'Tables are declared under `tables`, or by an uplink.',
  },
  MH203: {
    name: 'unknown-network',
    severity: 'error',
    summary: 'A name is neither a prefix nor a network of this file.',
    explanation:
      'Write a prefix such as `192.168.2.0/24`, or declare the network under `networks`.',
  },
  MH204: {
    name: 'reserved-table',
    severity: 'error',
    summary: 'A table number belongs to the kernel.',
    explanation: '253 is `default`, 254 `main`, 255 `local`.',
  },
  MH205: {
    name: 'table-id-twice',
    severity: 'error',
    summary: 'Two tables have one number.',
    explanation:
      'They would be the same table. Change one, or leave it out: then a free number is chosen.',
  },
  MH206: {
    name: 'table-name-twice',
    severity: 'error',
    summary: 'Two tables have one name.',
    explanation:
      'A name must lead to one table. Uplinks give their tables their own name unless `table` says otherwise.',
  },
  MH207: {
    name: 'reserved-table-name',
    severity: 'error',
    summary: 'A table has a name that `ip` understands differently.',
    explanation: 'Numbers and built-in names never reach rt_tables.',
  },
  MH208: {
    name: 'priority-twice',
    severity: 'error',
    summary: 'Two rules have one priority.',
    explanation: 'Which of them comes first would depend on the order in which they were made.',
  },
  MH209: {
    name: 'reserved-priority',
    severity: 'error',
    summary: 'A priority belongs to the kernel.',
    explanation: '0 is the rule for table local, 32766 for main, 32767 for default.',
  },
  MH210: {
    name: 'address-twice',
    severity: 'error',
    summary: 'One address is declared twice.',
    explanation: 'Replies could not be told apart by their source address.',
  },
  MH211: {
    name: 'mark-twice',
    severity: 'error',
    summary: 'Two uplinks share packets of one mark.',
    explanation: 'Only the first rule would ever see them.',
  },
  MH212: {
    name: 'uplink-twice',
    severity: 'error',
    summary: 'A list names one uplink twice.',
    explanation:
      'The second mention changes nothing: uplinks are tried in order, and shares are told by `weight`. Remove one.',
  },
  MH213: {
    name: 'policy-name-twice',
    severity: 'error',
    summary: 'Two policies have one name.',
    explanation:
      'Messages and plans call a policy by its name, and one could not tell which is meant. Rename one.',
  },
  MH214: {
    name: 'route-twice',
    severity: 'error',
    summary: 'Two routes have one key.',
    explanation:
      'The kernel keeps one route for each destination, table, metric and type of service.',
  },
  MH215: {
    name: 'interface-twice',
    severity: 'warning',
    summary: 'An interface is both an uplink and a network, or two networks.',
    explanation:
      'Whether its addresses and routes are those of the uplink or of the network could not be told apart. Keep one of the two.',
  },
  MH216: {
    name: 'interface-shared',
    severity: 'warning',
    summary: 'Two uplinks use one interface.',
    explanation: 'No rule can send a socket that is bound to the interface to the right one.',
  },
  MH217: {
    name: 'network-overlap',
    severity: 'warning',
    summary: 'The network of an uplink and an attached network overlap.',
    explanation: 'Hosts of one would be looked for on the other.',
  },
  MH218: {
    name: 'bad-priority-base',
    severity: 'error',
    summary: 'The band of priorities does not fit.',
    explanation:
      "7000 numbers are used from `priority-base` on, and the kernel's rules are at 32766 and 32767.",
  },
} as const satisfies Readonly<Record<`MH2${number}`, CodeEntry>>;

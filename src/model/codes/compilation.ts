/** Compilation, when the host's addresses are known. */

import type { CodeEntry } from './entry.ts';

export const compilationCodes = {
  MH390: {
    name: 'made-twice',
    severity: 'error',
    summary: 'Two entries of the topology make one route.',
    explanation: 'Give one of them another metric.',
  },
  MH391: {
    name: 'no-table-left',
    severity: 'error',
    summary: 'No table number is left for a table without one.',
    explanation: 'Give it an explicit `id`.',
  },
  MH392: {
    name: 'priorities-full',
    severity: 'error',
    summary: 'More rules are made than fit into their band of priorities.',
    explanation: 'Use a prefix list or explicit priorities.',
  },
  MH393: {
    name: 'networks-not-known',
    severity: 'error',
    summary: 'An export to netplan cannot tell which networks have to stay with main.',
    explanation:
      'netplan has no `suppress_prefixlength`; for `main-first` it gets a rule for each network that the topology knows. A rule takes what is sent from a prefix in which none is known, so answers of this host to its own networks would leave by an uplink. Declare them under `networks`.',
  },
} as const satisfies Readonly<Record<`MH39${number}`, CodeEntry>>;

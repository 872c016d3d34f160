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
} as const satisfies Readonly<Record<`MH39${number}`, CodeEntry>>;

/** Health. */

import type { CodeEntry } from './entry.ts';

export const healthCodes = {
  MH401: {
    name: 'quorum-impossible',
    severity: 'error',
    summary: 'More targets must answer than there are.',
    explanation: 'The uplink could never be up.',
  },
  MH402: {
    name: 'interval-too-long',
    severity: 'error',
    summary: 'The interval between probes is longer than the time after which an uplink is down.',
    explanation: 'One lost probe, or none at all, would decide.',
  },
  MH403: {
    name: 'timeout-too-long',
    severity: 'error',
    summary: 'An answer may take longer than the time after which an uplink is down.',
    explanation:
      'The uplink would be down before the first answer is late. Shorten `timeout`, or lengthen `down-after`.',
  },
  MH404: {
    name: 'target-is-local',
    severity: 'error',
    summary: 'A health target is an address of this host.',
    explanation: 'It answers whatever the uplink does.',
  },
  MH405: {
    name: 'target-family-missing',
    severity: 'error',
    summary: 'A health target is of a family that the uplink does not have.',
    explanation:
      'It could not be asked through this uplink. Write a target of a family that the uplink has, or give the uplink that family.',
  },
  MH406: {
    name: 'no-target',
    severity: 'error',
    summary: 'A probe has nothing to ask.',
    explanation: '`tcp`, `http` and `dns` need targets, `command` needs a command.',
  },
  MH407: {
    name: 'probe-key-unused',
    severity: 'error',
    summary: 'A key is given that the probe does not use.',
    explanation:
      'It would be ignored, and whoever wrote it expects it to count. Remove it, or choose the probe that uses it.',
  },
  MH408: {
    name: 'loss-thresholds',
    severity: 'error',
    summary: 'The loss at which an uplink comes up is not below the loss at which it goes down.',
    explanation: 'It would go up and down without end. Write a smaller `up` than `down`.',
  },
  MH409: {
    name: 'latency-thresholds',
    severity: 'error',
    summary:
      'The latency at which an uplink comes up is not below the latency at which it goes down.',
    explanation: 'It would go up and down without end. Write a smaller `up` than `down`.',
  },
  MH410: {
    name: 'hook-missing',
    severity: 'error',
    summary: '`hook-timeout` is given without a `hook`.',
    explanation:
      'Nothing would be run that could take too long, and whoever wrote it expects a hook to be run. Write `hook`, or remove `hook-timeout`.',
  },
} as const satisfies Readonly<Record<`MH4${number}`, CodeEntry>>;

/** Expectations: how they are written, and whether they hold. */

import type { CodeEntry } from './entry.ts';

export const expectationsCodes = {
  MH701: {
    name: 'bad-flow',
    severity: 'error',
    summary: 'The flow of an expectation cannot be read.',
    explanation:
      'A flow is `FROM -> TO` with what it carries, as in `multihome trace --help`; on one line `=>` and the way follow.',
  },
  MH702: {
    name: 'bad-way',
    severity: 'error',
    summary: 'The way that an expectation names cannot be read.',
    explanation:
      'Write `uplink NAME`, `dev NAME`, `local`, `refused`, `unreachable`, `prohibit` or `blackhole`; `not` in front of it means anything else.',
  },
  MH703: {
    name: 'empty-expectation',
    severity: 'error',
    summary: 'An expectation speaks of no packet at all.',
    explanation:
      'An end has a name that nothing has, or no address in the family of the other end. What cannot fail proves nothing.',
  },
  MH704: {
    name: 'expectation-failed',
    severity: 'error',
    summary: 'A packet would take another way than is expected of it.',
    explanation:
      'The message shows one such packet; `multihome trace` shows every rule and route that leads it there. `check` exits with 4 when this is all that is wrong.',
  },
  MH705: {
    name: 'model-differs',
    severity: 'error',
    summary: 'The kernel sends a packet another way than the model says.',
    explanation:
      'Only `verify` says so, and only of a host that did not change meanwhile. What `check`, `trace` and the traffic of a plan say of such packets is then wrong: it is a mistake of multihome, please report it.',
  },
  MH706: {
    name: 'bad-cases',
    severity: 'error',
    summary: 'The cases of an expectation do not fit it.',
    explanation:
      'Each case under `each` says what every `$word` in `name`, `when`, `flow` and `then` stands for, and nothing else; there are at most 10 000.',
  },
} as const satisfies Readonly<Record<`MH7${number}`, CodeEntry>>;

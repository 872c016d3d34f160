/** What does the user's own program say? */

import type { Probe } from '../../model/health.ts';
import type { ProcessEnd } from '../process.ts';
import { startProcess } from '../process.ts';
import type { Ask, Outcome } from './question.ts';

export type CommandProbe = Extract<Probe, { kind: 'command' }>;

export function askCommand({ command, family, interface: device, source }: CommandProbe): Ask {
  const variables = {
    MULTIHOME_INTERFACE: device,
    MULTIHOME_SOURCE: source,
    MULTIHOME_FAMILY: family,
  };
  let isRunning = false;
  return (settle) => {
    if (isRunning) {
      const skip = setImmediate(() => settle({ kind: 'skipped' }));
      return () => clearImmediate(skip);
    }
    isRunning = true;
    const running = startProcess(command, {
      variables,
      ended: (end) => {
        isRunning = false;
        settle(outcomeOf(end, command[0]));
      },
    });
    return running.kill;
  };
}

function outcomeOf(end: ProcessEnd, program: string): Outcome {
  switch (end.kind) {
    case 'missing':
      return { kind: 'missing', program };
    case 'failed':
      return { kind: 'failed', program, reason: end.reason };
    case 'killed':
      return { kind: 'missed', reason: `killed by ${end.signal}` };
    case 'exited':
      return end.exitCode === 0
        ? { kind: 'answered' }
        : { kind: 'missed', reason: `exit code ${end.exitCode}` };
  }
}

/** How a rehearsal ends that cannot take place. */

import { exitCodes } from '../model/exit-code.ts';
import type { Failure } from './failure.ts';

export function impossible(reason: string): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: `namespaces to rehearse in cannot be made: ${reason}. Nothing was touched.`,
    hint: 'run it as root, or where the kernel lets users make namespaces',
  };
}

export function killed(): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: 'the rehearsal was killed before its end. Nothing of it is left.',
    hint: 'where memory is short, the kernel does that: journalctl -k says so',
  };
}

export function notBuilt(reason: string): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: `the network to rehearse in cannot be built: ${reason}`,
  };
}

export function notApplied(said: string): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: `apply has failed on the rehearsed host: ${said}`,
  };
}

export function notWatched(said: string): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: `watch has failed on the rehearsed host: ${said}`,
  };
}

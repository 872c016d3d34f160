/** What an apply allowed, for the service: a file in the run directory, good for that topology alone. */

import { join } from 'node:path';

import type { AllowableGuard } from '../model/plan.ts';
import { allowableGuards } from '../model/plan.ts';
import type { FileOutcome } from './files.ts';
import { readTextFile, replaceFile } from './files.ts';
import type { Host } from './host.ts';
import { runDirectory, runDirectoryPath } from './run-directory.ts';

const fileName = 'allowed';

/** `digest` is that of the topology. */
export function writeAllowed(
  host: Host,
  digest: string,
  guards: readonly AllowableGuard[],
): FileOutcome {
  const run = runDirectory(host);
  if (!run.ok) return run;
  return replaceFile(join(run.path, fileName), `${[digest, ...guards].join('\n')}\n`, 0o600);
}

/** Nothing for any other topology. */
export function allowedFor(host: Host, digest: string): readonly AllowableGuard[] {
  const read = readTextFile(join(runDirectoryPath(host), fileName));
  const [of, ...words] = read.ok ? read.text.split('\n') : [];
  return of === digest ? allowableGuards.filter((name) => words.includes(name)) : [];
}

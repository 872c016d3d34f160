/** The names of a topology's uplinks, one a line: what a shell completes `--down` with. */

import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Environment } from './environment.ts';
import { loadTopology } from './topology-file.ts';

/** Says nothing of a topology that cannot be read: somebody is in the middle of typing. */
export function uplinkNames(
  file: string | undefined,
  { terminal, defaultTopology }: Environment,
): ExitCode {
  const loaded = loadTopology(file ?? defaultTopology);
  if (!loaded.ok) return loaded.failure.exitCode;
  terminal.print(loaded.value.topology.uplinks.map(({ name }) => `${name}\n`).join(''));
  return exitCodes.success;
}

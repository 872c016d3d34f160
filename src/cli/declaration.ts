/** What the declarations of all verbs need. A verb loads its own code when it is called. */

import type { Command } from 'commander';

import type { Environment, EnvironmentOptions } from '../commands/environment.ts';
import type { ExitCode } from '../model/exit-code.ts';

export type Finish = (exitCode: ExitCode) => void;

type GlobalOptions = { readonly root?: string; readonly color: EnvironmentOptions['colour'] };

/** Loaded with the verb, so that `--help` and `--version` stay quick. */
export async function environmentOf(command: Command): Promise<Environment> {
  const { createEnvironment, rootMistake } = await import('../commands/environment.ts');
  const { root, color } = command.optsWithGlobals<GlobalOptions>();
  const mistake = root === undefined ? undefined : rootMistake(root);
  if (mistake !== undefined) command.error(`error: ${mistake}`);
  return createEnvironment({ root: root ?? '', colour: color });
}

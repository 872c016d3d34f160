/** What every command is given: where it runs and whom it talks to. */

import type { Host } from '../host/host.ts';
import { absolute } from '../host/run-directory.ts';
import { isDirectory } from '../host/user-file.ts';
import { createHost, environmentVariable } from '../host/host.ts';
import type { ColourChoice, Terminal } from '../host/terminal.ts';
import { createTerminal } from '../host/terminal.ts';

export type Environment = {
  readonly host: Host;
  readonly terminal: Terminal;
  /** The file to take where none is named. */
  readonly defaultTopology: string;
};

/** Never guessed from the working directory: a router has one topology, wherever root stands. */
const systemTopology = '/etc/multihome/topology.yaml';

/** Why nothing can be read or written below it; a directory mistyped would be made, and the host changed. */
export function rootMistake(root: string): string | undefined {
  return isDirectory(root) ? undefined : `--root: there is no directory ${root}`;
}

export type EnvironmentOptions = {
  readonly root: string;
  readonly colour: ColourChoice;
};

export function createEnvironment(options: EnvironmentOptions): Environment {
  // Whoever pastes a command may stand somewhere else.
  const root = absolute(options.root);
  return {
    host: createHost({ root }),
    terminal: createTerminal(options.colour),
    defaultTopology: environmentVariable('MULTIHOME_TOPOLOGY') ?? `${root}${systemTopology}`,
  };
}

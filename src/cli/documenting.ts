/** The verbs that tell shells about the others. */

import type { Command } from 'commander';
import { Argument } from 'commander';

import { exitCodes } from '../model/exit-code.ts';
import type { Shell } from './completion.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { completionHelp, exitCodeHelp, fileHelp } from './help.ts';

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

export function declareCompletion(program: Command, finish: Finish): void {
  program
    .command('completion')
    .summary('print what completes commands and options in a shell')
    .description(
      'Print a script for a shell that completes commands, options, what they can be, and files.',
    )
    .addArgument(new Argument('<shell>', 'whose script').choices(shells))
    .addHelpText('after', completionHelp)
    .addHelpText('after', exitCodeHelp([0, 1, 64]))
    .action(async (shell: Shell, _: object, command: Command) => {
      const { completionScript } = await import('./completion.ts');
      const { terminal } = await environmentOf(command);
      terminal.print(completionScript(program, shell));
      finish(exitCodes.success);
    });
}

/** What the scripts ask for; nobody types it. */
export function declareUplinkNames(program: Command, finish: Finish): void {
  program
    .command('uplink-names', { hidden: true })
    .description('Print the names of the uplinks of a topology, one a line.')
    .argument('[file]', fileHelp)
    .action(async (file: string | undefined, _: object, command: Command) => {
      const { uplinkNames } = await import('../commands/uplink-names.ts');
      finish(uplinkNames(file, await environmentOf(command)));
    });
}

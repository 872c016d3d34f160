/** The verb that comes before there is a topology. */

import type { Command } from 'commander';

import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { exitCodeHelp } from './help.ts';

type InitFlags = { readonly out?: string };

export function declareInit(program: Command, finish: Finish): void {
  program
    .command('init')
    .summary('write a topology to begin with, from what this host is')
    .description(
      'Look at this host, and print a topology with its likely uplinks and networks, and what to do ' +
        'next. Changes nothing of the host and needs no root.',
    )
    .option('--out <file>', 'write it to this file, which must not be there yet')
    .addHelpText('after', exitCodeHelp([0, 1, 3, 5, 64, 69]))
    .action(async ({ out }: InitFlags, command: Command) => {
      const { init } = await import('../commands/init.ts');
      finish(await init({ out: out === '-' ? undefined : out }, await environmentOf(command)));
    });
}

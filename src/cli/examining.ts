/** The verb that examines the host itself. */

import type { Command } from 'commander';

import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { exitCodeHelp, standardFile } from './help.ts';

export function declareDoctor(program: Command, finish: Finish): void {
  program
    .command('doctor')
    .summary('what of this host keeps a topology from working?')
    .description(
      'Say what of this host keeps the topology from working, now or later: settings of the kernel, ' +
        'and other programs that write rules and routes; and what to do about it. Without a topology ' +
        'the host is judged by its default routes. Changes nothing and needs no root.',
    )
    .argument('[file]', `topology; ${standardFile}`)
    .option('--json', 'print one JSON document (schema: multihome schema --of doctor)')
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 3, 4, 64, 66, 69], { 4: 'something does not work, or will not' }),
    )
    .action(async (file: string | undefined, flags: { readonly json?: true }, command: Command) => {
      const { doctor } = await import('../commands/doctor.ts');
      finish(await doctor({ file, json: flags.json ?? false }, await environmentOf(command)));
    });
}

/** The verb that makes a topology of what is there. */

import type { Command } from 'commander';
import { Option } from 'commander';

import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { exitCodeHelp } from './help.ts';
import { protocolNumber } from './values.ts';

type ImportFlags = {
  readonly adopt?: true;
  readonly all?: true;
  readonly protocol?: number;
  readonly commands?: string;
  readonly rtTables?: string;
};

export function declareImport(program: Command, finish: Finish): void {
  program
    .command('import')
    .summary('print a topology of the rules and routes of this host')
    .description(
      'Print a topology of the rules and routes that others made on this host: whatever is there ' +
        'counts as done, so that a plan for it is empty. What a topology cannot say is named on ' +
        'standard error, and in a comment. Writes nothing and needs no root.',
    )
    .option('--adopt', 'let the topology take over what is there (adopt: true)')
    .addOption(
      new Option(
        '--all',
        'also what DHCP, router advertisements and routing daemons keep up to date',
      ).conflicts('commands'),
    )
    .option(
      '--commands <file>',
      'read the ip rule and ip route commands of a script, of /etc/network/interfaces or for ip ' +
        '-batch instead of this host; - is standard input',
    )
    .option('--rt-tables <file>', 'names of tables for --commands (default: those of this host)')
    .addOption(
      new Option(
        '--protocol <number>',
        'the number the topology is to have, 5 to 255; what carries it is left out',
      ).argParser(protocolNumber),
    )
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 3, 64, 66, 69], { 3: 'it cannot be made a topology that is valid' }),
    )
    .action(async (flags: ImportFlags, command: Command) => {
      const { adopt = false, all = false, protocol, commands, rtTables } = flags;
      if (rtTables !== undefined && commands === undefined) {
        command.error('error: --rt-tables is about --commands');
      }
      const { importCommandFile, importHost } = await import('../commands/import.ts');
      const environment = await environmentOf(command);
      const exitCode =
        commands === undefined
          ? importHost({ adopt, all, protocol }, environment)
          : importCommandFile({ adopt, protocol, commands, rtTables }, environment);
      finish(await exitCode);
    });
}

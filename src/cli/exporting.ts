/** The verbs that hand a topology to other programs. */

import type { Command } from 'commander';
import { Argument } from 'commander';

import type { ExportFormat } from '../model/export.ts';
import { exportFormats } from '../model/export.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { exitCodeHelp, fileHelp } from './help.ts';

type ExportFlags = { readonly directory?: string; readonly strict?: true };

export function declareExport(program: Command, finish: Finish): void {
  program
    .command('export')
    .summary('write the topology for another program to keep')
    .description(
      'Write the rules and routes of the topology for another program to keep. What it has no words ' +
        'for is said on standard error, with its line, and in comments. Values that are auto are ' +
        'read from this host. Changes nothing.',
    )
    .addArgument(new Argument('<format>', 'what to write').choices(exportFormats))
    .argument('[file]', fileHelp)
    .option(
      '--directory <dir>',
      'write the files below this directory, over those of an earlier export only',
    )
    .option(
      '--strict',
      'refuse where rules, routes, nftables or settings that apply would write are lost',
    )
    .addHelpText('after', exitCodeHelp([0, 1, 3, 5, 64, 66, 69]))
    .action(
      async (
        format: ExportFormat,
        file: string | undefined,
        flags: ExportFlags,
        command: Command,
      ) => {
        const { exportTopology } = await import('../commands/export.ts');
        const { directory, strict = false } = flags;
        const options = { format, file, directory, strict };
        finish(await exportTopology(options, await environmentOf(command)));
      },
    );
}

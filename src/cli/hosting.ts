/** The verbs that settle on a host. */

import type { Command } from 'commander';
import { Option } from 'commander';

import type { InstallOptions } from '../commands/service.ts';
import type { InstallGuard } from '../model/weak-place.ts';
import { installGuards } from '../model/weak-place.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { allowHelp, exitCodeHelp, standardFile } from './help.ts';
import { collectInstallGuard } from './values.ts';

type InstallFlags = {
  readonly once?: true;
  readonly for?: Exclude<InstallOptions['initSystem'], undefined>;
  readonly start: boolean;
  readonly allow?: readonly InstallGuard[];
};

export function declareInstallService(program: Command, finish: Finish): void {
  program
    .command('install-service')
    .summary('keep a topology true from boot on')
    .description(
      'Have the host start `watch` at boot, and now. With ifupdown, and with --once, the topology is ' +
        'applied instead, and nobody leads traffic away from an uplink that fails.',
    )
    .argument('[file]', `topology; ${standardFile}`)
    .option(
      '--once',
      'apply it at boot (ifupdown: whenever an interface comes or goes), and do not watch',
    )
    .addOption(
      new Option('--for <what>', 'who starts it (default: who is there)').choices([
        'systemd',
        'ifupdown',
      ]),
    )
    .option('--no-start', 'begin at the next boot')
    .addOption(
      new Option('--allow <guard>', allowHelp)
        .choices(installGuards)
        .argParser(collectInstallGuard),
    )
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 3, 5, 64, 66, 69, 77], {
        69: 'there is neither systemd nor ifupdown, or it cannot keep watch running',
        77: 'needs root',
      }),
    )
    .action(async (file: string | undefined, flags: InstallFlags, command: Command) => {
      const { installService } = await import('../commands/service.ts');
      const { once = false, for: initSystem, start: starts, allow = [] } = flags;
      const options = { file, once, initSystem, starts, allow };
      finish(await installService(options, await environmentOf(command)));
    });
}

export function declareUninstallService(program: Command, finish: Finish): void {
  program
    .command('uninstall-service')
    .summary('start nothing at boot any more')
    .description('Stop and remove what `install-service` has installed. Routing stays as it is.')
    .addHelpText('after', exitCodeHelp([0, 1, 5, 64, 77], { 77: 'needs root' }))
    .action(async (_: object, command: Command) => {
      const { uninstallService } = await import('../commands/service.ts');
      finish(await uninstallService(await environmentOf(command)));
    });
}

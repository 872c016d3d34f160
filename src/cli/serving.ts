/** The verbs of the service. */

import type { Command } from 'commander';
import { Option } from 'commander';

import type { WatchOptions } from '../commands/watch.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { allowHelp, exitCodeHelp, lockHelp, standardFile } from './help.ts';
import { collectGuard, duration } from './values.ts';

type WatchFlags = {
  readonly allow?: readonly AllowableGuard[];
  readonly log: WatchOptions['log'];
  readonly onExit: WatchOptions['onExit'];
  readonly lockTimeout?: number;
  readonly waitForInterfaces?: number;
};

export function declareWatch(program: Command, finish: Finish): void {
  program
    .command('watch')
    .summary('keep a topology true while links fail and come back')
    .description(
      'Apply a topology, and keep it true: ask over every uplink whether it works, lead traffic over ' +
        'those that do, and put back what somebody takes away. SIGHUP reads the file again, SIGTERM ends it.',
    )
    .argument('[file]', `topology; ${standardFile}`)
    .addOption(
      new Option('--log <format>', 'a line for people, or a JSON object, for each event')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addOption(
      new Option('--on-exit <what>', 'what becomes of rules and routes when it is stopped')
        .choices(['keep', 'destroy'])
        .default('keep'),
    )
    .addOption(new Option('--allow <guard>', allowHelp).argParser(collectGuard))
    .addOption(new Option('--lock-timeout <time>', lockHelp).argParser(duration))
    .addOption(
      new Option(
        '--wait-for-interfaces <time>',
        'at the start, wait for interfaces, addresses and gateways that are missing',
      ).argParser(duration),
    )
    .addHelpText('after', exitCodeHelp([0, 1, 3, 5, 64, 66, 69, 75, 77]))
    .action(async (file: string | undefined, flags: WatchFlags, command: Command) => {
      const { watch } = await import('../commands/watch.ts');
      const options: WatchOptions = {
        ...{ file, log: flags.log, onExit: flags.onExit, allow: flags.allow ?? [] },
        lockTimeoutMs: flags.lockTimeout ?? 0,
        waitForInterfacesMs: flags.waitForInterfaces ?? 0,
      };
      finish(await watch(options, await environmentOf(command)));
    });
}

type StatusFlags = { readonly json?: true; readonly prometheus?: true; readonly follow?: true };

export function declareStatus(program: Command, finish: Finish): void {
  program
    .command('status')
    .summary('what watch has found')
    .description(
      'Say what `watch` has found of every uplink: its verdict, since when, whom it asks, what is used, ' +
        'and the last switches with their reasons.',
    )
    .addOption(new Option('--json', 'print one JSON document').conflicts('prometheus'))
    .option('--prometheus', 'print metrics in Prometheus text format')
    .option('--follow', 'go on, and print it again whenever it changes')
    .addHelpText('after', exitCodeHelp([0, 1, 64, 69, 77]))
    .action(async ({ json, prometheus, follow }: StatusFlags, command: Command) => {
      const { status } = await import('../commands/status.ts');
      const chosen = prometheus === true ? 'prometheus' : 'text';
      const format = json === true ? 'json' : chosen;
      finish(await status({ format, follow: follow ?? false }, await environmentOf(command)));
    });
}

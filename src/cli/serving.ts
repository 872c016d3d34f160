/** The verbs of the service. */

import type { Command } from 'commander';
import { Option } from 'commander';

import type { RehearseOptions } from '../commands/rehearse.ts';
import type { WatchOptions } from '../commands/watch.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { CutName } from '../model/rehearsal.ts';
import { cutNames } from '../model/rehearsal.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { exitCodeHelp, fileHelp, lockHelp, standardFile } from './help.ts';
import { allowOption } from './options.ts';
import { collectCut, duration, speed } from './values.ts';

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
    .addOption(allowOption())
    .addOption(new Option('--lock-timeout <time>', lockHelp).argParser(duration))
    .addOption(
      new Option(
        '--wait-for-interfaces <time>',
        'at the start, wait for interfaces, addresses and gateways that are missing',
      ).argParser(duration),
    )
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 3, 5, 6, 7, 64, 66, 69, 75, 77], {
        6: 'with --on-exit destroy: that failed and was taken back',
        7: 'with --on-exit destroy: that failed and was not taken back wholly',
        69: 'ip, a probe or the hook is missing, too old or not to be trusted',
      }),
    )
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
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 64, 69, 77], {
        69: 'nobody watches this network namespace',
        77: 'needs root',
      }),
    )
    .action(async ({ json, prometheus, follow }: StatusFlags, command: Command) => {
      const { status } = await import('../commands/status.ts');
      const chosen = prometheus === true ? 'prometheus' : 'text';
      const format = json === true ? 'json' : chosen;
      finish(await status({ format, follow: follow ?? false }, await environmentOf(command)));
    });
}

type RehearseFlags = {
  readonly cut?: readonly CutName[];
  readonly speed?: number;
  readonly maxOutage?: number;
  readonly json?: true;
  readonly markdown?: true;
};

/** What every uplink can suffer. */
const usualCuts: readonly CutName[] = ['carrier', 'silent', 'gateway'];

export function declareRehearse(program: Command, finish: Finish): void {
  program
    .command('rehearse')
    .summary('cut every uplink in throw-away namespaces, and measure')
    .description(
      'Build the host of a topology in network namespaces, with providers and hosts behind it, let ' +
        '`watch` keep it true, cut every uplink in turn, and measure what traffic suffers. Nothing of ' +
        'this host is touched, and nothing is left.',
    )
    .argument('[file]', fileHelp)
    .addOption(
      new Option(
        '--cut <name>',
        `how uplinks fail; may be repeated; without it ${usualCuts.join(', ')}`,
      )
        .choices(cutNames)
        .argParser(collectCut),
    )
    .addOption(
      new Option('--speed <n>', 'divide all times of health by it (default: 1)').argParser(speed),
    )
    .addOption(
      new Option('--max-outage <time>', 'fail where an outage is longer, such as 5s').argParser(
        duration,
      ),
    )
    .addOption(
      new Option(
        '--json',
        'print one JSON document (schema: multihome schema --of rehearsal)',
      ).conflicts('markdown'),
    )
    .option('--markdown', 'print a page of Markdown')
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 3, 4, 64, 66, 69], {
        4: 'an expectation does not hold, or an outage was too long or had no end',
        69: 'namespaces cannot be made, or what has to run in them fails',
      }),
    )
    .action(async (file: string | undefined, flags: RehearseFlags, command: Command) => {
      const { rehearse } = await import('../commands/rehearse.ts');
      const { json, markdown } = flags;
      const printed = markdown === true ? 'markdown' : 'text';
      const options: RehearseOptions = {
        ...{ file, cuts: flags.cut ?? usualCuts, speed: flags.speed ?? 1 },
        maxOutageMs: flags.maxOutage,
        format: json === true ? 'json' : printed,
      };
      finish(await rehearse(options, await environmentOf(command)));
    });
}

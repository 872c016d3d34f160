/** The verbs that change the host, and the one that shows what they would change. */

import type { Command } from 'commander';
import { Option } from 'commander';

import { defaultProtocol } from '../model/ownership.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import {
  allHelp,
  applyFileHelp,
  confirmHelp,
  exitCodeHelp,
  expectHelp,
  fileHelp,
  idHelp,
  lockHelp,
  waitHelp,
} from './help.ts';
import { allowOption } from './options.ts';
import { confirmTime, duration, planId, protocolNumber, transactionId } from './values.ts';

type PlanFlags = {
  readonly json?: true;
  readonly commands?: true;
  readonly detailedExitcode?: true;
  readonly all?: true;
  readonly allow?: readonly AllowableGuard[];
  readonly out?: string;
};

export function declarePlan(program: Command, finish: Finish): void {
  program
    .command('plan')
    .summary('show what apply would change')
    .description('Show what apply would change on this host. Changes nothing and needs no root.')
    .argument('[file]', fileHelp)
    .addOption(
      new Option(
        '--json',
        'print one JSON document (schema: multihome schema --of plan)',
      ).conflicts('commands'),
    )
    .option('--commands', 'print shell commands; none if apply would refuse the plan')
    .option('--detailed-exitcode', 'exit 2 if there are changes, 5 if apply would refuse them')
    .option('--all', allHelp)
    .addOption(allowOption())
    .option('--out <plan>', 'keep the plan in this file: multihome apply PLAN')
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 2, 3, 5, 64, 66, 69], {
        0: 'success, also when there are changes',
        2: 'changes are pending; only with --detailed-exitcode',
        5: 'apply would refuse; with --commands, --detailed-exitcode, --out',
      }),
    )
    .action(async (file: string | undefined, flags: PlanFlags, command: Command) => {
      if (flags.out !== undefined && file === '-') {
        command.error('error: a plan that is kept needs a topology in a file: it is read again');
      }
      const { plan } = await import('../commands/plan.ts');
      const form = flags.json ? 'json' : flags.commands ? 'commands' : 'text';
      const detailedExitCode = flags.detailedExitcode ?? false;
      const { all = false, allow = [], out } = flags;
      const options = { file, form, detailedExitCode, all, allow, out } as const;
      finish(await plan(options, await environmentOf(command)));
    });
}

type ApplyFlags = {
  readonly yes?: true;
  readonly json?: true;
  readonly all?: true;
  readonly allow?: readonly AllowableGuard[];
  readonly lockTimeout?: number;
  readonly confirm?: number;
  readonly waitForInterfaces?: number;
  readonly expect?: string;
};

export function declareApply(program: Command, finish: Finish): void {
  withApplyOptions(program.command('apply').argument('[file]', applyFileHelp))
    .summary('change the host to match the topology')
    .description(
      'Show the plan, ask, carry it out, and read the host again to prove it. What is not made by ' +
        'multihome is never changed; where it is in the way, the plan is refused.',
    )
    .addOption(new Option('--expect <id>', expectHelp).argParser(planId))
    .addOption(new Option('--wait-for-interfaces <time>', waitHelp).argParser(duration))
    .action(async (file: string | undefined, flags: ApplyFlags, command: Command) => {
      const { apply } = await import('../commands/apply.ts');
      finish(await apply(applyOptions(file, flags), await environmentOf(command)));
    });
}

export function declareDestroy(program: Command, finish: Finish): void {
  withApplyOptions(program.command('destroy').argument('[file]', fileHelp))
    .summary('remove everything multihome made')
    .description(
      'Show, and after a question remove, every rule, route and file that multihome made: all that ' +
        'carries its protocol number. That is the number of --protocol, else of the topology, else ' +
        `${defaultProtocol} where there is no topology. What has another number stays, and is named.`,
    )
    .addOption(
      new Option(
        '--protocol <number>',
        'remove what carries this number, 5 to 255; no topology is read',
      ).argParser(protocolNumber),
    )
    .action(async (file: string | undefined, flags: DestroyFlags, command: Command) => {
      const { destroy } = await import('../commands/apply.ts');
      const options = { ...applyOptions(file, flags), protocol: flags.protocol };
      finish(await destroy(options, await environmentOf(command)));
    });
}

type DestroyFlags = ApplyFlags & { readonly protocol?: number };

function withApplyOptions(command: Command): Command {
  return command
    .option('-y, --yes', 'do not ask; needed with --json, and where there is no terminal')
    .option('--json', 'print a JSON object a line (schema: multihome schema --of apply)')
    .option('--all', allHelp)
    .addOption(allowOption())
    .addOption(new Option('--confirm <time>', confirmHelp).argParser(confirmTime))
    .addOption(new Option('--lock-timeout <time>', lockHelp).argParser(duration))
    .addHelpText('after', exitCodeHelp([0, 1, 3, 5, 6, 7, 64, 66, 69, 75, 77]));
}

function applyOptions(file: string | undefined, flags: ApplyFlags) {
  return {
    file,
    yes: flags.yes ?? false,
    json: flags.json ?? false,
    all: flags.all ?? false,
    allow: flags.allow ?? [],
    lockTimeoutMs: flags.lockTimeout ?? 0,
    expect: flags.expect,
    waitForInterfacesMs: flags.waitForInterfaces ?? 0,
    confirmSeconds: flags.confirm === undefined ? undefined : flags.confirm / 1_000,
  };
}

type RollbackFlags = { readonly json?: true; readonly lockTimeout?: number; readonly list?: true };

export function declareConfirm(program: Command, finish: Finish): void {
  program
    .command('confirm')
    .summary('keep what apply --confirm did')
    .description('Keep what `apply --confirm` did: it is then not taken back. From any session.')
    .argument('[id]', idHelp, transactionId)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 5, 64, 77], {
        5: 'there is nothing to confirm, or watch goes on with what it had',
        77: 'needs root',
      }),
    )
    .action(async (id: number | undefined, flags: RollbackFlags, command: Command) => {
      const { confirm } = await import('../commands/confirm.ts');
      finish(await confirm({ id, json: flags.json ?? false }, await environmentOf(command)));
    });
}

export function declareRollback(program: Command, finish: Finish): void {
  program
    .command('rollback')
    .summary('take back an apply or a destroy')
    .description(
      'Bring back what an apply or a destroy changed: the last one, or one of the last ten by its ' +
        'number, if nothing that it touched has changed since.',
    )
    .argument('[id]', idHelp, transactionId)
    .option('--list', 'take nothing back: list what can be')
    .option('--json', 'print one JSON document')
    .addOption(new Option('--lock-timeout <time>', lockHelp).argParser(duration))
    .addHelpText(
      'after',
      exitCodeHelp([0, 1, 5, 7, 64, 69, 75, 77], {
        7: 'it could not be taken back wholly',
        69: 'there is no lock to be had',
        75: 'another multihome runs, or watch would bring it back',
      }),
    )
    .action(async (id: number | undefined, flags: RollbackFlags, command: Command) => {
      const json = flags.json ?? false;
      const environment = await environmentOf(command);
      if (flags.list === true) {
        if (id !== undefined) command.error('error: --list takes no number');
        const { listTransactions } = await import('../commands/list-transactions.ts');
        return finish(listTransactions(json, environment));
      }
      const { rollback } = await import('../commands/rollback.ts');
      finish(await rollback({ id, json, lockTimeoutMs: flags.lockTimeout ?? 0 }, environment));
    });
}

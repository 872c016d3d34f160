/** The command line: the program, its global options, and what wrong usage leads to. */

import { Command, CommanderError, Option } from 'commander';

import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import { version } from '../version.ts';
import { declareCheck, declareSchema, declareTrace, declareVerify } from './asking.ts';
import { declareInit } from './beginning.ts';
import {
  declareApply,
  declareConfirm,
  declareDestroy,
  declarePlan,
  declareRollback,
} from './changing.ts';
import type { Finish } from './declaration.ts';
import { declareCompletion, declareUplinkNames } from './documenting.ts';
import { declareInstallService, declareUninstallService } from './hosting.ts';
import { declareExport } from './exporting.ts';
import { declareImport } from './importing.ts';
import { declareDoctor } from './examining.ts';
import { declareRehearse, declareStatus, declareWatch } from './serving.ts';
import { programHelp } from './help.ts';

export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let result: ExitCode = exitCodes.success;
  const program = declare((exitCode) => {
    result = exitCode;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return result;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.success : reportUsage(error, args.includes('--json'));
  }
}

/** A mistake in the command line is reported like every other failure. */
async function reportUsage({ code, message }: CommanderError, json: boolean): Promise<ExitCode> {
  // Where no command was named, the help has been printed instead of a message.
  if (code === 'commander.help') return exitCodes.usage;
  const { createEnvironment } = await import('../commands/environment.ts');
  const { reportFailure } = await import('../commands/failure.ts');
  const [mistake = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'multihome --help explains the commands';
  const { terminal } = createEnvironment({ root: '', colour: 'auto' });
  return reportFailure({ exitCode: exitCodes.usage, message: mistake, hint }, terminal, json);
}

/** The whole command line: also what completion and man pages are made of. */
export function declare(finish: Finish): Command {
  const program = new Command('multihome')
    .description('Describe, preview, apply and prove the routing of a host with several uplinks.')
    .version(version, '-V, --version', 'print the version')
    .addOption(
      new Option(
        '--root <dir>',
        "read and write the system's files (/etc, /usr) below this directory; not FILE",
      ),
    )
    .addOption(
      new Option('--color <when>', 'colour the output; auto: on a terminal, without NO_COLOR')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .helpOption('-h, --help', 'explain the command')
    .addHelpText('after', programHelp)
    .exitOverride()
    // Commands take these over when they are declared: they must come first.
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined });
  declareInit(program, finish);
  declareCheck(program, finish);
  declarePlan(program, finish);
  declareApply(program, finish);
  declareConfirm(program, finish);
  declareRollback(program, finish);
  declareDestroy(program, finish);
  declareTrace(program, finish);
  declareVerify(program, finish);
  declareWatch(program, finish);
  declareStatus(program, finish);
  declareRehearse(program, finish);
  declareInstallService(program, finish);
  declareUninstallService(program, finish);
  declareExport(program, finish);
  declareImport(program, finish);
  declareDoctor(program, finish);
  declareSchema(program, finish);
  declareCompletion(program, finish);
  declareUplinkNames(program, finish);
  return program;
}

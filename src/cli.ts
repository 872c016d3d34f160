/** The command line: declarations only. A verb loads its own code when it is called. */

import { Command, CommanderError, Option } from 'commander';

import {
  allHelp,
  allowHelp,
  exitCodeHelp,
  fileHelp,
  formatHelp,
  filesHelp,
  programHelp,
  traceHelp,
} from './cli-help.ts';
import { collectGuard, collectReport, collectWord, protocolNumber } from './cli-values.ts';
import type { Environment, EnvironmentOptions } from './commands/environment.ts';
import type { SchemaName } from './commands/schema.ts';
import type { ExitCode } from './model/exit-code.ts';
import { exitCodes } from './model/exit-code.ts';
import { defaultProtocol } from './model/ownership.ts';
import type { AllowableGuard } from './model/plan.ts';
import type { ReportTarget } from './model/report.ts';
import { version } from './version.ts';

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
  const { createEnvironment } = await import('./commands/environment.ts');
  const { reportFailure } = await import('./commands/failure.ts');
  const [mistake = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'multihome --help explains the commands';
  const { terminal } = createEnvironment({ root: '', colour: 'auto' });
  return reportFailure({ exitCode: exitCodes.usage, message: mistake, hint }, terminal, json);
}

type Finish = (exitCode: ExitCode) => void;

type GlobalOptions = { readonly root?: string; readonly color: EnvironmentOptions['colour'] };

function declare(finish: Finish): Command {
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
  declareCheck(program, finish);
  declarePlan(program, finish);
  declareApply(program, finish);
  declareDestroy(program, finish);
  declareTrace(program, finish);
  declareVerify(program, finish);
  declareSchema(program, finish);
  return program;
}

function declareCheck(program: Command, finish: Finish): void {
  program
    .command('check')
    .summary('check topologies, offline and without root')
    .description(
      'Check topologies, and what they compile to. Reads nothing of the host and needs neither ' +
        'root nor ip. Mistakes go to standard error.',
    )
    .argument('[files...]', filesHelp)
    .addOption(reportOption())
    .addOption(reportJsonOption('check'))
    .option('--strict', 'let warnings fail the check, too')
    .addHelpText('after', exitCodeHelp([0, 1, 3, 4, 64, 66]))
    .action(async (files: string[], flags: CheckFlags, command: Command) => {
      const { check } = await import('./commands/check.ts');
      const options = { files, reports: reportsOf(flags), strict: flags.strict ?? false };
      finish(await check(options, await environmentOf(command)));
    });
}

type ReportFlags = { readonly json?: true; readonly format?: readonly ReportTarget[] };

type CheckFlags = ReportFlags & { readonly strict?: true };

function reportOption(): Option {
  return new Option('--format <format[:file]>', formatHelp).argParser(collectReport);
}

function reportJsonOption(command: 'check' | 'verify'): Option {
  const help = `the same as --format json (schema: multihome schema --of ${command})`;
  return new Option('--json', help).conflicts('format');
}

function reportsOf({ json, format }: ReportFlags): readonly ReportTarget[] {
  return json ? [{ format: 'json', file: undefined }] : (format ?? []);
}

function declareVerify(program: Command, finish: Finish): void {
  program
    .command('verify')
    .summary('ask the kernel whether the expectations hold on this host')
    .description(
      'Ask the kernel of this host, with ip route get, about every packet that the expectations of ' +
        'the topology speak of, and the model, too. Changes nothing and needs no root.',
    )
    .argument('[file]', fileHelp)
    .addOption(reportOption())
    .addOption(reportJsonOption('verify'))
    .addHelpText('after', exitCodeHelp([0, 1, 3, 4, 64, 66, 69]))
    .action(async (file: string | undefined, flags: ReportFlags, command: Command) => {
      const { verify } = await import('./commands/verify.ts');
      const options = { file, reports: reportsOf(flags) };
      finish(await verify(options, await environmentOf(command)));
    });
}

type PlanFlags = {
  readonly json?: true;
  readonly commands?: true;
  readonly detailedExitcode?: true;
  readonly all?: true;
  readonly allow?: readonly AllowableGuard[];
};

function declarePlan(program: Command, finish: Finish): void {
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
    .addOption(new Option('--allow <guard>', allowHelp).argParser(collectGuard))
    .addHelpText('after', exitCodeHelp([0, 1, 2, 3, 5, 64, 66, 69]))
    .action(async (file: string | undefined, flags: PlanFlags, command: Command) => {
      const { plan } = await import('./commands/plan.ts');
      const form = flags.json ? 'json' : flags.commands ? 'commands' : 'text';
      const detailedExitCode = flags.detailedExitcode ?? false;
      const { all = false, allow = [] } = flags;
      const options = { file, form, detailedExitCode, all, allow } as const;
      finish(await plan(options, await environmentOf(command)));
    });
}

type ApplyFlags = {
  readonly yes?: true;
  readonly json?: true;
  readonly all?: true;
  readonly allow?: readonly AllowableGuard[];
};

function declareApply(program: Command, finish: Finish): void {
  withApplyOptions(program.command('apply'))
    .summary('change the host to match the topology')
    .description(
      'Show the plan, ask, carry it out, and read the host again to prove it. What is not made by ' +
        'multihome is never changed; where it is in the way, the plan is refused.',
    )
    .addOption(new Option('--allow <guard>', allowHelp).argParser(collectGuard))
    .action(async (file: string | undefined, flags: ApplyFlags, command: Command) => {
      const { apply } = await import('./commands/apply.ts');
      finish(await apply(applyOptions(file, flags), await environmentOf(command)));
    });
}

function declareDestroy(program: Command, finish: Finish): void {
  withApplyOptions(program.command('destroy'))
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
      const { destroy } = await import('./commands/apply.ts');
      const options = { ...applyOptions(file, flags), protocol: flags.protocol };
      finish(await destroy(options, await environmentOf(command)));
    });
}

type DestroyFlags = ApplyFlags & { readonly protocol?: number };

function withApplyOptions(command: Command): Command {
  return command
    .argument('[file]', fileHelp)
    .option('-y, --yes', 'do not ask; needed with --json, and where there is no terminal')
    .option('--json', 'print a JSON object a line (schema: multihome schema --of apply)')
    .option('--all', allHelp)
    .addHelpText('after', exitCodeHelp([0, 1, 3, 5, 64, 66, 69, 77]));
}

function applyOptions(file: string | undefined, flags: ApplyFlags) {
  return {
    file,
    yes: flags.yes ?? false,
    json: flags.json ?? false,
    all: flags.all ?? false,
    allow: flags.allow ?? [],
  };
}

type TraceFlags = {
  readonly live?: true;
  readonly json?: true;
  readonly down?: readonly string[];
};

function declareTrace(program: Command, finish: Finish): void {
  program
    .command('trace')
    .summary('which way would a packet take, and why?')
    .description(
      'Show every rule and route that the kernel would look at for one packet, and where it goes: ' +
        'by the topology alone, offline, or with --live on this host as it is.',
    )
    .argument('<file-and-flow...>', 'topology (left out: as for plan), then the flow in quotes')
    .addOption(new Option('--live', 'ask the rules and routes of this host').conflicts('down'))
    .option('--down <uplink>', 'suppose that this uplink is down; may be repeated', collectWord)
    .option('--json', 'print one JSON document (schema: multihome schema --of trace)')
    .addHelpText('after', traceHelp)
    .addHelpText('after', exitCodeHelp([0, 1, 3, 64, 66, 69]))
    .action(async (words: readonly string[], flags: TraceFlags, command: Command) => {
      const flow = words.at(-1) ?? '';
      if (words.length > 2) command.error('error: name one topology and one flow, in quotes');
      const { trace } = await import('./commands/trace.ts');
      const { live = false, json = false, down = [] } = flags;
      const options = { file: words.length > 1 ? words[0] : undefined, flow, down, live, json };
      finish(await trace(options, await environmentOf(command)));
    });
}

function declareSchema(program: Command, finish: Finish): void {
  program
    .command('schema')
    .summary('print a JSON Schema')
    .description(
      'Print the JSON Schema of the topology, for an editor, or of a document that --json prints.',
    )
    .addHelpText('after', exitCodeHelp([0, 1, 64]))
    .addOption(
      new Option('--of <document>', 'what the schema describes')
        .choices(['topology', 'plan', 'apply', 'check', 'verify', 'trace', 'error'])
        .default('topology'),
    )
    .action(async (options: { readonly of: SchemaName }, command: Command) => {
      const { schema } = await import('./commands/schema.ts');
      finish(schema(options.of, await environmentOf(command)));
    });
}

/** Loaded with the verb, so that `--help` and `--version` stay quick. */
async function environmentOf(command: Command): Promise<Environment> {
  const { createEnvironment } = await import('./commands/environment.ts');
  const { root, color } = command.optsWithGlobals<GlobalOptions>();
  return createEnvironment({ root: root ?? '', colour: color });
}

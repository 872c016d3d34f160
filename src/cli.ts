/** The command line: declarations only. A verb loads its own code when it is called. */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import type { Environment, EnvironmentOptions } from './commands/environment.ts';
import type { SchemaName } from './commands/schema.ts';
import type { ExitCode } from './model/exit-code.ts';
import { exitCodes } from './model/exit-code.ts';
import type { AllowableGuard } from './model/plan.ts';
import { allowableGuards } from './model/plan.ts';
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
    .addOption(new Option('--root <dir>', 'read and write every file below this directory'))
    .addOption(
      new Option('--color <when>', 'colour the output')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .helpOption('-h, --help', 'explain the command')
    .addHelpText('before', examples)
    .addHelpText('after', exitCodeHelp)
    .exitOverride()
    // Commands take this over when they are declared: it must come first.
    .configureOutput({ outputError: () => undefined });
  declareCheck(program, finish);
  declarePlan(program, finish);
  declareApply(program, finish);
  declareDestroy(program, finish);
  declareSchema(program, finish);
  return program;
}

const examples = `Examples:
  multihome check topology.yaml     is the file sound? offline, without root
  multihome plan  topology.yaml     what would change on this host?
  multihome apply topology.yaml     change it, and prove it
  multihome destroy topology.yaml   remove all of it

`;

const exitCodeHelp = `
FILE defaults to $MULTIHOME_TOPOLOGY, else /etc/multihome/topology.yaml; - is standard input.

Exit codes: 0 success, 1 unexpected error, 2 changes pending (plan --detailed-exitcode),
  3 topology invalid, 5 refused and nothing touched (also plan --detailed-exitcode), 64 usage, 66 file cannot be read,
  69 ip missing, too old or not to be trusted, 77 needs root.
`;

function declareCheck(program: Command, finish: Finish): void {
  program
    .command('check')
    .description('validate topologies offline')
    .argument('[files...]', 'topologies')
    .option('--json', 'print the result as JSON')
    .option('--strict', 'fail on warnings too')
    .action(async (files: string[], options: { json?: true; strict?: true }, command: Command) => {
      const { check } = await import('./commands/check.ts');
      const input = { files, json: options.json ?? false, strict: options.strict ?? false };
      finish(check(input, await environmentOf(command)));
    });
}

type PlanFlags = {
  readonly json?: true;
  readonly commands?: true;
  readonly detailedExitcode?: true;
  readonly all?: true;
};

function declarePlan(program: Command, finish: Finish): void {
  program
    .command('plan')
    .description('show what apply would change')
    .argument('[file]', 'topology')
    .addOption(new Option('--json', 'print the plan as JSON').conflicts('commands'))
    .option('--commands', 'print the plan as ip commands')
    .option('--detailed-exitcode', 'exit 2 when there are changes')
    .option('--all', 'show every line, however many')
    .action(async (file: string | undefined, flags: PlanFlags, command: Command) => {
      const { plan } = await import('./commands/plan.ts');
      const form = flags.json ? 'json' : flags.commands ? 'commands' : 'text';
      const detailedExitCode = flags.detailedExitcode ?? false;
      const options = { file, form, detailedExitCode, all: flags.all ?? false } as const;
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
  withApplyOptions(program.command('apply').description('change the host to match the topology'))
    .addOption(
      new Option(
        '--allow <guard>',
        `go on in spite of this guard: ${allowableGuards.join(' or ')}; may be repeated`,
      ).argParser(collectGuard),
    )
    .action(async (file: string | undefined, flags: ApplyFlags, command: Command) => {
      const { apply } = await import('./commands/apply.ts');
      finish(await apply(applyOptions(file, flags), await environmentOf(command)));
    });
}

/** A list that ends at the next word: `--allow a FILE` must not take the file for a guard. */
function collectGuard(
  value: string,
  before: readonly AllowableGuard[] | undefined,
): readonly AllowableGuard[] {
  const guard = allowableGuards.find((name) => name === value);
  if (guard !== undefined) return [...(before ?? []), guard];
  throw new InvalidArgumentError(`Allowed choices are ${allowableGuards.join(', ')}.`);
}

function declareDestroy(program: Command, finish: Finish): void {
  withApplyOptions(program.command('destroy').description('remove everything multihome made'))
    .addOption(
      new Option('--protocol <number>', 'whose objects to remove, instead of a topology').argParser(
        protocolNumber,
      ),
    )
    .action(async (file: string | undefined, flags: DestroyFlags, command: Command) => {
      const { destroy } = await import('./commands/apply.ts');
      const options = { ...applyOptions(file, flags), protocol: flags.protocol };
      finish(await destroy(options, await environmentOf(command)));
    });
}

type DestroyFlags = ApplyFlags & { readonly protocol?: number };

/** 0 to 4 are the kernel's and everybody's: nothing of that number is ours to remove. */
function protocolNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 4 && number < 256) return number;
  throw new InvalidArgumentError('It is a number from 5 to 255.');
}

function withApplyOptions(command: Command): Command {
  return command
    .argument('[file]', 'topology')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print events as JSON, one a line')
    .option('--all', 'show every line, however many');
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

function declareSchema(program: Command, finish: Finish): void {
  program
    .command('schema')
    .description('print the JSON Schema of the topology or of a document')
    .addOption(
      new Option('--of <document>', 'which schema')
        .choices(['topology', 'plan', 'apply', 'check', 'error'])
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

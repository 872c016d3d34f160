/** The verbs that answer questions and change nothing. */

import type { Command } from 'commander';
import { Option } from 'commander';

import type { SchemaName } from '../commands/schema.ts';
import type { ReportTarget } from '../model/report.ts';
import { reportFormats } from '../model/report.ts';
import type { Finish } from './declaration.ts';
import { environmentOf } from './declaration.ts';
import { exitCodeHelp, fileHelp, filesHelp, formatHelp, traceHelp } from './help.ts';
import { collectReport, collectWord } from './values.ts';

export function declareCheck(program: Command, finish: Finish): void {
  program
    .command('check')
    .summary('check topologies, offline and without root')
    .description(
      'Check topologies, and what they compile to. Reads nothing of the host and needs neither ' +
        'root nor ip. Mistakes go to standard error, or where --format says.',
    )
    .argument('[files...]', filesHelp)
    .addOption(reportOption())
    .addOption(reportJsonOption('check'))
    .option('--strict', 'let warnings fail the check, too')
    .addHelpText('after', exitCodeHelp([0, 1, 3, 4, 64, 66]))
    .action(async (files: string[], flags: CheckFlags, command: Command) => {
      const { check } = await import('../commands/check.ts');
      const options = { files, reports: reportsOf(flags), strict: flags.strict ?? false };
      finish(await check(options, await environmentOf(command)));
    });
}

type ReportFlags = { readonly json?: true; readonly format?: readonly ReportTarget[] };

type CheckFlags = ReportFlags & { readonly strict?: true };

function reportOption(): Option {
  return new Option('--format <format[:file]>', formatHelp)
    .choices(reportFormats)
    .argParser(collectReport);
}

function reportJsonOption(command: 'check' | 'verify'): Option {
  const help = `the same as --format json (schema: multihome schema --of ${command})`;
  return new Option('--json', help).conflicts('format');
}

function reportsOf({ json, format }: ReportFlags): readonly ReportTarget[] {
  return json ? [{ format: 'json', file: undefined }] : (format ?? []);
}

export function declareVerify(program: Command, finish: Finish): void {
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
      const { verify } = await import('../commands/verify.ts');
      const options = { file, reports: reportsOf(flags) };
      finish(await verify(options, await environmentOf(command)));
    });
}

type TraceFlags = {
  readonly live?: true;
  readonly json?: true;
  readonly down?: readonly string[];
};

export function declareTrace(program: Command, finish: Finish): void {
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
      const { trace } = await import('../commands/trace.ts');
      const { live = false, json = false, down = [] } = flags;
      const options = { file: words.length > 1 ? words[0] : undefined, flow, down, live, json };
      finish(await trace(options, await environmentOf(command)));
    });
}

export function declareSchema(program: Command, finish: Finish): void {
  program
    .command('schema')
    .summary('print a JSON Schema')
    .description(
      'Print the JSON Schema of the topology, for an editor, or of a document that --json prints.',
    )
    .addHelpText('after', exitCodeHelp([0, 1, 64]))
    .addOption(
      new Option('--of <document>', 'what the schema describes')
        .choices([
          'topology',
          'plan',
          'saved-plan',
          'apply',
          'status',
          'rehearsal',
          'check',
          'verify',
          'trace',
          'doctor',
          'error',
        ])
        .default('topology'),
    )
    .action(async (options: { readonly of: SchemaName }, command: Command) => {
      const { schema } = await import('../commands/schema.ts');
      finish(schema(options.of, await environmentOf(command)));
    });
}

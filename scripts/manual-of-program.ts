/** multihome(1): the declarations of the command line, and what else one has to know of it. */

import type { Command, Help } from 'commander';

import { exitCodeMeanings } from '../src/model/exit-code.ts';
import { defaultProtocol, dropInPaths } from '../src/model/ownership.ts';
import {
  bold,
  described,
  inline,
  italic,
  paragraph,
  section,
  subsection,
  verbatim,
} from './roff.ts';

export function manualOfProgram(program: Command): string {
  const help = program.createHelp();
  const commands = shownCommands(program, help);
  const own = program.createHelp();
  return [
    section('name'),
    `multihome \\- ${inline('describe, preview, apply and prove the routing of a host with several uplinks')}`,
    section('synopsis'),
    ...commands.map(({ name, command }) => synopsis(name, command, help)),
    section('description'),
    paragraph(inline(description)),
    section('commands'),
    ...commands.flatMap(({ name, command }) => commandSection(name, command, help)),
    section('options of every command'),
    ...own.visibleOptions(program).map((option) => optionText(own, option)),
    ...afterBlocks(program)
      .filter((block) => block.startsWith('Examples:'))
      .flatMap(examples),
    section('exit status'),
    ...Object.entries(exitCodeMeanings).map(([code, text]) => described(bold(code), inline(text))),
    section('files'),
    ...files.map(([path, text]) => described(bold(path), inline(text))),
    section('environment'),
    ...variables.map(([name, text]) => described(bold(name), inline(text))),
    section('see also'),
    paragraph(
      '\\fBmultihome\\-topology\\fR(5), \\fBip\\-rule\\fR(8), \\fBip\\-route\\fR(8), \\fBrt_tables\\fR(5)',
    ),
  ].join('\n');
}

const description = `A \`topology\` says which uplinks and networks a host has, and which traffic leaves where
(multihome-topology(5)). multihome checks it, shows the smallest change that gets the kernel there, makes
it without a moment without a route, proves the result, keeps it true while links fail and come back, and
takes all of it away again. What is not its own is never changed: what it makes carries the protocol
number ${defaultProtocol}, unless the topology chooses another.`;

const { tables, protocols } = dropInPaths(defaultProtocol);

const files: readonly (readonly [path: string, text: string])[] = [
  ['/etc/multihome/topology.yaml', 'The topology, where no other file is named.'],
  [tables, 'Names of its tables.'],
  [protocols, 'Name of its protocol number.'],
  [
    '/run/multihome',
    'The way back of the last ten applies, the lock, and what `watch` has found; for each network namespace.',
  ],
];

const variables: readonly (readonly [name: string, text: string])[] = [
  ['MULTIHOME_TOPOLOGY', 'The topology to take where no file is named.'],
  ['NO_COLOR', 'Not empty: no colours, unless `--color` or `FORCE_COLOR` says otherwise.'],
  ['FORCE_COLOR', 'Colours also where there is no terminal; `0` for none.'],
  ['TERM', '`dumb`: no colours, and nothing that is written over.'],
  [
    'PATH',
    'Where `ip`, `ping` and other programs are looked for, then in the folders for programs of root.',
  ],
  [
    'SSH_CONNECTION',
    'The session whose way back must stay (`management-path`); also found below sudo.',
  ],
  [
    'NOTIFY_SOCKET, WATCHDOG_PID, WATCHDOG_USEC',
    'Set by systemd for services: `watch` says that it is ready, and lives.',
  ],
  ['JOURNAL_STREAM', 'Set by systemd: lines of `watch` say how grave they are.'],
];

type Shown = { readonly name: string; readonly command: Command };

/** Those of commands within commands, too: `export networkd`. */
function shownCommands(parent: Command, help: Help, path = ''): readonly Shown[] {
  return help
    .visibleCommands(parent)
    .filter((command) => command.name() !== 'help')
    .flatMap((command) => {
      const name = `${path}${command.name()}`;
      const below = shownCommands(command, help, `${name} `);
      return below.length > 0 ? below : [{ name, command }];
    });
}

function synopsis(name: string, command: Command, help: Help): string {
  return `${paragraph(bold(`multihome ${name}`))} ${usage(command, help)}`;
}

function usage(command: Command, help: Help): string {
  const words = help.commandUsage(command).split(' ');
  const own = words.filter((word) => /^[[<]/.test(word));
  return own.map((word) => italic(word)).join(' ');
}

function commandSection(name: string, command: Command, help: Help): readonly string[] {
  const argumentsHelp = help
    .visibleArguments(command)
    .map((one) => described(italic(help.argumentTerm(one)), inline(help.argumentDescription(one))));
  const options = help
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
    .map((option) => optionText(help, option));
  return [
    subsection(`multihome ${name}`),
    inline(command.description()),
    ...argumentsHelp,
    ...options,
    ...afterBlocks(command).map(afterText),
  ];
}

function optionText(help: Help, option: Parameters<Help['optionTerm']>[0]): string {
  return described(bold(help.optionTerm(option)), inline(help.optionDescription(option)));
}

/** What `addHelpText` has put behind the help. */
function afterBlocks(command: Command): readonly string[] {
  let printed = '';
  command.configureOutput({ writeOut: (text) => void (printed += text) });
  command.outputHelp();
  const after = printed.slice(command.helpInformation().length);
  return after.split(/\n(?=Exit codes:\n)|\n{2,}/).filter((block) => block.trim() !== '');
}

/** What is indented there was laid out by hand. */
function afterText(block: string): string {
  if (block.trimStart().startsWith('Exit codes:')) {
    const codes = block.match(/^ +\d+/gm) ?? [];
    return paragraph(`Exit status: ${codes.map((code) => code.trim()).join(', ')}.`);
  }
  return runsOf(block.trim().split('\n'))
    .map((run) => (isIndented(run) ? verbatim(outdented(run)) : paragraph(inline(run))))
    .join('\n');
}

/** Lines that follow each other and are indented alike. */
function runsOf(lines: readonly string[]): readonly string[] {
  const runs: string[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && isIndented(last) === isIndented(line)) {
      runs[runs.length - 1] = `${last}\n${line}`;
    } else runs.push(line);
  }
  return runs;
}

function isIndented(text: string): boolean {
  return text.startsWith('  ');
}

function outdented(text: string): string {
  return text.replaceAll(/^ {2}/gm, '');
}

function examples(block: string): readonly string[] {
  return [section('examples'), verbatim(outdented(block.split('\n').slice(1).join('\n')))];
}

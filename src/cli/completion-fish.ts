/** Completion for fish. */

import type { CommandLine, DeclaredCommand, DeclaredOption, Values } from './command-line.ts';
import { brief, childrenOf } from './command-line.ts';

export function fishScript(commandLine: CommandLine): string {
  const { commands } = commandLine;
  return `# fish completion for multihome: put it into ~/.config/fish/completions/multihome.fish

function __multihome_uplinks
    set -l file
    for word in (commandline -opc)
        test -f $word; and set file $word
    end
    multihome uplink-names -- $file 2>/dev/null
end

complete -c multihome -f
${commands.flatMap((command) => linesOf(commandLine, command)).join('\n')}
`;
}

function linesOf(commandLine: CommandLine, command: DeclaredCommand): readonly string[] {
  const start = `complete -c multihome -n ${quoted(condition(commandLine, command))}`;
  const children = childrenOf(commandLine, command.path).map(
    ({ path, summary }) => `${start} -a ${path.at(-1) ?? ''} -d ${quoted(summary)}`,
  );
  const argument = argumentOf(command.values);
  return [
    ...children,
    ...(children.length > 0 || argument === '' ? [] : [`${start}${argument}`]),
    ...command.options.map((option) => `${start}${optionText(option)}`),
  ];
}

/** All words of its path have been typed, and none of those that could follow. */
function condition(commandLine: CommandLine, { path }: DeclaredCommand): string {
  const seen = '__fish_seen_subcommand_from';
  const below = childrenOf(commandLine, path).flatMap((child) => child.path.at(-1) ?? []);
  const tests = path.map((word) => `${seen} ${word}`);
  return [...tests, ...(below.length === 0 ? [] : [`not ${seen} ${below.join(' ')}`])].join(
    '; and ',
  );
}

function optionText({ names, help, values }: DeclaredOption): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  return ` ${flags.join(' ')} -d ${quoted(brief(help))}${valueOf(values)}`;
}

function valueOf(values: Values | undefined): string {
  if (values === undefined) return '';
  return values.kind === 'anything' ? ' -x' : ` -r${argumentOf(values)}`;
}

function argumentOf(values: Values): string {
  switch (values.kind) {
    case 'words':
      return ` -f -a ${quoted(values.words.join(' '))}`;
    case 'uplinks':
      return " -f -a '(__multihome_uplinks)'";
    case 'files':
      return ' -F';
    case 'folders':
      return " -f -a '(__fish_complete_directories)'";
    case 'anything':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

/** The declarations as data: every command that is shown, with its options and what they take. */

import type { Argument, Command, Help, Option } from 'commander';

export type CommandLine = { readonly commands: readonly DeclaredCommand[] };

export type DeclaredCommand = {
  /** `['plan']`; empty for the program itself. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly DeclaredOption[];
  readonly values: Values;
  /** Takes any number of arguments. */
  readonly variadic: boolean;
};

export type DeclaredOption = {
  /** `-y` and `--yes`. */
  readonly names: readonly string[];
  readonly help: string;
  /** Undefined for a flag. */
  readonly values: Values | undefined;
  readonly repeatable: boolean;
};

/** What can stand in a place, as far as a shell can know it. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'folders' | 'uplinks' | 'anything' };

export function commandLineOf(program: Command): CommandLine {
  return { commands: commandsOf(program, [], program.createHelp()) };
}

function commandsOf(
  command: Command,
  path: readonly string[],
  help: Help,
): readonly DeclaredCommand[] {
  const children = help.visibleCommands(command).filter((child) => child.name() !== 'help');
  const [argument] = command.registeredArguments;
  const declared: DeclaredCommand = {
    path,
    summary: command.summary() === '' ? command.description() : command.summary(),
    options: [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].map(optionOf),
    values: argument === undefined ? { kind: 'anything' } : argumentValues(argument),
    variadic: command.registeredArguments.some(({ variadic }) => variadic),
  };
  return [
    declared,
    ...children.flatMap((child) => commandsOf(child, [...path, child.name()], help)),
  ];
}

function optionOf(option: Option): DeclaredOption {
  const { short, long, description, flags, argChoices, required } = option;
  const placeholder = /<(.*)>/.exec(flags)?.[1] ?? '';
  return {
    names: [short, long].flatMap((name) => name ?? []),
    help: description,
    values: required ? valuesOf(placeholder, argChoices) : undefined,
    repeatable: description.includes('may be repeated'),
  };
}

function argumentValues(argument: Argument): Values {
  return valuesOf(argument.name(), argument.argChoices);
}

/** A placeholder says what stands in its place: `<uplink>`, `[files...]`, `<dir>`. */
function valuesOf(placeholder: string, choices: readonly string[] | undefined): Values {
  if (choices !== undefined) return { kind: 'words', words: choices };
  const words = placeholder.split(/[^a-z]+/);
  const has = (...names: readonly string[]): boolean => names.some((name) => words.includes(name));
  if (has('file', 'files', 'plan', 'path', 'topology')) return { kind: 'files' };
  if (has('dir', 'directory', 'folder')) return { kind: 'folders' };
  if (has('uplink', 'uplinks')) return { kind: 'uplinks' };
  return { kind: 'anything' };
}

/** Commands right below another one. */
export function childrenOf(
  { commands }: CommandLine,
  path: readonly string[],
): readonly DeclaredCommand[] {
  return commands.filter(
    (one) => one.path.length === path.length + 1 && path.every((word, at) => one.path[at] === word),
  );
}

/** As much of a help text as fits beside a word on a terminal. */
export function brief(help: string): string {
  const [start = ''] = help.split(/; | \(|: |\. /);
  return start.replace(/\.$/, '');
}

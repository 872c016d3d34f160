/** Completion for zsh: one function for each command, made of `_arguments`. */

import type { CommandLine, DeclaredCommand, DeclaredOption, Values } from './command-line.ts';
import { brief, childrenOf } from './command-line.ts';

export function zshScript(commandLine: CommandLine): string {
  const { commands } = commandLine;
  return `#compdef multihome
# zsh completion for multihome: source it after compinit, or put it as _multihome into a folder of $fpath

_multihome_uplinks() {
  local word names
  local -a file
  for word in $words; do [[ -f $word ]] && file=($word); done
  names=("\${(@f)$(multihome uplink-names -- $file 2>/dev/null)}")
  compadd -a names
}

${commands.map((command) => functionOf(commandLine, command)).join('\n')}
if [[ $funcstack[1] == _multihome ]]; then _multihome "$@"; else compdef _multihome multihome; fi
`;
}

function functionOf(commandLine: CommandLine, command: DeclaredCommand): string {
  const options = command.options.map(optionSpec);
  const children = childrenOf(commandLine, command.path);
  const name = functionName(command.path);
  if (children.length === 0) {
    return `${name}() {
  _arguments -s -S ${continued([...options, argumentSpec(command)])}
}
`;
  }
  const described = children.map(
    ({ path, summary }) => `    ${quoted(`${path.at(-1) ?? ''}:${summary}`)}`,
  );
  const cases = children.map(
    ({ path }) => `        ${path.at(-1) ?? ''}) ${functionName(path)} ;;`,
  );
  return `${name}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${described.join('\n')}
  )
  _arguments -C -s -S ${continued([...options, "'1: :->command'", "'*:: :->arguments'"])}
  case $state in
    command) _describe -t commands command commands ;;
    arguments)
      case $words[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}
`;
}

function functionName(path: readonly string[]): string {
  return `_${['multihome', ...path].join('_')}`;
}

function continued(specs: readonly string[]): string {
  return specs.map((spec) => `\\\n    ${spec}`).join(' ');
}

function optionSpec({ names, help, values, repeatable }: DeclaredOption): string {
  const shown = `[${escaped(brief(help))}]`;
  const value = values === undefined ? '' : `:value:${actionOf(values)}`;
  if (repeatable) return names.map((name) => quoted(`*${name}${shown}${value}`)).join(' ');
  const exclusive = names.length > 1 ? `(${names.join(' ')})` : '';
  return names.map((name) => quoted(`${exclusive}${name}${shown}${value}`)).join(' ');
}

function argumentSpec({ values, variadic }: DeclaredCommand): string {
  if (values.kind === 'anything') return '';
  return quoted(`${variadic ? '*' : '1'}:argument:${actionOf(values)}`);
}

function actionOf(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `(${values.words.join(' ')})`;
    case 'uplinks':
      return '_multihome_uplinks';
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'anything':
      return ' ';
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]\\:]/g, String.raw`\$&`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

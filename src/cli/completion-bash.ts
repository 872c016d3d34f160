/** Completion for bash, without the package bash-completion. */

import type { CommandLine, DeclaredCommand, Values } from './command-line.ts';
import { childrenOf } from './command-line.ts';

export function bashScript(commandLine: CommandLine): string {
  const { commands } = commandLine;
  return `# bash completion for multihome: source it, or put it into
# /usr/share/bash-completion/completions/multihome

_multihome_uplinks() {
  local word file=()
  for word in "\${COMP_WORDS[@]:1}"; do [[ -f $word ]] && file=("$word"); done
  multihome uplink-names -- "\${file[@]}" 2>/dev/null
}

_multihome_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_multihome() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' waiting='' word index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    # --option=value comes in three words.
    [[ $word == '=' ]] && continue
    if [[ -n $waiting ]]; then
      waiting=''
      continue
    fi
    case "$path $word" in
${commands.flatMap(steps).join('\n')}
    esac
  done
  [[ $current == '=' ]] && current=''
  if [[ -n $waiting ]]; then
    case "$path $waiting" in
${commands.flatMap(optionValues).join('\n')}
    esac
    return
  fi
  case "$path" in
${commands.map((command) => places(commandLine, command)).join('\n')}
  esac
}

complete -F _multihome multihome
`;
}

/** Words that change what may follow: a command, and options that wait for a value. */
function steps(command: DeclaredCommand): readonly string[] {
  const path = pathText(command.path);
  const waiting = command.options
    .filter(({ values }) => values !== undefined)
    .flatMap(({ names }) => names.map((name) => `'${path} ${name}'`));
  const parent = pathText(command.path.slice(0, -1));
  const last = command.path.at(-1);
  return [
    ...(last === undefined ? [] : [`      '${parent} ${last}') path='${path}' ;;`]),
    ...(waiting.length === 0 ? [] : [`      ${waiting.join(' | ')}) waiting=$word ;;`]),
  ];
}

function optionValues({ path, options }: DeclaredCommand): readonly string[] {
  return options.flatMap(({ names, values }) => {
    if (values === undefined || values.kind === 'anything') return [];
    const patterns = names.map((name) => `'${pathText(path)} ${name}'`);
    return [`      ${patterns.join(' | ')}) ${completing(values)} ;;`];
  });
}

/** Where neither a value is awaited: an option, a command, or an argument. */
function places(commandLine: CommandLine, command: DeclaredCommand): string {
  const options = command.options.flatMap(({ names }) => names).join(' ');
  const below = childrenOf(commandLine, command.path).flatMap(({ path }) => path.at(-1) ?? []);
  const values: Values = below.length > 0 ? { kind: 'words', words: below } : command.values;
  return `    '${pathText(command.path)}')
      if [[ $current == -* ]]; then _multihome_words '${options}' "$current"
      else ${completing(values)}
      fi
      ;;`;
}

function completing(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `_multihome_words '${values.words.join(' ')}' "$current"`;
    case 'uplinks':
      return `_multihome_words "$(_multihome_uplinks)" "$current"`;
    case 'files':
      return `compopt -o default`;
    case 'folders':
      return `compopt -o dirnames`;
    case 'anything':
      return ':';
  }
}

function pathText(path: readonly string[]): string {
  return path.join(' ');
}

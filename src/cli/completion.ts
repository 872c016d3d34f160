/** What shells complete: read off the declarations, so that no verb and no option can be missing. */

import type { Command } from 'commander';

import { bashScript } from './completion-bash.ts';
import { fishScript } from './completion-fish.ts';
import { zshScript } from './completion-zsh.ts';
import type { CommandLine } from './command-line.ts';
import { commandLineOf } from './command-line.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

const scripts: Readonly<Record<Shell, (commandLine: CommandLine) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export function completionScript(program: Command, shell: Shell): string {
  return scripts[shell](commandLineOf(program));
}

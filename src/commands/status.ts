/** `status`: what `watch` has found. */

import type { Host } from '../host/host.ts';
import { pause } from '../host/pause.ts';
import { isRoot } from '../host/privileges.ts';
import { readStatus } from '../host/watch-status.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Status } from '../model/status.ts';
import { ownCommand } from '../render/own-command.ts';
import { statusText } from '../render/status-text.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';

export const statusFormats = ['text', 'json', 'prometheus'] as const;

export type StatusOptions = {
  readonly format: (typeof statusFormats)[number];
  readonly follow: boolean;
};

export async function status(options: StatusOptions, environment: Environment): Promise<ExitCode> {
  const { terminal, host } = environment;
  const report = (failure: Failure) => reportFailure(failure, terminal, options.format === 'json');
  if (!isRoot()) return report(needsRoot);
  let shown: string | undefined;
  for (;;) {
    const found = readStatus(host);
    if (found === undefined) return report(nobody(host));
    if (found.written !== shown) {
      const again = shown !== undefined && terminal.columnsOut !== Infinity;
      terminal.print(`${again ? clearScreen : ''}${await textOf(found, options.format)}`);
    }
    if (!options.follow || terminal.isUnread()) return exitCodes.success;
    shown = found.written;
    await pause(followMs);
  }
}

const followMs = 500;

/** ECMA-48: to the upper left, and nothing below. */
const clearScreen = '\u001b[H\u001b[J';

async function textOf(found: Status, format: StatusOptions['format']): Promise<string> {
  switch (format) {
    case 'text':
      return statusText(found, new Date().toISOString());
    case 'json':
      return `${JSON.stringify(found)}\n`;
    case 'prometheus': {
      const { statusMetrics } = await import('../render/status-metrics.ts');
      return statusMetrics(found);
    }
  }
}

function nobody(host: Host): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: 'nobody watches this network namespace',
    hint: `to begin: ${ownCommand(host, 'watch')}, or ${ownCommand(host, 'install-service')}`,
  };
}

const needsRoot: Failure = {
  exitCode: exitCodes.needsRoot,
  message: 'status needs root: what watch has found is readable by root alone',
};

/** How a command ends when it cannot do what it was asked: one exit code, one message. */

import type { ExitCode } from '../model/exit-code.ts';
import type { Problem } from '../model/problem.ts';
import { problemJson, problemsText } from '../render/problems.ts';
import { visible } from '../render/terminal-text.ts';
import type { Terminal } from '../host/terminal.ts';

export type Failure = {
  readonly exitCode: ExitCode;
  /** Absent where the problems say it all. */
  readonly message?: string;
  readonly hint?: string;
  readonly problems?: readonly Problem[];
};

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

/** With `json`, the failure is the result, so it goes to stdout; else it is a remark. */
export function reportFailure(failure: Failure, terminal: Terminal, json: boolean): ExitCode {
  if (json) terminal.print(`${JSON.stringify(failureJson(failure))}\n`);
  else terminal.remark(failureText(failure, terminal));
  return failure.exitCode;
}

export function failureJson({ exitCode, message, hint, problems }: Failure): object {
  return {
    format: 'multihome-error',
    format_version: '1.0',
    exit_code: exitCode,
    ...(message === undefined ? {} : { message }),
    ...(hint === undefined ? {} : { hint }),
    problems: (problems ?? []).map(problemJson),
  };
}

/** Its hint is about a command that touched nothing. */
export function withoutHint({ exitCode, message }: Failure): Failure {
  return { exitCode, ...(message === undefined ? {} : { message }) };
}

function failureText({ message, hint, problems }: Failure, terminal: Terminal): string {
  const some = problems !== undefined && problems.length > 0;
  const shown = some
    ? `${problemsText(problems, { colour: terminal.colourRemarks, columns: terminal.columnsRemarks })}\n`
    : '';
  const said = message === undefined ? '' : `multihome: ${harmless(message)}\n`;
  return `${shown}${said}${hint === undefined ? '' : `  ${harmless(hint)}\n`}`;
}

/** Paths and what `ip` says may hold what a terminal obeys. */
function harmless(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

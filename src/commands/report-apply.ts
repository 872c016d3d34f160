/** What `apply` and `destroy` say while they work: text for people, or one JSON object a line. */

import type { Terminal } from '../host/terminal.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Guard, Plan } from '../model/plan.ts';
import { countChanges } from '../plan/plan.ts';
import { planJson } from '../render/plan-json.ts';
import { commandsText } from '../render/commands-text.ts';
import type { Execution, Stop } from './execute.ts';
import type { Failure } from './failure.ts';
import { failureJson, reportFailure } from './failure.ts';
import { printWarnings, textOf } from './plan.ts';
import type { Prepared } from './prepare.ts';

export type Reporter = {
  readonly planned: (prepared: Prepared, guards: readonly Guard[]) => void;
  readonly refused: (guards: readonly { readonly name: string; readonly text: string }[]) => void;
  readonly unchanged: () => ExitCode;
  /** Nothing was done of what was planned. */
  readonly failed: (failure: Failure) => ExitCode;
  readonly executed: (plan: Plan, execution: Execution) => ExitCode;
};

type Verb = 'apply' | 'destroy';

export function createReporter(
  verb: Verb,
  options: { readonly json: boolean; readonly all: boolean },
  terminal: Terminal,
): Reporter {
  return options.json ? jsonReporter(terminal) : textReporter(verb, options.all, terminal);
}

function textReporter(verb: Verb, all: boolean, terminal: Terminal): Reporter {
  return {
    planned: (prepared) => {
      printWarnings(prepared, { terminal });
      terminal.print(textOf(prepared, verb, terminal, all));
    },
    refused: (guards) => {
      for (const { text } of guards) terminal.remark(`${text}\n`);
    },
    unchanged: () => exitCodes.success,
    failed: (failure) => reportFailure(failure, terminal, false),
    executed: (plan, execution) => printExecution(verb, plan, execution, terminal),
  };
}

function printExecution(
  verb: Verb,
  plan: Plan,
  execution: Execution,
  terminal: Terminal,
): ExitCode {
  switch (execution.kind) {
    case 'done':
      terminal.print(`${doneText(verb, plan)}\n`);
      return exitCodes.success;
    case 'stopped':
      terminal.remark(stopText(verb, execution.stop));
      return exitCodes.unexpectedError;
    case 'unproven':
      terminal.remark(unprovenText(verb, execution.remaining));
      return exitCodes.unexpectedError;
    case 'unverified':
      terminal.remark('every step ran, but the host could not be read again to prove it:\n');
      // Its hint is about a command that touched nothing; this one did.
      reportFailure(withoutHint(execution.failure), terminal, false);
      return exitCodes.unexpectedError;
  }
}

function withoutHint({ exitCode, message }: Failure): Failure {
  return { exitCode, ...(message === undefined ? {} : { message }) };
}

function doneText(verb: Verb, plan: Plan): string {
  const { add, change, remove } = countChanges(plan);
  const proof =
    verb === 'apply'
      ? 'Verified: the live state matches.'
      : `Verified: nothing of protocol ${plan.protocol} is left.`;
  return `Done: ${add} added, ${change} changed, ${remove} removed. ${proof}`;
}

function stopText(verb: Verb, { at, reason, done, total }: Stop): string {
  const progress =
    done === undefined
      ? `It is not known how many of ${total} steps were done.`
      : `${done} of ${total} steps were done, ${total - done} were not.`;
  return [
    `multihome: ${verb} stopped at: ${at}`,
    `  ${reason}`,
    `  ${progress} The next ${verb} goes on from what it finds.`,
    '',
  ].join('\n');
}

function unprovenText(verb: Verb, remaining: Plan): string {
  return [
    'multihome: every step ran, but the host is not as planned. Still to do:',
    ...commandsText(remaining)
      .trimEnd()
      .split('\n')
      .slice(0, 20)
      .map((line) => `  ${line}`),
    '  Somebody else seems to change the same things, or has added a next hop of his own to an',
    `  IPv6 route of ours, which stays. \`multihome ${verb}\` tries again.`,
    '',
  ].join('\n');
}

function jsonReporter(terminal: Terminal): Reporter {
  const emit = (event: object) => terminal.print(`${JSON.stringify(event)}\n`);
  return {
    planned: ({ plan, nameOf, impact }, guards) => {
      emit({ type: 'version', format: 'multihome-apply', format_version: '1.0' });
      const counts = countChanges(plan);
      emit({ type: 'plan', plan: planJson({ plan, guards, counts, nameOf, impact: impact() }) });
    },
    refused: (guards) => {
      emit({ type: 'refused', guards });
      emit({ type: 'summary', changed: false, exit_code: exitCodes.refused });
    },
    unchanged: () => {
      emit({ type: 'summary', changed: false, exit_code: exitCodes.success });
      return exitCodes.success;
    },
    failed: (failure) => {
      emit({ type: 'failed', error: failureJson(failure) });
      emit({ type: 'summary', changed: false, exit_code: failure.exitCode });
      return failure.exitCode;
    },
    executed: (plan, execution) => {
      const failed = execution.kind !== 'done';
      if (failed) emit(failureEvent(execution));
      const exitCode = failed ? exitCodes.unexpectedError : exitCodes.success;
      emit({ type: 'summary', changed: changedAnything(plan, execution), exit_code: exitCode });
      return exitCode;
    },
  };
}

/** A file that comes first was written before the first step could fail. */
function changedAnything(plan: Plan, execution: Execution): boolean {
  if (execution.kind !== 'stopped') return true;
  const written = plan.files.some(
    ({ path, after }) => after !== undefined && path !== execution.stop.at,
  );
  return execution.stop.done !== 0 || written;
}

function failureEvent(execution: Exclude<Execution, { readonly kind: 'done' }>): object {
  switch (execution.kind) {
    case 'stopped': {
      const { at, reason, done, total } = execution.stop;
      return { type: 'stopped', at, reason, done: done ?? null, total };
    }
    case 'unproven':
      return {
        type: 'unproven',
        remaining: commandsText(execution.remaining).trimEnd().split('\n'),
      };
    case 'unverified':
      return { type: 'unverified', error: failureJson(withoutHint(execution.failure)) };
  }
}

/** What `apply` and `destroy` say while they work: text for people, or one JSON object a line. */

import type { Host } from '../host/host.ts';
import type { Terminal } from '../host/terminal.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Guard, Plan } from '../model/plan.ts';
import { countChanges } from '../plan/plan.ts';
import type { PlanMismatch } from '../model/saved-plan.ts';
import { guardText } from '../render/guard-text.ts';
import { mismatchReason, mismatchText } from '../render/saved-plan-text.ts';
import { planJson } from '../render/plan-json.ts';
import { commandsText } from '../render/commands-text.ts';
import type { CarriedOut, Why } from './carry-out.ts';
import { revertCommand } from './carry-out.ts';
import {
  abandonedText,
  armedText,
  failedText,
  interruptedText,
  nextText,
  restoredText,
} from './apply-text.ts';
import { counted } from './report.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { failureJson, reportFailure, withoutHint } from './failure.ts';
import { progressLine } from './progress.ts';
import { printWarnings, textOf } from './plan.ts';
import type { Prepared } from './prepare.ts';
import { identify } from './saved-plan.ts';

export type Reporter = {
  readonly planned: (prepared: Prepared, guards: readonly Guard[]) => void;
  /** It is not the one plan that may be carried out; `what` is what that was called. */
  readonly mismatched: (mismatch: PlanMismatch, what: string) => ExitCode;
  readonly refused: (guards: readonly { readonly name: string; readonly text: string }[]) => void;
  readonly unchanged: () => ExitCode;
  /** Nothing was done of what was planned. */
  readonly failed: (failure: Failure) => ExitCode;
  /** Steps done so far. */
  readonly progress: (done: number, total: number) => void;
  readonly armed: (transaction: number, seconds: number) => void;
  /** It did not come to an end: the command that takes the rest back. */
  readonly interrupted: (signal: string) => void;
  readonly abandoned: (command: string) => void;
  /** A fault of ours ended it, and it was taken back. */
  readonly restored: () => void;
  readonly carriedOut: (plan: Plan, carriedOut: CarriedOut) => ExitCode;
};

type Verb = 'apply' | 'destroy';

export function createReporter(
  verb: Verb,
  options: { readonly json: boolean; readonly all: boolean },
  { terminal, host }: Environment,
): Reporter {
  return options.json
    ? jsonReporter(verb, terminal, host)
    : textReporter(verb, options.all, { terminal, host });
}

function textReporter(
  verb: Verb,
  all: boolean,
  { terminal, host }: Pick<Environment, 'terminal' | 'host'>,
): Reporter {
  return {
    planned: (prepared) => {
      printWarnings(prepared, { terminal });
      terminal.print(textOf(prepared, verb, terminal, all));
    },
    mismatched: (mismatch, what) => {
      terminal.remark(mismatchText(mismatch, what));
      return exitCodes.refused;
    },
    refused: (guards) => {
      for (const { text } of guards) terminal.remark(`${text}\n`);
    },
    unchanged: () => exitCodes.success,
    failed: (failure) => reportFailure(failure, terminal, false),
    progress: progressLine(terminal),
    armed: (transaction, seconds) =>
      terminal.remark(armedText({ verb, transaction, seconds }, host)),
    interrupted: (signal) => terminal.remark(interruptedText(signal)),
    abandoned: (command) => terminal.remark(abandonedText(verb, command)),
    restored: () => terminal.remark(restoredText(verb)),
    carriedOut: (plan, carriedOut) => {
      if (carriedOut.kind === 'failed') {
        terminal.remark(failedText(verb, carriedOut));
        return exitCodeOf(carriedOut);
      }
      terminal.print(`${doneText(verb, plan)}\n`);
      terminal.remark(nextText(carriedOut, host));
      return exitCodes.success;
    },
  };
}

function exitCodeOf({ rolledBack }: Failed): ExitCode {
  return rolledBack.kind === 'restored' ? exitCodes.rolledBack : exitCodes.rollbackIncomplete;
}

type Failed = Extract<CarriedOut, { readonly kind: 'failed' }>;

function doneText(verb: Verb, plan: Plan): string {
  const { add, change, remove, adopt } = countChanges(plan);
  const proof =
    verb === 'apply'
      ? 'Verified: the live state matches.'
      : `Verified: nothing of protocol ${plan.protocol} is left.`;
  const adopted = adopt === 0 ? '' : `, ${adopt} adopted`;
  const { length } = plan.settings;
  const settings = length === 0 ? '' : `, ${counted(length, 'setting')} of the kernel`;
  return `Done: ${add} added, ${change} changed, ${remove} removed${adopted}${settings}. ${proof}`;
}

function jsonReporter(verb: Verb, terminal: Terminal, host: Host): Reporter {
  const emit = (event: object) => terminal.print(`${JSON.stringify(event)}\n`);
  emit({ type: 'version', format: 'multihome-apply', format_version: '1.1' });
  return {
    planned: (prepared, guards) => {
      const { plan, nameOf, impact } = prepared;
      const counts = countChanges(plan);
      const { id } = identify(prepared, host);
      emit({
        type: 'plan',
        plan: planJson({ plan, id, guards, counts, nameOf, impact: impact() }),
      });
      emit({ type: 'guards', guards: prepared.guards.map((guard) => guardEvent(guard, guards)) });
    },
    mismatched: (mismatch, what) => {
      emit(mismatchEvent(mismatch, what));
      emit({ type: 'summary', changed: false, exit_code: exitCodes.refused });
      return exitCodes.refused;
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
    progress: (done, total) => emit({ type: 'progress', done, total }),
    armed: (transaction, seconds) => emit({ type: 'armed', transaction, seconds }),
    interrupted: (signal) => terminal.remark(interruptedText(signal)),
    abandoned: (command) => {
      emit({ type: 'abandoned', command });
      emit({ type: 'summary', changed: true, exit_code: exitCodes.rollbackIncomplete });
    },
    restored: () => terminal.remark(restoredText(verb)),
    carriedOut: (_, carriedOut) => {
      const { transaction } = carriedOut;
      if (carriedOut.kind === 'done') {
        const { expectationsHeld, confirmSeconds, hasWayBack } = carriedOut;
        if (!hasWayBack) terminal.remark(nextText(carriedOut, host));
        emit({ type: 'verified', transaction, expectations_held: expectationsHeld });
        emit({ type: 'done', transaction, confirm_seconds: confirmSeconds ?? null });
        emit({ type: 'summary', changed: true, exit_code: exitCodes.success });
        return exitCodes.success;
      }
      emit(failureEvent(carriedOut.why));
      emit(rolledBackEvent(carriedOut));
      const exitCode = exitCodeOf(carriedOut);
      const changed = exitCode === exitCodes.rollbackIncomplete;
      emit({ type: 'summary', changed, exit_code: exitCode });
      return exitCode;
    },
  };
}

function guardEvent(guard: Guard, stand: readonly Guard[]): object {
  return { name: guard.name, text: guardText(guard), allowed: !stand.includes(guard) };
}

function mismatchEvent(mismatch: PlanMismatch, what: string): object {
  const isStale = mismatch.kind === 'stale';
  return {
    type: 'mismatched',
    reason: isStale && mismatch.topologyChanged ? 'stale-topology' : mismatch.kind,
    text: mismatchReason(mismatch, what),
    gone: isStale ? mismatch.gone : [],
    added: isStale ? mismatch.added : [],
  };
}

function rolledBackEvent({ transaction, directory, rolledBack }: Failed): object {
  if (rolledBack.kind === 'restored') return { type: 'rolled-back', transaction };
  const { missing } = rolledBack;
  return { type: 'rollback-incomplete', transaction, missing, command: revertCommand(directory) };
}

function failureEvent(why: Why): object {
  switch (why.kind) {
    case 'stopped': {
      const { at, reason, done, total } = why.stop;
      return { type: 'stopped', at, reason, done: done ?? null, total };
    }
    case 'unproven':
      return { type: 'unproven', remaining: commandsText(why.remaining).trimEnd().split('\n') };
    case 'unverified':
      return { type: 'unverified', error: failureJson(withoutHint(why.failure)) };
    case 'broken':
      return { type: 'broken', expectations: why.expectations };
    case 'not-taken-over':
      return { type: 'not-taken-over', reason: why.reason };
  }
}

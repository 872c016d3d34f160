/** A plan that may run -> a changed host, or one that is as it was before. */

import type { Host } from '../host/host.ts';
import { watchInterruptions } from '../host/signals.ts';
import { finishTransaction, forgetTransaction, isClaimed, setState } from '../host/transactions.ts';
import { armRevert } from '../host/watchdog.ts';
import type { Live } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Execution, Replanning, Round } from './execute.ts';
import { execute } from './execute.ts';
import type { ExpectationsKept } from './expectations-kept.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';
import type { RolledBack } from './roll-back.ts';
import { linesNow, rollBack } from './roll-back.ts';
import { begin, extend } from './transaction.ts';

export type CarriedOut = {
  readonly transaction: number;
  readonly directory: string;
} & (
  | {
      readonly kind: 'done';
      readonly confirmSeconds: number | undefined;
      /** So many expectations held before, and hold. */
      readonly expectationsHeld: number;
    }
  | { readonly kind: 'failed'; readonly why: Why; readonly rolledBack: RolledBack }
);

/** Why it was taken back. */
export type Why =
  | Exclude<Execution, { readonly kind: 'done' }>
  /** What held before does not hold now: titles. */
  | { readonly kind: 'broken'; readonly expectations: readonly string[] };

export type Work = {
  readonly verb: Transaction['verb'];
  readonly plan: Plan;
  readonly live: Live;
  readonly host: Host;
  readonly replanning: Omit<Replanning, 'interrupted' | 'nextRound'>;
  readonly confirmSeconds: number | undefined;
  readonly expectations: ExpectationsKept;
  readonly armed: (transaction: number, seconds: number) => void;
  /** Somebody will not wait: what remains to be done, as a command. */
  readonly abandoned: (command: string) => void;
};

/** Nothing is changed before all that takes it back is written, and armed where that is wanted. */
export async function carryOut(work: Work): Promise<Outcome<CarriedOut>> {
  const { verb, plan, live, host, confirmSeconds } = work;
  const beginning = begin(verb, plan, live, host);
  if (!beginning.ok) return failed(cannotBegin(beginning.reason));
  let begun = beginning.value;
  const { directory, transaction } = begun;
  const interruptions = watchInterruptions(() => {
    setState(directory, 'rollback-incomplete');
    work.abandoned(revertCommand(directory));
    return exitCodes.rollbackIncomplete;
  });
  const nextRound = (round: Round): string | undefined => {
    const extended = extend(begun, round.plan, round.live, host);
    if (!extended.ok) return extended.reason;
    begun = extended.value;
    return undefined;
  };
  try {
    if (confirmSeconds !== undefined) {
      const armed = await armRevert(directory, confirmSeconds);
      if (!armed.ok) {
        forgetTransaction(directory);
        return failed(cannotArm(armed.reason));
      }
      work.armed(transaction.id, confirmSeconds);
    }
    const interrupted = () =>
      isClaimed(directory)
        ? 'nobody confirmed it in time'
        : interruptionText(interruptions.received());
    const replanning = { ...work.replanning, interrupted, nextRound };
    const execution = await execute(plan, host, replanning);
    const why = (await whyNot(execution, work)) ?? late(interrupted(), plan);
    const head = { transaction: transaction.id, directory };
    if (why !== undefined) {
      const rolledBack = await rollBack(directory, begun.transaction, host);
      return { ok: true, value: { ...head, kind: 'failed', why, rolledBack } };
    }
    await finish(directory, begun.transaction, work);
    const expectationsHeld = work.expectations.held;
    return { ok: true, value: { ...head, kind: 'done', confirmSeconds, expectationsHeld } };
  } finally {
    interruptions.release();
  }
}

async function whyNot(execution: Execution, { expectations }: Work): Promise<Why | undefined> {
  if (execution.kind !== 'done') return execution;
  const broken = await expectations.brokenSince();
  return broken.length === 0 ? undefined : { kind: 'broken', expectations: broken };
}

/** The time ran out, or somebody interrupted, while the end was being proven. */
function late(reason: string | undefined, { steps }: Plan): Why | undefined {
  if (reason === undefined) return undefined;
  const { length } = steps;
  return { kind: 'stopped', stop: { at: 'the end', reason, done: length, total: length } };
}

async function finish(
  directory: string,
  { before, protocol }: Transaction,
  { host, confirmSeconds }: Work,
): Promise<void> {
  const after = await linesNow(before, protocol, host);
  // Without it the transaction counts as one that was killed, which can be taken back, too.
  if (typeof after !== 'string') finishTransaction(directory, { after });
  setState(directory, confirmSeconds === undefined ? 'kept' : 'unconfirmed');
}

function interruptionText(signal: NodeJS.Signals | undefined): string | undefined {
  return signal === undefined ? undefined : `interrupted by ${signal}`;
}

/** The one command that brings back what is left. */
export function revertCommand(directory: string): string {
  return `sh ${directory}/revert`;
}

function cannotBegin(reason: string): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: `cannot write down how to take it back: ${reason}. Nothing was touched.`,
  };
}

function cannotArm(reason: string): Failure {
  return {
    exitCode: exitCodes.unavailable,
    message: `cannot arm what would take it back: ${reason}. Nothing was touched.`,
  };
}

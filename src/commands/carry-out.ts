/** A plan that may run -> a changed host, or one that is as it was before. */

import type { Host } from '../host/host.ts';
import { letSignalsCome, watchInterruptions } from '../host/signals.ts';
import {
  claim,
  claimantOf,
  finishTransaction,
  hasWayBack,
  setState,
} from '../host/transactions.ts';
import { armRevert, disarm } from '../host/watchdog.ts';
import type { Live } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { SlotLines, Transaction } from '../model/transaction.ts';
import { shellWord } from '../model/shell-word.ts';
import type { Execution, Replanning, Round } from './execute.ts';
import { execute } from './execute.ts';
import type { ExpectationsKept } from './expectations-kept.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';
import type { RolledBack } from './take-back.ts';
import { linesNow, rollBack } from './take-back.ts';
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
      /** Somebody may have removed it meanwhile. */
      readonly hasWayBack: boolean;
    }
  | { readonly kind: 'failed'; readonly why: Why; readonly rolledBack: RolledBack }
);

/** Why it was taken back. */
export type Why =
  | Exclude<Execution, { readonly kind: 'done' }>
  /** What held before does not hold now: titles. */
  | { readonly kind: 'broken'; readonly expectations: readonly string[] }
  /** Whoever watches goes on with another topology, and would undo it. */
  | { readonly kind: 'not-taken-over'; readonly reason: string };

export type Work = {
  readonly verb: Transaction['verb'];
  /** Of the topology. */
  readonly digest: string | undefined;
  readonly plan: Plan;
  readonly live: Live;
  readonly host: Host;
  readonly replanning: Omit<Replanning, 'interrupted' | 'nextRound'>;
  readonly confirmSeconds: number | undefined;
  readonly expectations: ExpectationsKept;
  readonly armed: (transaction: number, seconds: number) => void;
  /** Somebody wants it to end: it is going to be taken back. */
  readonly interrupted: (signal: string) => void;
  /** It was not taken back: what remains to be done, as a command. */
  readonly abandoned: (command: string) => void;
  /** It was taken back, before a fault of ours goes on its way. */
  readonly restored: () => void;
};

/** Nothing is changed before all that takes it back is written, and armed where that is wanted. */
export async function carryOut(work: Work): Promise<Outcome<CarriedOut>> {
  const { verb, digest, plan, live, host, confirmSeconds } = work;
  const beginning = begin({ verb, digest }, plan, live, host);
  if (!beginning.ok) return failed(cannotBegin(beginning.reason));
  let begun = beginning.value;
  const { directory, transaction } = begun;
  const interruptions = watchInterruptions(() => {
    setState(directory, 'rollback-incomplete');
    work.abandoned(revertCommand(directory));
    return exitCodes.rollbackIncomplete;
  }, work.interrupted);
  const nextRound = (round: Round): string | undefined => {
    const extended = extend(begun, round.plan, round.live, host);
    if (!extended.ok) return extended.reason;
    begun = extended.value;
    return undefined;
  };
  let watchdog: number | undefined;
  const takeBack = async (): Promise<RolledBack> => {
    const rolledBack = await rollBack(directory, begun.transaction, host);
    const isTold = claimantOf(directory) !== undefined;
    if (rolledBack.kind === 'restored' && watchdog !== undefined && !isTold) {
      disarm(directory, watchdog);
    }
    return rolledBack;
  };
  try {
    if (confirmSeconds !== undefined) {
      const armed = await armRevert(directory, confirmSeconds);
      if (!armed.ok) {
        // It may start yet, and must find that there is nothing to do.
        claim(directory, 'rolled-back');
        setState(directory, 'rolled-back');
        return failed(cannotArm(armed.reason));
      }
      ({ watchdog } = armed);
      work.armed(transaction.id, confirmSeconds);
    }
    const interrupted = () => takenText(directory) ?? interruptionText(interruptions.received());
    const replanning = { ...work.replanning, interrupted, nextRound };
    const execution = await execute(plan, host, replanning);
    const broken = await whyNot(execution, work);
    const after = broken === undefined ? await slotsAfter(begun.transaction, host) : '';
    // Nothing is waited for any more: who interrupts comes before it is done, or after.
    const why = broken ?? late(interrupted() ?? finish(directory, after, confirmSeconds), plan);
    const head = { transaction: transaction.id, directory };
    if (why !== undefined) {
      return { ok: true, value: { ...head, kind: 'failed', why, rolledBack: await takeBack() } };
    }
    const { held: expectationsHeld } = work.expectations;
    const done = { kind: 'done', confirmSeconds, expectationsHeld } as const;
    return { ok: true, value: { ...head, ...done, hasWayBack: hasWayBack(directory) } };
  } catch (error) {
    const rolledBack = await takeBack();
    if (rolledBack.kind === 'restored') work.restored();
    else work.abandoned(revertCommand(directory));
    throw error;
  } finally {
    interruptions.release();
  }
}

/** And who has interrupted meanwhile is heard. */
async function slotsAfter(
  { before, protocol }: Transaction,
  host: Host,
): Promise<SlotLines | string> {
  const lines = await linesNow(before, protocol, host);
  await letSignalsCome();
  return lines;
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

/** Or why it cannot be left to whoever confirms it. */
function finish(
  directory: string,
  after: SlotLines | string,
  confirmSeconds: number | undefined,
): string | undefined {
  // Without it the transaction counts as one that was killed, which can be taken back, too.
  if (typeof after !== 'string') finishTransaction(directory, { after });
  const written = setState(directory, confirmSeconds === undefined ? 'kept' : 'unconfirmed');
  if (confirmSeconds === undefined || written.ok) return takenText(directory);
  return `it cannot be written down that it waits to be confirmed: ${written.reason}`;
}

/** Once it is done, somebody may have confirmed it already. */
function takenText(directory: string): string | undefined {
  const claimed = claimantOf(directory);
  if (claimed === undefined || claimed === 'kept') return undefined;
  return claimed === 'expired' ? 'nobody confirmed it in time' : 'its script was called';
}

function interruptionText(signal: NodeJS.Signals | undefined): string | undefined {
  return signal === undefined ? undefined : `interrupted by ${signal}`;
}

/** The one command that brings back what is left. */
export function revertCommand(directory: string): string {
  return `sh ${shellWord(`${directory}/revert`)}`;
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

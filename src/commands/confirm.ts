/** `confirm` and `rollback`: what becomes of something that has been applied. */

import type { Host } from '../host/host.ts';
import { isRoot, mayChangeNetwork } from '../host/privileges.ts';
import { readSysctl } from '../host/sysctls.ts';
import { watchInterruptions } from '../host/signals.ts';
import type { Claim, Kept } from '../host/transactions.ts';
import {
  claim,
  keptTransactions,
  readFinished,
  readState,
  readTransaction,
  setState,
  withdrawClaim,
} from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { FinishedTransaction, Transaction } from '../model/transaction.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Terminal } from '../host/terminal.ts';
import { watchedBy, whyUndone, wouldComeBack } from './beside-watch.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { lockFor } from './lock-for.ts';
import { revertCommand } from './carry-out.ts';
import { needsNetworkAdmin } from './network-admin.ts';
import { differencesOf, linesNow, rollBack, takenByOthers, textNow } from './roll-back.ts';

export type ConfirmOptions = { readonly id: number | undefined; readonly json: boolean };

/** Takes no lock: it is kept before anybody is waited for. */
export async function confirm(
  { id, json }: ConfirmOptions,
  { host, terminal }: Environment,
): Promise<ExitCode> {
  if (!isRoot()) return reportFailure(needsRoot('confirm'), terminal, json);
  const kept = keptTransactions(host);
  const found =
    id === undefined
      ? kept.find(({ isArmed }) => isArmed)
      : kept.find(({ head }) => head.id === id);
  if (found === undefined) return reportFailure(notThere(id, kept, host), terminal, json);
  const { head, directory } = found;
  const name = `${head.verb} ${head.id}`;
  const claimed = claimDone(found);
  if (claimed.kind === 'failed') {
    const message = `${name} cannot be confirmed, and will be taken back: ${claimed.reason}`;
    return reportFailure({ exitCode: exitCodes.unexpectedError, message }, terminal, json);
  }
  if (claimed.kind === 'too late') return reportFailure(notKept(found, host), terminal, json);
  setState(directory, 'kept');
  const said = { type: 'confirmed', transaction: head.id };
  const undone = await whyUndone(watchedBy(host), head.id, host, terminal);
  if (undone !== undefined) return reportFailure(keptInVain(name, undone), terminal, json);
  terminal.print(json ? `${JSON.stringify(said)}\n` : `${name} is kept.\n`);
  return exitCodes.success;
}

function keptInVain(name: string, undone: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `${name} is not taken back any more, but ${undone}`,
    hint: 'mend that and apply it again',
  };
}

/** Who is late wants to know what became of it. */
function notThere(id: number | undefined, kept: readonly Kept[], host: Host): Failure {
  const [last] = kept;
  const isLate = id === undefined && last?.state === 'reverted';
  return isLate ? notKept(last, host) : nothing('to confirm', id, kept);
}

/** Only what is done and stands as a whole: what is half there has to be taken back. */
function claimDone({ directory, state, isArmed }: Kept): Claim {
  if (!isArmed || state !== 'unconfirmed') return { kind: 'too late' };
  const claimed = claim(directory, 'kept');
  if (claimed.kind !== 'claimed' || readState(directory) === 'unconfirmed') return claimed;
  withdrawClaim(directory);
  return { kind: 'too late' };
}

function notKept({ head: { id, verb }, state, isArmed }: Kept, host: Host): Failure {
  const name = `${verb} ${id}`;
  if (!isArmed || state === 'unconfirmed') {
    const message = `${name} ${stateWords[state] ?? 'is being taken back'}: too late to confirm`;
    return { exitCode: exitCodes.refused, message };
  }
  return {
    exitCode: exitCodes.refused,
    message: `${name} cannot be kept: it ${stateWords[state] ?? 'is being taken back'}`,
    hint: `what is done can be confirmed; ${ownCommand(host, 'rollback', `${id}`)} takes back at once what is not`,
  };
}

export type RollbackOptions = ConfirmOptions & { readonly lockTimeoutMs: number };

export async function rollback(
  { id, json, lockTimeoutMs }: RollbackOptions,
  environment: Environment,
): Promise<ExitCode> {
  const { terminal } = environment;
  if (!isRoot()) return reportFailure(needsRoot('rollback'), terminal, json);
  const locked = await lockFor('rollback', lockTimeoutMs, environment);
  if (!locked.ok) return reportFailure(locked.failure, terminal, json);
  try {
    return await rollbackLocked({ id, json }, locked.value.host, terminal);
  } finally {
    locked.value.release();
  }
}

async function rollbackLocked(
  { id, json }: ConfirmOptions,
  host: Host,
  terminal: Terminal,
): Promise<ExitCode> {
  const kept = keptTransactions(host);
  const found =
    id === undefined ? await standing(kept, host) : kept.find(({ head }) => head.id === id);
  if (found === undefined) return reportFailure(nothing('to roll back', id, kept), terminal, json);
  const { head, directory } = found;
  const name = `${head.verb} ${head.id}`;
  const transaction = readTransaction(directory);
  if (transaction === undefined) return reportFailure(damaged(name, directory), terminal, json);
  if (await isTakenBack(found, kept, host)) {
    const message = `${name} was taken back already. Nothing was touched.`;
    return reportFailure({ exitCode: exitCodes.refused, message }, terminal, json);
  }
  const watching = watchedBy(host);
  // What waits to be confirmed is not what the service goes by.
  if (watching !== undefined && !found.isArmed) {
    return reportFailure(wouldComeBack(watching), terminal, json);
  }
  if (id === undefined) remarkPassedOver(kept.slice(0, kept.indexOf(found)), name, terminal);
  const changed = await changedSince(transaction, readFinished(directory), host);
  if (changed.length > 0) {
    return reportFailure(changedFailure(name, changed, directory), terminal, json);
  }
  // Files would come back, and the kernel refuse the rest.
  if (!(await mayChangeNetwork(host))) {
    return reportFailure(needsNetworkAdmin('rollback'), terminal, json);
  }
  // It goes on where an earlier one was interrupted; what is armed waits for the end of it.
  const interruptions = watchInterruptions(() => exitCodes.rollbackIncomplete);
  const rolledBack = await rollBack(directory, transaction, host);
  interruptions.release();
  const said = { type: 'rolled-back', transaction: transaction.id };
  if (rolledBack.kind === 'restored') {
    terminal.print(json ? `${JSON.stringify(said)}\n` : `${name} is taken back.\n`);
    return exitCodes.success;
  }
  const message = `${name} could not be taken back wholly: ${rolledBack.missing.join('; ')}`;
  const hint = `to finish that: ${revertCommand(directory)}`;
  return reportFailure({ exitCode: exitCodes.rollbackIncomplete, message, hint }, terminal, json);
}

/** The last one that is not taken back. */
async function standing(kept: readonly Kept[], host: Host): Promise<Kept | undefined> {
  for (const one of kept) if (!(await isTakenBack(one, kept, host))) return one;
  return undefined;
}

/** What its script says of it is no proof; but what is there now may be of one that came later. */
async function isTakenBack(found: Kept, kept: readonly Kept[], host: Host): Promise<boolean> {
  const { directory, state } = found;
  if (state !== 'reverted') return state === 'rolled-back';
  const isLast = kept.slice(0, kept.indexOf(found)).every((one) => one.state === 'rolled-back');
  const transaction = isLast ? readTransaction(directory) : undefined;
  return transaction === undefined || (await differencesOf(transaction, host)).length === 0;
}

function remarkPassedOver(passed: readonly Kept[], name: string, { remark }: Terminal): void {
  if (passed.length === 0) return;
  const names = passed.map(({ head: { id, verb } }) => `${verb} ${id}`).join(', ');
  remark(`What came after ${name} was taken back before: ${names}.\n`);
}

/**
 * What it touched, and somebody put something else there since. What is gone is no reason: the kernel
 * itself takes away routes by an interface that goes down.
 */
async function changedSince(
  { before, made, protocol, files, settings }: Transaction,
  finished: FinishedTransaction | undefined,
  host: Host,
): Promise<readonly string[]> {
  const present = await linesNow(before, protocol, host);
  if (typeof present === 'string') return [present];
  const foreign = await takenByOthers(before, protocol, host);
  if (typeof foreign === 'string') return [foreign];
  const slots = Object.keys(before).filter((slot) => {
    // What was there before, and was to be taken over, is no obstacle.
    if (foreign.includes(slot) && present[slot]?.length === 0) return true;
    const known = [before, made, finished?.after ?? {}].flatMap((lines) => lines[slot] ?? []);
    const isKnown = new Set(known);
    return (present[slot] ?? []).some((line) => !isKnown.has(line));
  });
  const changedFiles = files.filter(({ path, ...file }) => {
    const text = textNow(path, host);
    return text !== file.after && text !== file.before;
  });
  const changedSettings = settings.filter(({ path, ...one }) => {
    const value = readSysctl(path);
    return value !== undefined && value !== one.after && value !== one.before;
  });
  return [...slots, ...[...changedFiles, ...changedSettings].map(({ path }) => path)];
}

function changedFailure(name: string, changed: readonly string[], directory: string): Failure {
  const [first = '', ...others] = changed;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    exitCode: exitCodes.refused,
    message: `${name} is not taken back, because that would undo what came after it: ${first}${more}. Nothing was touched.`,
    hint: `take back the later ones first; or in spite of that: ${revertCommand(directory)}`,
  };
}

function damaged(name: string, directory: string): Failure {
  return {
    exitCode: exitCodes.unexpectedError,
    message: `the record of ${name} cannot be read. Nothing was touched.`,
    hint: `its script may still be whole: ${revertCommand(directory)}`,
  };
}

const stateWords: Readonly<Partial<Record<Kept['state'], string>>> = {
  running: 'has not come to its end, or was killed',
  kept: 'is kept already',
  'rolled-back': 'has been taken back',
  reverted: 'has been taken back',
  'rollback-incomplete': 'has been taken back in part',
};

function nothing(what: string, id: number | undefined, kept: readonly Kept[]): Failure {
  const known = kept.map(({ head, state }) => `${head.id} (${state})`).join(', ');
  return {
    exitCode: exitCodes.refused,
    message: id === undefined ? `there is nothing ${what}` : `there is no transaction ${id}`,
    ...(known === '' ? {} : { hint: `there are: ${known}` }),
  };
}

function needsRoot(verb: string): Failure {
  return { exitCode: exitCodes.needsRoot, message: `${verb} needs root. Nothing was touched.` };
}

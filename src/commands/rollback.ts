/** `rollback`: what has been applied is taken back, unless something else has come into its place. */

import type { Host } from '../host/host.ts';
import { isRoot, mayChangeNetwork } from '../host/privileges.ts';
import { watchInterruptions } from '../host/signals.ts';
import { readSysctl } from '../host/sysctls.ts';
import type { Terminal } from '../host/terminal.ts';
import type { Kept } from '../host/transactions.ts';
import { keptTransactions, readFinished, readTransaction } from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { FinishedTransaction, Transaction } from '../model/transaction.ts';
import { watchedBy, wouldComeBack } from './beside-watch.ts';
import { revertCommand } from './carry-out.ts';
import type { ConfirmOptions } from './confirm.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { nothingTo } from './list-transactions.ts';
import { lockFor } from './lock-for.ts';
import { needsNetworkAdmin, needsRoot } from './needs-root.ts';
import { differencesOf, linesNow, rollBack, takenByOthers, textNow } from './take-back.ts';

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
  if (found === undefined) return reportFailure(nothingTo('roll back', id, kept), terminal, json);
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

/** `confirm` and `rollback`: what becomes of something that has been applied. */

import type { Host } from '../host/host.ts';
import { isRoot } from '../host/privileges.ts';
import type { Kept } from '../host/transactions.ts';
import { claim, keptTransactions, setState } from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Terminal } from '../host/terminal.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { lockFor } from './lock-for.ts';
import { revertCommand } from './carry-out.ts';
import { isSame, linesNow, rollBack, textNow } from './roll-back.ts';

export type ConfirmOptions = { readonly id: number | undefined; readonly json: boolean };

/** Takes no lock: who confirms must not wait for anybody. */
export function confirm({ id, json }: ConfirmOptions, { host, terminal }: Environment): ExitCode {
  if (!isRoot()) return reportFailure(needsRoot('confirm'), terminal, json);
  const kept = keptTransactions(host);
  const found =
    id === undefined
      ? kept.find(({ isArmed }) => isArmed)
      : kept.find(({ transaction }) => transaction.id === id);
  if (found === undefined) return reportFailure(nothing('to confirm', id, kept), terminal, json);
  const { transaction, directory, state, isArmed } = found;
  const name = `${transaction.verb} ${transaction.id}`;
  if (!isArmed || !claim(directory)) {
    const message = `${name} ${stateWords[state] ?? 'is being taken back'}: too late to confirm`;
    return reportFailure({ exitCode: exitCodes.refused, message }, terminal, json);
  }
  setState(directory, 'kept');
  const said = { type: 'confirmed', transaction: transaction.id };
  terminal.print(json ? `${JSON.stringify(said)}\n` : `${name} is kept.\n`);
  return exitCodes.success;
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
    id === undefined
      ? kept.find(({ state }) => state !== 'rolled-back')
      : kept.find(({ transaction }) => transaction.id === id);
  if (found === undefined) return reportFailure(nothing('to roll back', id, kept), terminal, json);
  const { transaction, directory } = found;
  const name = `${transaction.verb} ${transaction.id}`;
  const changed = await changedSince(found, host);
  if (changed.length > 0) return reportFailure(changedFailure(name, changed), terminal, json);
  const rolledBack = await rollBack(directory, transaction, host);
  const said = { type: 'rolled-back', transaction: transaction.id };
  if (rolledBack.kind === 'restored') {
    terminal.print(json ? `${JSON.stringify(said)}\n` : `${name} is taken back.\n`);
    return exitCodes.success;
  }
  const message = `${name} could not be taken back wholly: ${rolledBack.missing.join('; ')}`;
  const hint = `to finish that: ${revertCommand(directory)}`;
  return reportFailure({ exitCode: exitCodes.rollbackIncomplete, message, hint }, terminal, json);
}

/** What it touched, and somebody touched since. */
async function changedSince(
  { transaction, finished, state }: Kept,
  host: Host,
): Promise<readonly string[]> {
  if (state === 'rolled-back') return ['it was taken back already'];
  const { before, made, protocol, files } = transaction;
  const present = await linesNow(before, protocol, host);
  if (typeof present === 'string') return [present];
  const slots = Object.keys(before).filter((slot) => {
    const now = present[slot] ?? [];
    if (finished !== undefined) return !isSame(now, finished.after[slot]);
    // It stopped somewhere in between.
    const known = new Set([...(before[slot] ?? []), ...(made[slot] ?? [])]);
    return !now.every((line) => known.has(line));
  });
  const changedFiles = files.filter((file) => {
    const text = textNow(file.path, host);
    return text !== file.after && (finished !== undefined || text !== file.before);
  });
  return [...slots, ...changedFiles.map(({ path }) => path)];
}

function changedFailure(name: string, changed: readonly string[]): Failure {
  const [first = '', ...others] = changed;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    exitCode: exitCodes.refused,
    message: `${name} is not taken back, because that would undo what came after it: ${first}${more}. Nothing was touched.`,
    hint: 'take back the later ones first, or apply a topology that says what you want',
  };
}

const stateWords: Readonly<Partial<Record<Kept['state'], string>>> = {
  running: 'did not come to its end',
  kept: 'is kept already',
  'rolled-back': 'has been taken back',
  'rollback-incomplete': 'has been taken back in part',
};

function nothing(what: string, id: number | undefined, kept: readonly Kept[]): Failure {
  const known = kept.map(({ transaction, state }) => `${transaction.id} (${state})`).join(', ');
  return {
    exitCode: exitCodes.refused,
    message: id === undefined ? `there is nothing ${what}` : `there is no transaction ${id}`,
    ...(known === '' ? {} : { hint: `there are: ${known}` }),
  };
}

function needsRoot(verb: string): Failure {
  return { exitCode: exitCodes.needsRoot, message: `${verb} needs root. Nothing was touched.` };
}

/** Transactions as they are kept in the run directory: a record, a script, and who has claimed it. */

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { decodeFinished, decodeTransaction } from '../live/decode-transaction.ts';
import type { FinishedTransaction, Transaction, TransactionState } from '../model/transaction.ts';
import { transactionStates } from '../model/transaction.ts';
import { codeOf, reasonOf } from './file-errors.ts';
import type { FileOutcome } from './files.ts';
import { readTextFile, writeFileAtomically } from './files.ts';
import type { Host } from './host.ts';
import { createHost } from './host.ts';
import { runDirectory, runDirectoryPath } from './run-directory.ts';

export type Kept = {
  readonly directory: string;
  readonly transaction: Transaction;
  readonly state: TransactionState;
  /** Absent where it did not come to its end. */
  readonly finished: FinishedTransaction | undefined;
  /** A script waits to take it back, and nobody has claimed it yet. */
  readonly isArmed: boolean;
};

/** Older ones are forgotten. */
const keptMax = 10;

export type Begun =
  | { readonly ok: true; readonly directory: string }
  | { readonly ok: false; readonly reason: string };

/** A directory that is new, and nobody else's. */
export function beginTransaction(host: Host): Begun & { readonly id: number } {
  const run = runDirectory(host);
  if (!run.ok) return { ...run, id: 0 };
  const last = Math.max(0, ...idsIn(run.path));
  for (let id = last + 1; ; id++) {
    const directory = join(run.path, `${id}`);
    try {
      mkdirSync(directory, { mode: 0o700 });
      return { ok: true, directory, id };
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      return { ok: false, reason: `${directory}: ${reasonOf(error)}`, id };
    }
  }
}

/** Before the first change: what is not written cannot be taken back. */
export function writeTransaction(
  directory: string,
  transaction: Transaction,
  script: string,
): FileOutcome {
  const texts = [
    ['record.json', `${JSON.stringify(transaction)}\n`],
    ['revert', script],
    ['state', 'running\n'],
  ] as const;
  for (const [name, text] of texts) {
    const written = writeText(directory, name, text);
    if (!written.ok) return { ok: false, reason: `${join(directory, name)}: ${written.reason}` };
  }
  return { ok: true };
}

export function setState(directory: string, state: TransactionState): FileOutcome {
  return writeText(directory, 'state', `${state}\n`);
}

export function finishTransaction(directory: string, finished: FinishedTransaction): FileOutcome {
  return writeText(directory, 'finished.json', `${JSON.stringify(finished)}\n`);
}

/** Either somebody keeps it, or it is taken back: whoever makes the directory decides. */
export function claim(directory: string): boolean {
  try {
    mkdirSync(join(directory, 'claimed'), { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The newest first; none where there is no run directory. Damaged ones are passed over. */
export function keptTransactions(host: Host): readonly Kept[] {
  const path = runDirectoryPath(host);
  return idsIn(path)
    .toSorted((one, other) => other - one)
    .flatMap((id) => readKept(join(path, `${id}`)) ?? []);
}

/** All but the last ten, and those that are still to be taken back. */
export function forgetOldTransactions(host: Host): void {
  for (const { directory, isArmed } of keptTransactions(host).slice(keptMax)) {
    if (!isArmed) forgetTransaction(directory);
  }
}

export function forgetTransaction(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

function idsIn(path: string): readonly number[] {
  try {
    return readdirSync(path).flatMap((name) => (/^[1-9][0-9]*$/.test(name) ? [Number(name)] : []));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Undefined where it is damaged. */
function readKept(directory: string): Kept | undefined {
  const transaction = decodeTransaction(readText(directory, 'record.json'));
  const word = readText(directory, 'state').trim();
  const state = transactionStates.find((one) => one === word);
  if (transaction === undefined || state === undefined) return undefined;
  const finished = decodeFinished(readText(directory, 'finished.json'));
  const isArmed =
    existsSync(join(directory, 'watchdog')) && !existsSync(join(directory, 'claimed'));
  return { directory, transaction, state, finished, isArmed };
}

/** Empty where there is none. */
function readText(directory: string, name: string): string {
  const read = readTextFile(join(directory, name));
  return read.ok ? read.text : '';
}

function writeText(directory: string, name: string, text: string): FileOutcome {
  return writeFileAtomically(createHost(), join(directory, name), text);
}

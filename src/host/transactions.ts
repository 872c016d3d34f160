/** Transactions as they are kept in the run directory: a record, a script, and who has claimed it. */

import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { decodeFinished, decodeHead, decodeTransaction } from '../live/decode-transaction.ts';
import type {
  FinishedTransaction,
  Transaction,
  TransactionHead,
  TransactionState,
} from '../model/transaction.ts';
import { transactionStates } from '../model/transaction.ts';
import { codeOf, reasonOf } from './file-errors.ts';
import type { FileOutcome } from './files.ts';
import { readTextFile, replaceFile } from './files.ts';
import type { Host } from './host.ts';
import { runDirectory, runDirectoryPath } from './run-directory.ts';
import { watchdogOf, worksIn } from './watchdog.ts';

export type Kept = {
  readonly directory: string;
  readonly head: TransactionHead;
  readonly state: TransactionState;
  /** A script waits to take it back, and nobody has claimed it yet. */
  readonly isArmed: boolean;
  /** Nobody confirmed it in time, and the script is about to take it back. */
  readonly isExpiring: boolean;
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
  const { id, verb, begun, digest, topology } = transaction;
  const record = `${JSON.stringify(transaction)}\n`;
  if (record.length > recordLengthMax) {
    return {
      ok: false,
      reason: `the plan is too big to be taken back: ${record.length} characters`,
    };
  }
  const texts: readonly (readonly [string, string])[] = [
    ['record.json', record],
    ['revert', script],
    ['log', ''],
    ['state', 'running\n'],
    ['head.json', `${JSON.stringify({ id, verb, begun, digest, topology })}\n`],
  ];
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

/** As much can be read again. */
const recordLengthMax = 60 * 1024 * 1024;

/**
 * Whoever makes the link decides what becomes of it, and the link says who that was: `kept` somebody
 * who confirms, `expired` and `reverted` the script, by itself or called, `rolled-back` we. It needs
 * no room on a disk that is full.
 */
export function claim(directory: string, claimant: Claimant): Claim {
  try {
    symlinkSync(claimant, claimPath(directory));
    return { kind: 'claimed' };
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return { kind: 'too late' };
    return { kind: 'failed', reason: `${directory}: ${reasonOf(error)}` };
  }
}

export type Claimant = 'kept' | 'expired' | 'reverted' | 'rolled-back';

export type Claim =
  | { readonly kind: 'claimed' | 'too late' }
  | { readonly kind: 'failed'; readonly reason: string };

/** It waits for somebody else again. */
export function withdrawClaim(directory: string): void {
  rmSync(claimPath(directory), { force: true });
}

/** Undefined where nobody has; whatever is there is a claim. */
export function claimantOf(directory: string): string | undefined {
  try {
    return readlinkSync(claimPath(directory));
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : '';
  }
}

function claimPath(directory: string): string {
  return join(directory, 'claimed');
}

/** The newest first; none where there is no run directory. Damaged ones are passed over. */
export function keptTransactions(host: Host): readonly Kept[] {
  const path = runDirectoryPath(host);
  return idsIn(path)
    .toSorted((one, other) => other - one)
    .flatMap((id) => readKept(join(path, `${id}`)) ?? []);
}

/** The last `apply` that stands for good, whether or not something was taken back since. */
export function lastApplied(host: Host): TransactionHead | undefined {
  const stands = ({ head: { verb }, state }: Kept) => verb === 'apply' && state === 'kept';
  return keptTransactions(host).find(stands)?.head;
}

/** All but the last ten, and those that are still to be taken back. */
export function forgetOldTransactions(host: Host): void {
  for (const { directory, isArmed, isExpiring } of keptTransactions(host).slice(keptMax)) {
    if (!isArmed && !isExpiring) forgetTransaction(directory);
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

/** Undefined where it is damaged. The record, which may be big, is not looked at. */
function readKept(directory: string): Kept | undefined {
  const head = decodeHead(readText(directory, 'head.json'));
  if (head === undefined) return undefined;
  const claimed = claimantOf(directory);
  const state = decided(readState(directory), claimed);
  const watchdog = watchdogOf(directory);
  const isArmed = watchdog !== undefined && claimed === undefined;
  const isDone = state === 'kept' || state === 'rolled-back' || state === 'reverted';
  const isWorking = watchdog !== undefined && worksIn(watchdog, directory);
  const isExpiring = isWorking && claimed === 'expired' && !isDone;
  return { directory, head, state, isArmed, isExpiring };
}

/** A full disk may have cut it short. */
export function readState(directory: string): TransactionState {
  const word = readText(directory, 'state').trim();
  return transactionStates.find((one) => one === word) ?? 'running';
}

/** Whoever has claimed it may have found no room to write down more. */
function decided(state: TransactionState, claimed: string | undefined): TransactionState {
  if (claimed === 'kept' && state === 'unconfirmed') return 'kept';
  return claimed === 'rolled-back' ? 'rolled-back' : state;
}

/** All of it; undefined where it is damaged. */
export function readTransaction(directory: string): Transaction | undefined {
  return decodeTransaction(readText(directory, 'record.json'));
}

/** Somebody may have removed what takes it back. */
export function hasWayBack(directory: string): boolean {
  return existsSync(join(directory, 'record.json')) || existsSync(join(directory, 'revert'));
}

/** Undefined where it did not come to its end. */
export function readFinished(directory: string): FinishedTransaction | undefined {
  return decodeFinished(readText(directory, 'finished.json'));
}

/** Empty where there is none. */
function readText(directory: string, name: string): string {
  const read = readTextFile(join(directory, name));
  return read.ok ? read.text : '';
}

function writeText(directory: string, name: string, text: string): FileOutcome {
  return replaceFile(join(directory, name), text, 0o600);
}

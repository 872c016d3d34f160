/** `rollback --list`: what was applied and destroyed, and what became of it. */

import { isRoot } from '../host/privileges.ts';
import type { Kept } from '../host/transactions.ts';
import { keptTransactions } from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { TransactionState } from '../model/transaction.ts';
import type { Environment } from './environment.ts';
import { reportFailure } from './failure.ts';

/** The newest first. */
export function listTransactions(json: boolean, { host, terminal }: Environment): ExitCode {
  if (!isRoot()) {
    const message = 'rollback --list needs root: what is kept is readable by root alone.';
    return reportFailure({ exitCode: exitCodes.needsRoot, message }, terminal, json);
  }
  const kept = keptTransactions(host);
  terminal.print(json ? `${JSON.stringify(listJson(kept))}\n` : listText(kept));
  return exitCodes.success;
}

function listJson(kept: readonly Kept[]): object {
  return {
    format: 'multihome-transactions',
    format_version: '1.0',
    transactions: kept.map(({ head, state, isArmed }) => ({ ...head, state, armed: isArmed })),
  };
}

function listText(kept: readonly Kept[]): string {
  if (kept.length === 0) return 'Nothing was applied since this host was started.\n';
  const idWidth = Math.max(...kept.map(({ head }) => `${head.id}`.length));
  const line = ({ head: { id, verb, begun }, state }: Kept) =>
    `${`${id}`.padStart(idWidth)}  ${verb.padEnd('destroy'.length)}  ${begun}  ${meanings[state]}\n`;
  return kept.map(line).join('');
}

const meanings: Readonly<Record<TransactionState, string>> = {
  running: 'under way, or killed',
  unconfirmed: 'done; taken back soon unless confirmed',
  kept: 'done',
  'rolled-back': 'taken back, which was proven',
  reverted: 'taken back by its script',
  'rollback-incomplete': 'taken back in part',
};

/** A topology whose last apply was taken back: to carry it out all the same would be against that. */

import type { Host } from '../host/host.ts';
import { keptTransactions } from '../host/transactions.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { ReadStatus } from '../model/status.ts';
import type { TransactionHead, TransactionState } from '../model/transaction.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Failure } from './failure.ts';

/** Undefined where its last apply stands, or there was none. */
export function takenBack(digest: string, host: Host): TransactionHead | undefined {
  const last = keptTransactions(host).find(({ head }) => head.digest === digest);
  return last !== undefined && takenBackStates.has(last.state) ? last.head : undefined;
}

const takenBackStates: ReadonlySet<TransactionState> = new Set([
  'rolled-back',
  'reverted',
  'rollback-incomplete',
]);

/**
 * Asked at the start of the service. `before` is what an earlier one read: where it went by the topology
 * before that apply, this was in vain, and nobody has rejected what had been there.
 */
export function whyRejected(
  path: string,
  digest: string,
  before: ReadStatus | undefined,
  host: Host,
): Failure | undefined {
  const taken = takenBack(digest, host);
  if (taken === undefined) return undefined;
  if (before?.digest === digest && before.transaction < taken.id) return undefined;
  return {
    exitCode: exitCodes.refused,
    message: `apply ${taken.id} of ${path} was taken back. Nothing was touched.`,
    hint: `change it, or carry it out with ${ownCommand(host, 'apply', path)}, and start again`,
  };
}

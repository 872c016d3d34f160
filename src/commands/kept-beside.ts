/** What has been applied and proven stands if whoever watches takes it over: else that would undo it. */

import type { Host } from '../host/host.ts';
import { watchInterruptions } from '../host/signals.ts';
import type { Terminal } from '../host/terminal.ts';
import { readTransaction } from '../host/transactions.ts';
import { exitCodes } from '../model/exit-code.ts';
import { watchedBy, whyUndone } from './beside-watch.ts';
import type { CarriedOut } from './carry-out.ts';
import type { RolledBack } from './take-back.ts';
import { rollBack } from './take-back.ts';

/** What waits to be confirmed is told once it is. */
export async function keptBeside(
  carriedOut: CarriedOut,
  host: Host,
  terminal: Terminal,
): Promise<CarriedOut> {
  if (carriedOut.kind === 'failed' || carriedOut.confirmSeconds !== undefined) return carriedOut;
  const { transaction, directory } = carriedOut;
  const reason = await whyUndone(watchedBy(host), transaction, host, terminal);
  if (reason === undefined) return carriedOut;
  const why = { kind: 'not-taken-over', reason } as const;
  return {
    transaction,
    directory,
    kind: 'failed',
    why,
    rolledBack: await takeBack(directory, host),
  };
}

async function takeBack(directory: string, host: Host): Promise<RolledBack> {
  const transaction = readTransaction(directory);
  if (transaction === undefined) {
    return { kind: 'incomplete', missing: [`the record in ${directory} cannot be read`] };
  }
  const interruptions = watchInterruptions(() => exitCodes.rollbackIncomplete);
  try {
    return await rollBack(directory, transaction, host);
  } finally {
    interruptions.release();
  }
}

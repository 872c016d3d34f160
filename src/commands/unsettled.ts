/** What waits to be confirmed, or is being taken back: nothing else is done until that is over. */

import type { Host } from '../host/host.ts';
import type { Kept } from '../host/transactions.ts';
import { keptTransactions } from '../host/transactions.ts';
import { exitCodes } from '../model/exit-code.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Failure } from './failure.ts';

export function whyUnsettled(host: Host): Failure | undefined {
  const pending = keptTransactions(host).find(({ isArmed, isExpiring }) => isArmed || isExpiring);
  return pending === undefined ? undefined : unsettled(pending, host);
}

/** What is going to be taken back would take with it what comes next. */
function unsettled({ head: { id, verb, begun }, isExpiring }: Kept, host: Host): Failure {
  const number = `${id}`;
  const exitCode = exitCodes.locked;
  if (isExpiring) {
    const message = `${verb} ${id} of ${begun} was not confirmed and is being taken back. Nothing was touched.`;
    return { exitCode, message, hint: 'try again once it has been' };
  }
  return {
    exitCode,
    message: `${verb} ${id} of ${begun} waits to be confirmed. Nothing was touched.`,
    hint: `${ownCommand(host, 'confirm', number)} keeps it, ${ownCommand(host, 'rollback', number)} takes it back`,
  };
}

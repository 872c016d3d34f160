/** `confirm`: what waits to be taken back is kept. */

import type { Host } from '../host/host.ts';
import { isRoot } from '../host/privileges.ts';
import type { Claim, Kept } from '../host/transactions.ts';
import {
  claim,
  keptTransactions,
  readState,
  setState,
  withdrawClaim,
} from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import { ownCommand } from '../render/own-command.ts';
import { watchedBy, whyUndone } from './beside-watch.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { nothingTo } from './list-transactions.ts';
import { needsRoot } from './needs-root.ts';

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
  return isLate ? notKept(last, host) : nothingTo('confirm', id, kept);
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

const stateWords: Readonly<Partial<Record<Kept['state'], string>>> = {
  running: 'has not come to its end, or was killed',
  kept: 'is kept already',
  'rolled-back': 'has been taken back',
  reverted: 'has been taken back',
  'rollback-incomplete': 'has been taken back in part',
};

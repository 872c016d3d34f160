/** `rollback --list`: what was applied and destroyed, and what became of it. */

import type { Host } from '../host/host.ts';
import { isRoot } from '../host/privileges.ts';
import type { Kept } from '../host/transactions.ts';
import { keptTransactions } from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { TransactionState } from '../model/transaction.ts';
import { ownCommand } from '../render/own-command.ts';
import { visible } from '../render/terminal-text.ts';
import { watchedBy } from './beside-watch.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { stopCommand } from './stop-watch.ts';

/** The newest first. */
export function listTransactions(json: boolean, { host, terminal }: Environment): ExitCode {
  if (!isRoot()) {
    const message = 'rollback --list needs root: what is kept is readable by root alone.';
    return reportFailure({ exitCode: exitCodes.needsRoot, message }, terminal, json);
  }
  const kept = keptTransactions(host);
  terminal.print(json ? `${JSON.stringify(listJson(kept, host))}\n` : listText(kept, host));
  return exitCodes.success;
}

function listJson(kept: readonly Kept[], host: Host): object {
  return {
    format: 'multihome-transactions',
    format_version: '1.1',
    transactions: kept.map((one) => ({
      ...{ id: one.head.id, verb: one.head.verb, begun: one.head.begun },
      ...{ topology: one.head.topology ?? null, state: one.state, armed: one.isArmed },
      commands: commandsFor(one, kept, host),
    })),
  };
}

/** What can be done about it now. An older one may be in the way of what came after it. */
function commandsFor(one: Kept, kept: readonly Kept[], host: Host): readonly string[] {
  const { head, state, isArmed } = one;
  const isNewest = one === kept.find((other) => !isTakenBack(other));
  return [
    ...(isArmed && state === 'unconfirmed' ? ['confirm'] : []),
    ...(isNewest ? ['rollback'] : []),
  ].map((verb) => ownCommand(host, verb, `${head.id}`));
}

function isTakenBack({ state }: Kept): boolean {
  return state === 'rolled-back' || state === 'reverted';
}

function listText(kept: readonly Kept[], host: Host): string {
  if (kept.length === 0) return 'Nothing was applied since this host was started.\n';
  const idWidth = Math.max(...kept.map(({ head }) => `${head.id}`.length));
  const lines = kept.flatMap((one) => {
    const { id, verb, begun, topology } = one.head;
    const of = topology === undefined ? '' : `  ${topology}`;
    const commands = commandsFor(one, kept, host).map(
      (command) => `${' '.repeat(idWidth)}    ${command}`,
    );
    const known = `${begun}  ${meanings[one.state]}${of}`;
    return [
      `${`${id}`.padStart(idWidth)}  ${verb.padEnd('destroy'.length)}  ${known}`,
      ...commands,
    ];
  });
  const standing = kept.filter((one) => !isTakenBack(one));
  const hint = standing.length > 1 ? ['', olderText(host)] : [];
  return [...lines, ...hint, ...watchedLines(host)].map((line) => `${visible(line)}\n`).join('');
}

function watchedLines(host: Host): readonly string[] {
  const watching = watchedBy(host);
  if (watching === undefined) return [];
  const { id } = watching.process;
  return [
    '',
    `multihome watch, process ${id}, would undo a rollback: stop it first: ${stopCommand(watching)}`,
  ];
}

function olderText(host: Host): string {
  return `${ownCommand(host, 'rollback')} NUMBER takes an older one back if nothing later is in its place.`;
}

const meanings: Readonly<Record<TransactionState, string>> = {
  running: 'under way, or killed',
  unconfirmed: 'done; taken back soon unless confirmed',
  kept: 'done',
  'rolled-back': 'taken back, which was proven',
  reverted: 'taken back by its script',
  'rollback-incomplete': 'taken back in part',
};

/** Of `confirm` and `rollback`: where there is nothing, or nothing of that number. */
export function nothingTo(verb: string, id: number | undefined, kept: readonly Kept[]): Failure {
  const known = kept.map(({ head, state }) => `${head.id} (${state})`).join(', ');
  return {
    exitCode: exitCodes.refused,
    message: id === undefined ? `there is nothing to ${verb}` : `there is no transaction ${id}`,
    ...(known === '' ? {} : { hint: `there are: ${known}` }),
  };
}

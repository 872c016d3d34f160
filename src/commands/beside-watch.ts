/** What becomes of an apply, a destroy or a rollback where the service runs: it would undo what it does not know of. */

import { writeAllowed } from '../host/allowed.ts';
import { digestOf } from '../host/digest.ts';
import type { Host } from '../host/host.ts';
import { pause } from '../host/pause.ts';
import type { Interruptions } from '../host/signals.ts';
import { watchInterruptions } from '../host/signals.ts';
import type { Terminal } from '../host/terminal.ts';
import { realPath } from '../host/user-file.ts';
import { askToReload, ownProcess, readStatus } from '../host/watch-status.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { Status } from '../model/status.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Failure } from './failure.ts';
import type { Prepared } from './prepare.ts';
import { stopCommand } from './stop-watch.ts';
import { whyNotTakenOver } from './watch-terms.ts';

/** The service that runs here, if it is another process. */
export function watchedBy(host: Host): Status | undefined {
  const found = readStatus(host);
  return found?.process.id === ownProcess().id ? undefined : found;
}

export function wouldComeBack(watching: Status): Failure {
  const { process } = watching;
  return {
    exitCode: exitCodes.locked,
    message: `multihome watch, process ${process.id}, would bring it all back. Nothing was touched.`,
    hint: `stop it first, which leaves routing as it is: ${stopCommand(watching)}`,
  };
}

/**
 * Its own file is one that it can read again, and must be one that it takes over then. What is lacking, and
 * the apply has allowed, it takes over too.
 */
export async function whyNotBeside(
  watching: Status | undefined,
  { source, topology }: Pick<Prepared, 'source' | 'topology'>,
): Promise<Failure | undefined> {
  if (watching === undefined) return undefined;
  const { process, topology: watched, terms } = watching;
  const path = source?.path ?? '-';
  const who = `multihome watch, process ${process.id},`;
  if (path === '-' || realPath(path) !== realPath(watched)) {
    // It would be left alone then, but be taken for what the service is to read next.
    const isApart =
      topology !== undefined && terms !== undefined && topology.protocol !== terms.protocol;
    const effect = isApart
      ? `: while it runs, no other is applied here, be it with another protocol number (${topology.protocol})`
      : ' and would undo this';
    return {
      exitCode: exitCodes.locked,
      message: `${who} keeps ${watched} true${effect}. Nothing was touched.`,
      hint: `write it to ${watched}, or stop it first: ${stopCommand(watching)}`,
    };
  }
  if (topology === undefined || terms === undefined) return undefined;
  const why = await whyNotTakenOver(topology, [], terms);
  if (why === undefined) return undefined;
  return {
    exitCode: why.exitCode,
    message: `${who} would not take ${watched} over, and would undo this: ${why.message}. Nothing was touched.`,
    hint: `mend that, or stop it first: ${stopCommand(watching)}`,
  };
}

/** Before it is asked to read the topology again. */
export function handOver(
  watching: Status | undefined,
  digest: string | undefined,
  allow: readonly AllowableGuard[],
  host: Host,
): void {
  // Where it cannot be written, the service says what it does not take over.
  if (watching !== undefined && digest !== undefined) writeAllowed(host, digest, allow);
}

/** It has its own file to read again, though that changes no rule and no route: whom it asks, its hook, or why it refused. */
export function goesByAnother({ topology, read }: Status, source: Prepared['source']): boolean {
  if (source === undefined || source.path === '-' || read?.digest === undefined) return false;
  const isKnown = read.digest === digestOf(source.texts) && read.refused === null;
  return realPath(source.path) === realPath(topology) && !isKnown;
}

/**
 * Of its own file, which has been applied: it is asked to read that again, and is waited for. Before the
 * lock is released, else it puts back what it knows. Why it goes on with what it had, if it does.
 */
export async function whyUndone(
  watching: Status | undefined,
  transaction: number,
  host: Host,
  { remark }: Terminal,
): Promise<string | undefined> {
  if (watching === undefined) return undefined;
  const { process, topology } = watching;
  const who = `multihome watch, process ${process.id},`;
  // What is done is done, whoever interrupts: but that is to be said.
  const interruptions = watchInterruptions(() => exitCodes.success);
  const asking = askToReload(process) ? answerOf(transaction, host, interruptions) : undefined;
  const answer = (await asking?.finally(interruptions.release)) ?? 'ended';
  const signal = interruptions.received();
  interruptions.release();
  switch (answer) {
    case 'taken':
      remark(readsText(watching));
      return undefined;
    case 'ended':
      remark(`${who} has ended: nobody keeps this true now.\n`);
      return undefined;
    case 'silent':
      remark(
        `${signal === undefined ? '' : `Interrupted by ${signal}. It stands, but `}${who} is to read ${topology} again, and has not said yet whether it takes it over: see ${ownCommand(host, 'status')}.\n`,
      );
      return undefined;
    default:
      return `${who} does not take ${topology} over, and would undo it: ${answer.refused}`;
  }
}

export function readsText({ process, topology }: Status): string {
  return `multihome watch, process ${process.id}, reads ${topology} again.\n`;
}

type Answer = 'taken' | 'ended' | 'silent' | { readonly refused: string };

async function answerOf(
  transaction: number,
  host: Host,
  { received }: Interruptions,
): Promise<Answer> {
  const untilMs = performance.now() + answerMaxMs;
  while (performance.now() < untilMs && received() === undefined) {
    const watching = watchedBy(host);
    if (watching === undefined) return 'ended';
    // An earlier version does not say.
    if (watching.read === undefined) return 'taken';
    const { transaction: known, refused } = watching.read;
    if (known >= transaction) return refused === null ? 'taken' : { refused };
    await pause(pauseMs);
  }
  return 'silent';
}

const answerMaxMs = 10_000;
const pauseMs = 50;

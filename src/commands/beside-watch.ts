/** What becomes of an apply, a destroy or a rollback where the service runs: it would undo what it does not know of. */

import type { Host } from '../host/host.ts';
import type { Terminal } from '../host/terminal.ts';
import { realPath } from '../host/user-file.ts';
import { askToReload, ownProcess, readStatus } from '../host/watch-status.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Status } from '../model/status.ts';
import type { Failure } from './failure.ts';

/** The service that runs here, if it is another process. */
export function watchedBy(host: Host): Status | undefined {
  const found = readStatus(host);
  return found?.process.id === ownProcess().id ? undefined : found;
}

export function wouldComeBack({ process }: Status): Failure {
  return {
    exitCode: exitCodes.locked,
    message: `multihome watch, process ${process.id}, would bring it all back. Nothing was touched.`,
    hint: 'stop the service first',
  };
}

/** `path` is that of the topology that is to be applied; its own file is one that it can read again. */
export function whyNotBeside(watching: Status | undefined, path: string): Failure | undefined {
  if (watching === undefined) return undefined;
  const { process, topology } = watching;
  if (path !== '-' && realPath(path) === realPath(topology)) return undefined;
  return {
    exitCode: exitCodes.locked,
    message: `multihome watch, process ${process.id}, keeps ${topology} true and would undo this. Nothing was touched.`,
    hint: `write it to ${topology}, or stop the service first`,
  };
}

/** Of its own file, which has been applied: before the lock is released, else it puts back what it knows. */
export function tellWatch(watching: Status | undefined, { remark }: Terminal): void {
  if (watching === undefined) return;
  const { process, topology } = watching;
  const who = `multihome watch, process ${process.id},`;
  remark(
    askToReload(process)
      ? `${who} reads ${topology} again.\n`
      : `${who} has ended: nobody keeps this true now.\n`,
  );
}

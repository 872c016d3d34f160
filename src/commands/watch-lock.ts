/** Whether the service may change something now. */

import type { Host } from '../host/host.ts';
import type { Locking } from '../host/lock.ts';
import { acquireLock } from '../host/lock.ts';
import { keptTransactions, lastApplied } from '../host/transactions.ts';
import type { LoopWork } from './watch-state.ts';

/** Undefined where nothing may be changed now; that has been told then. */
export type Locked = <Result>(act: (host: Host) => Promise<Result>) => Promise<Result | undefined>;

const waitMs = 10_000;
const waitStepMs = 500;

type LockWork = Pick<LoopWork, 'host' | 'log' | 'beat' | 'isRequested' | 'askToReload'>;

/** `lastRead` is the last `apply` that stood when the topology was read. */
export function createLocked(work: LockWork, lastRead: () => number): Locked {
  const { host, log, beat, isRequested, askToReload } = work;
  const isPending = createPending(host, log);
  return async (act) => {
    // Whoever takes it back at once needs the lock.
    if (isPending()) return undefined;
    const locking = await lockUnlessRequested(work);
    if (locking === undefined) return undefined;
    if (locking.kind !== 'locked') {
      const why = locking.kind === 'held' ? `${locking.holder} has the lock` : locking.reason;
      log('warning', `cannot change anything: ${why}`, { event: 'locked' });
      return undefined;
    }
    try {
      beat();
      // Whoever had the lock may have applied another topology, and wants it read.
      if (isRequested() || isPending()) return undefined;
      if ((lastApplied(host)?.id ?? 0) > lastRead()) {
        askToReload();
        return undefined;
      }
      return await act({ ...host, lockDescriptor: locking.lock.descriptor });
    } finally {
      locking.lock.release();
    }
  };
}

/** Undefined where somebody wants something: who has the lock may wait for just that. */
async function lockUnlessRequested({ host, isRequested }: LockWork): Promise<Locking | undefined> {
  for (let waitedMs = 0; ; waitedMs += waitStepMs) {
    if (isRequested()) return undefined;
    const locking = await acquireLock(host, 'watch', waitStepMs);
    if (locking.kind !== 'held' || waitedMs + waitStepMs >= waitMs) return locking;
  }
}

/** What waits to be confirmed is somebody's experiment: nothing is done to it meanwhile. */
function createPending(host: Host, log: LoopWork['log']): () => boolean {
  let isTold = false;
  return () => {
    const pending = keptTransactions(host).find(({ isArmed, isExpiring }) => isArmed || isExpiring);
    if (pending !== undefined && !isTold) {
      const { verb, id } = pending.head;
      const text = `${verb} ${id} waits to be confirmed: nothing is changed until then`;
      log('notice', text, { event: 'pending' });
    }
    isTold = pending !== undefined;
    return isTold;
  };
}

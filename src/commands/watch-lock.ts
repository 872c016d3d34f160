/** Whether the service may change something now. */

import type { Host } from '../host/host.ts';
import { acquireLock } from '../host/lock.ts';
import { keptTransactions } from '../host/transactions.ts';
import type { LoopWork } from './watch-state.ts';

/** Undefined where nothing may be changed now; that has been told then. */
export type Locked = <Result>(act: (host: Host) => Promise<Result>) => Promise<Result | undefined>;

const waitMs = 10_000;

type LockWork = Pick<LoopWork, 'host' | 'log' | 'beat' | 'isRequested'>;

export function createLocked({ host, log, beat, isRequested }: LockWork): Locked {
  const isPending = createPending(host, log);
  return async (act) => {
    const locking = await acquireLock(host, 'watch', waitMs);
    if (locking.kind !== 'locked') {
      const why = locking.kind === 'held' ? `${locking.holder} has the lock` : locking.reason;
      log('warning', `cannot change anything: ${why}`, { event: 'locked' });
      return undefined;
    }
    try {
      beat();
      // Whoever had the lock may have applied another topology, and wants it read.
      if (isRequested() || isPending()) return undefined;
      return await act({ ...host, lockDescriptor: locking.lock.descriptor });
    } finally {
      locking.lock.release();
    }
  };
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

/** The lock of a verb that changes a host, or why it cannot have it. */

import type { Host } from '../host/host.ts';
import { acquireLock } from '../host/lock.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Environment } from './environment.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';

export type Locked = { readonly host: Host; readonly release: () => void };

export async function lockFor(
  verb: string,
  waitMs: number,
  { host }: Environment,
): Promise<Outcome<Locked>> {
  const locking = await acquireLock(host, verb, waitMs);
  switch (locking.kind) {
    case 'locked': {
      const { descriptor, release } = locking.lock;
      return { ok: true, value: { host: { ...host, lockDescriptor: descriptor }, release } };
    }
    case 'held':
      return failed({
        exitCode: exitCodes.locked,
        message: `${locking.holder} has the lock. Nothing was read or touched.`,
        hint: 'to wait for it: --lock-timeout 30s',
      });
    case 'failed':
      return failed({
        exitCode: exitCodes.unavailable,
        message: `cannot lock: ${locking.reason}. Nothing was touched.`,
      });
  }
}

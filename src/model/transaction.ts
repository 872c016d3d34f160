/** One `apply` or `destroy`, as it is remembered: all that is needed to take it back. */

import type { Family } from './address.ts';
import type { FileChange } from './plan.ts';
import type { PacketTableChange } from './packet-table.ts';
import type { SettingChange } from './sysctl.ts';

/**
 * `running` also says that it was killed; `unconfirmed`: done, and taken back by itself unless somebody
 * confirms it; `reverted`: by its script, which was refused nothing, but proves nothing;
 * `rollback-incomplete`: that has begun, and may go on.
 */
export const transactionStates = [
  'running',
  'unconfirmed',
  'kept',
  'rolled-back',
  'reverted',
  'rollback-incomplete',
] as const;

export type TransactionState = (typeof transactionStates)[number];

/** What a touched slot holds of ours, as `ip` words, in the kernel's order. */
export type SlotLines = Readonly<Record<string, readonly string[]>>;

/** What a list of them needs. */
export type TransactionHead = Pick<Transaction, 'id' | 'verb' | 'begun' | 'digest' | 'topology'>;

export type Transaction = {
  /** Counts up within a run directory. */
  readonly id: number;
  readonly verb: 'apply' | 'destroy';
  /** ISO 8601, UTC. */
  readonly begun: string;
  /** Of the topology, with its prefix lists; undefined where everything was removed, and in earlier versions. */
  readonly digest: string | undefined;
  readonly hostname: string;
  /** As it was named; absent where everything was removed. */
  readonly topology: string | undefined;
  readonly protocol: number;
  /** Right from every state in between, with `ip -force -batch`. */
  readonly restore: Readonly<Record<Family, readonly string[]>>;
  readonly before: SlotLines;
  /** What the plan puts into the slots, be it for a moment. */
  readonly made: SlotLines;
  readonly files: readonly FileChange[];
  readonly packetTables: readonly KeptPacketTable[];
  readonly settings: readonly SettingChange[];
};

/** What it held is all that matters to whoever brings it back. */
export type KeptPacketTable = Pick<PacketTableChange, 'kind' | 'name' | 'before'>;

/** Once it has run: what the slots hold then. */
export type FinishedTransaction = { readonly after: SlotLines };

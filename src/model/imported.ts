/** What is to become a topology: somebody's rules and routes, each an entry or a reason against it. */

import type { Item } from './plan.ts';
import type { TableName } from './table.ts';

export type ImportedEntry = {
  /** One, or a rule of IPv4 and the same of IPv6. */
  readonly items: readonly [Item, ...Item[]];
  /** Why it stays a comment; undefined where it is an entry. */
  readonly reason: string | undefined;
  /** The line of a file that asked for it. */
  readonly line?: number;
};

/** Something that cannot even be written as an entry. */
export type ImportRemark = {
  /** As it was found. */
  readonly text: string;
  readonly reason: string;
};

export type Imported = {
  /** What was read, for people: `the host gw1`, `the commands of routes.sh`. */
  readonly source: string;
  /** The protocol number of the topology, where it is not the usual one. */
  readonly protocol: number | undefined;
  /** Those that entries may use. */
  readonly tableNames: readonly TableName[];
  readonly entries: readonly ImportedEntry[];
  readonly remarks: readonly ImportRemark[];
  /** How many lines of a file change routing in a way that was not read; of a host none. */
  readonly unread: number;
  /** Why there is nothing at all, where a file has nothing that is understood. */
  readonly emptyReason?: string;
  /** Whether the topology takes over what it finds. */
  readonly adopts: boolean;
};

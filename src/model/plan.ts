/** A plan: what would change, what stands in the way, and in which order it is done. */

import type { Family } from './address.ts';
import type { NetworkStatus, UplinkStatus, Waiting } from './desired.ts';
import type { Opaque } from './live.ts';
import type { LostWay } from './management.ts';
import type { Origin } from './origin.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';
import type { PacketTableChange } from './packet-table.ts';
import type { SettingChange } from './sysctl.ts';
import type { TableName } from './table.ts';

export type Item =
  | { readonly noun: 'rule'; readonly rule: Rule }
  | { readonly noun: 'route'; readonly route: Route };

export type RemovalReason =
  | 'no longer declared'
  | 'uplink not ready'
  | 'network not ready'
  | 'duplicate';

export type Change =
  | {
      readonly action: 'add';
      readonly item: Item;
      readonly origin: Origin;
    }
  | {
      readonly action: 'change';
      readonly before: Item;
      readonly after: Item;
      /** The `ip` words in which they differ. */
      readonly differs: readonly string[];
      readonly origin: Origin;
    }
  /** Somebody else's, the same but for its owner, becomes ours. */
  | {
      readonly action: 'adopt';
      readonly before: Item;
      readonly after: Item;
      readonly origin: Origin;
    }
  | {
      readonly action: 'remove';
      readonly item: Item;
      readonly reason: RemovalReason;
    };

/** How many changes there are of each kind. */
export type ChangeCounts = {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly adopt: number;
};

/** A file written as a whole; undefined text means no file. */
export type FileChange = {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Directories that come with the file, or go with it when they are empty; deepest first. */
  readonly directories: readonly string[];
};

/** Somebody else's object that already does what was asked for. */
export type Satisfied = {
  readonly wanted: Item;
  readonly by: Item;
  readonly origin: Origin;
};

/** Something in the way that we will not touch. */
export type Conflict =
  | {
      readonly kind: 'foreign';
      readonly wanted: Item;
      readonly present: Item;
      readonly origin: Origin;
    }
  | {
      readonly kind: 'table-name';
      readonly wanted: TableName;
      readonly present: TableName;
      readonly file: string;
      readonly origin: Origin;
    }
  /** It carries our protocol number, but we cannot have made it. */
  | { readonly kind: 'opaque'; readonly present: Opaque }
  /** Somebody else's, where ours is to be, and beyond our types: not to be compared. */
  | {
      readonly kind: 'foreign-opaque';
      readonly wanted: Item;
      readonly present: Opaque;
      readonly origin: Origin;
    }
  /** A file at the path of one of ours that we did not write. */
  | { readonly kind: 'file'; readonly path: string }
  /** A table of nftables with the name of ours, and nothing of ours in it. */
  | { readonly kind: 'nftables'; readonly name: string; readonly origin: Origin };

/** Worth knowing before saying yes; stops nothing. */
export type Notice = {
  readonly text: string;
  /** A command that changes it. */
  readonly remedy?: string;
  /** Where the service runs it leads traffic elsewhere, and nothing is amiss. */
  readonly isMetByWatch?: true;
  /** Where settings are managed it is among them. */
  readonly isMetBySettings?: true;
  readonly origin?: Origin;
};

/** One line for `ip -batch`, and the change it belongs to (an index into `changes`). */
export type Step = {
  readonly family: Family;
  readonly verb: 'add' | 'append' | 'replace' | 'del';
  readonly item: Item;
  readonly change: number;
  /** Somebody else's object that it takes away, because it has become ours. */
  readonly adopts?: Item;
};

export type Plan = {
  readonly hostname: string;
  /** Undefined when everything is to be removed. */
  readonly topology: string | undefined;
  readonly protocol: number;
  readonly uplinks: readonly UplinkStatus[];
  readonly networks: readonly NetworkStatus[];
  readonly waiting: readonly Waiting[];
  readonly tableNames: {
    readonly added: readonly TableName[];
    readonly removed: readonly TableName[];
  };
  readonly files: readonly FileChange[];
  /** In the order in which they come; those that go do so before any step. */
  readonly packetTables: readonly PacketTableChange[];
  /** Live values; what makes them last is among the files. */
  readonly settings: readonly SettingChange[];
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  readonly satisfied: readonly Satisfied[];
  readonly conflicts: readonly Conflict[];
  readonly notices: readonly Notice[];
  /** Objects that are as they should be. */
  readonly unchanged: number;
  readonly foreign: number;
};

export function isEmptyPlan({ changes, files, settings, packetTables }: Plan): boolean {
  const parts = [changes, files, settings, packetTables];
  return parts.every(({ length }) => length === 0);
}

/** A reason to refuse a plan before anything is touched. */
export type Guard =
  | { readonly name: 'interface-missing'; readonly interfaces: readonly string[] }
  | { readonly name: 'uplink-unready'; readonly uplinks: readonly UplinkStatus[] }
  | { readonly name: 'network-unready'; readonly networks: readonly NetworkStatus[] }
  | { readonly name: 'foreign-conflict'; readonly conflicts: readonly Conflict[] }
  /** The way back to whoever manages the host vanishes or changes. */
  | { readonly name: 'management-path'; readonly ways: readonly LostWay[] }
  /** The host reaches the rest of the world now, and not afterwards. */
  | { readonly name: 'last-default'; readonly families: readonly Family[] }
  | { readonly name: 'removes-everything'; readonly objects: number }
  /** New rules into tables without routes. */
  | { readonly name: 'empty-table'; readonly rules: readonly Rule[] }
  /** Somebody else's routes in tables that we begin to use. */
  | { readonly name: 'table-id-clash'; readonly routes: readonly Route[] };

/** Guards that `--allow NAME` overrides; a conflict is never overridden. */
export const allowableGuards = [
  'interface-missing',
  'uplink-unready',
  'network-unready',
  'management-path',
  'last-default',
  'removes-everything',
  'empty-table',
  'table-id-clash',
] as const satisfies readonly Guard['name'][];

export type AllowableGuard = (typeof allowableGuards)[number];

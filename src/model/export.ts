/** A topology in the words of another program, for it to keep. */

import type { TableName } from './table.ts';
import type { Family, Prefix } from './address.ts';
import type { UplinkStatus } from './desired.ts';
import type { Origin } from './origin.ts';
import type { Item } from './plan.ts';

export const exportFormats = [
  'systemd-networkd',
  'ifupdown',
  'netplan',
  'ip',
  'iproute2-batch',
] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** A rule or route to be written, and the line that wants it. */
export type ExportItem = { readonly family: Family; readonly item: Item; readonly origin: Origin };

/** What the topology says and the export does not. */
export type ExportLoss = {
  readonly origin: Origin;
  readonly text: string;
  /** Nobody looks on later, as in any export: all that apply would write now is there. */
  readonly lasting?: true;
};

export type ExportSource = {
  /** The topology as messages name it. */
  readonly topology: string;
  readonly protocol: number;
  /** In an order in which the kernel takes them. */
  readonly items: readonly ExportItem[];
  readonly tableNames: readonly TableName[];
  readonly uplinks: readonly UplinkStatus[];
  /** Declared ones; those of uplinks are in the routes of their tables. */
  readonly networks: readonly Prefix[];
  /** What no format has words for. */
  readonly losses: readonly ExportLoss[];
};

export type ExportedFile = {
  /** Below the root of the host, or below any folder where the format has no place for it. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
};

export type Exported = {
  readonly files: readonly [ExportedFile, ...ExportedFile[]];
  readonly losses: readonly ExportLoss[];
};

/** Among the first lines of every file of an export; what has it may be written over by the next. */
export const exportMark = '# Written by multihome export';

export function isExportedText(text: string): boolean {
  return text
    .split('\n', 2)
    .some((line) => line === exportMark || line.startsWith(`${exportMark} `));
}

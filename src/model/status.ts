/** What the service has found, as it tells others: the document of schemas/status.schema.json. */

import type { Family } from './address.ts';
import type { PathVerdict, ProbeKind } from './health.ts';

export const statusFormat = 'multihome-status';
export const statusVersion = '1.1';

/** The event of the remark that all else is from before. */
export const starting = 'starting';

export type Status = {
  readonly format: typeof statusFormat;
  readonly format_version: string;
  /** `start_time` tells it from another process that has its number later. */
  readonly process: { readonly id: number; readonly start_time: string };
  readonly topology: string;
  /** Absent in what an earlier version wrote, as `terms`. */
  readonly read?: ReadStatus;
  readonly terms?: Terms;
  /** Times are ISO 8601, UTC. */
  readonly started: string;
  readonly written: string;
  readonly paths: readonly PathStatus[];
  readonly active: readonly ActiveStatus[];
  /** What keeps the topology from working as it should; `event` as it is logged. */
  readonly remarks: readonly { readonly event: string; readonly text: string }[];
  readonly switches: readonly { readonly at: string; readonly text: string }[];
};

/** Of the last time that the topology was read. */
export type ReadStatus = {
  /** The last `apply` that stood for good by then; 0 before the first. */
  readonly transaction: number;
  /** Why it goes on with the topology that it had; null where it goes by what it read. */
  readonly refused: string | null;
  /** SHA-256 of the topology that it goes by, with its prefix lists; absent until that has been read. */
  readonly digest?: string;
};

/** What it takes over keeps to these: the protocol number that it has, and nothing new that is lacking. */
export type Terms = {
  readonly protocol: number;
  /** Guards, by name. */
  readonly allow: readonly string[];
  readonly lacks: readonly string[];
};

export type PathStatus = {
  readonly uplink: string;
  readonly family: Family;
  readonly interface: string;
  readonly address: string | null;
  readonly gateway: string | null;
  readonly verdict: PathVerdict['kind'];
  readonly since: string;
  readonly reason: string;
  readonly rank: number;
  readonly loss_percent: number | null;
  readonly latency_ms: number | null;
  readonly targets: readonly TargetStatus[];
};

export type TargetStatus = {
  readonly target: string;
  readonly probe: ProbeKind;
  readonly tier: 'gateway' | 'beyond';
  readonly answers: boolean;
  readonly loss_percent: number | null;
  readonly latency_ms: number | null;
  readonly reason: string | null;
};

export type ActiveStatus = {
  readonly what: string;
  readonly family: Family;
  readonly uplinks: readonly string[];
  /** What comes before them in table main, in words. */
  readonly overruled_by?: string;
};

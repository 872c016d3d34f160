/** What the service has found, as it tells others: the document of schemas/status.schema.json. */

import type { Family } from './address.ts';
import type { PathVerdict, ProbeKind } from './health.ts';

export const statusFormat = 'multihome-status';

export type Status = {
  readonly format: typeof statusFormat;
  readonly format_version: string;
  /** `start_time` tells it from another process that has its number later. */
  readonly process: { readonly id: number; readonly start_time: string };
  readonly topology: string;
  /** Times are ISO 8601, UTC. */
  readonly started: string;
  readonly written: string;
  readonly paths: readonly PathStatus[];
  readonly active: readonly ActiveStatus[];
  /** What keeps the topology from working as it should; `event` as it is logged. */
  readonly remarks: readonly { readonly event: string; readonly text: string }[];
  readonly switches: readonly { readonly at: string; readonly text: string }[];
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
};

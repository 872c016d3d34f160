/** How an uplink is found to work: what is asked of whom, what came of it, and what follows. */

import type { Address, Family } from './address.ts';

export type ProbeKind = 'ping' | 'tcp' | 'http' | 'dns' | 'command';

/** When a path counts as up or down. Times in milliseconds, shares in percent. */
export type HealthSettings = {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly downAfterMs: number;
  readonly upAfterMs: number;
  /** So many targets must answer. */
  readonly quorum: number;
  readonly lossDownPercent: number;
  readonly lossUpPercent: number;
  readonly latencyDownMs: number | undefined;
  readonly latencyUpMs: number | undefined;
};

/** One question that is asked again and again, over one uplink. */
export type Probe = {
  readonly family: Family;
  readonly interface: string;
  /** What it is sent from. */
  readonly source: Address;
  readonly intervalMs: number;
  readonly timeoutMs: number;
} & (
  | { readonly kind: 'ping'; readonly target: Address }
  | { readonly kind: 'tcp' | 'dns'; readonly target: Address; readonly port: number }
  | { readonly kind: 'http'; readonly target: string }
  | { readonly kind: 'command'; readonly command: readonly [string, ...string[]] }
);

/** What came of one question. Times on the monotonic clock. */
export type ProbeResult = {
  /** Counts up; a late answer has the number of what was missed before. */
  readonly sequence: number;
  readonly sentMs: number;
  /** Asked out of turn, because one before it was missed. */
  readonly extra: boolean;
} & (
  | { readonly kind: 'answered'; readonly latencyMs: number }
  | {
      readonly kind: 'missed';
      /** As in `Destination Host Unreachable`, `timeout`, `exit code 1`. */
      readonly reason: string;
    }
);

/** What an uplink is found to be in one family. Times on the monotonic clock. */
export type PathVerdict = { readonly sinceMs: number } & (
  | {
      /** Nobody has asked long enough; it counts as good. */
      readonly kind: 'unknown';
    }
  | { readonly kind: 'up' }
  | {
      /** It answers again, and has to go on doing so until it is trusted. */
      readonly kind: 'recovering';
    }
  | { readonly kind: 'impaired'; readonly by: 'loss' | 'latency' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unusable'; readonly fault: LinkFault }
);

/** How an uplink stands beside the others in one family: the smaller the rank, the better. */
export type PathStanding = {
  readonly uplink: string;
  readonly family: Family;
  readonly rank: number;
};

/** The standing of one; where nobody watches, all stand alike. */
export function rankIn(standings: readonly PathStanding[], uplink: string, family: Family): number {
  return standings.find((one) => one.uplink === uplink && one.family === family)?.rank ?? 0;
}

/** Who is asked: a target as it is written, or the host of its URL, where IPv6 stands in brackets. */
export function hostOfTarget(target: string): string {
  return target.includes('://') ? new URL(target).hostname.replace(/^\[|\]$/g, '') : target;
}

/** Why an interface cannot carry packets, whatever its targets say. */
export type LinkFault =
  | 'interface-missing'
  | 'interface-down'
  | 'no-carrier'
  | 'no-address'
  | 'no-gateway';

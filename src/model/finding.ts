/** What `doctor` finds on a host. */

import type { FindingCode } from './codes/host.ts';
import type { Origin } from './origin.ts';
import type { SysctlSetting } from './sysctl.ts';

/**
 * `error`: something does not work; `warning`: it stops working at a moment that can be foreseen;
 * `information`: worth knowing.
 */
export const severities = ['error', 'warning', 'information'] as const;

export type Severity = (typeof severities)[number];

export type Remedy =
  | { readonly kind: 'sysctls'; readonly settings: readonly [SysctlSetting, ...SysctlSetting[]] }
  | { readonly kind: 'command'; readonly command: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly text: string;
      /** What makes it count. */
      readonly command: string;
    }
  /** Where no command is right for every host. */
  | { readonly kind: 'advice'; readonly text: string };

export type Finding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What is so. */
  readonly message: string;
  /** What follows from it. */
  readonly reason: string;
  readonly remedy?: Remedy;
  /** What of the topology it is about. */
  readonly at?: Origin;
};

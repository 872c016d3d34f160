/** A packet to be routed, as far as routing looks at it. */

import type { Address, Family } from './address.ts';

export type Flow = {
  readonly family: Family;
  /** Absent while the kernel has yet to choose one. */
  readonly from?: Address;
  readonly to: Address;
  /** The interface it came in by; absent for what the host itself sends. */
  readonly iif?: string;
  /** The interface its socket is bound to. */
  readonly oif?: string;
  readonly mark: number;
  /** The whole DS field, 0 to 255. */
  readonly tos: number;
  /** 0 where nothing is known of what the packet carries; so are the ports. */
  readonly ipproto: number;
  readonly sport: number;
  readonly dport: number;
  readonly uid: number;
};

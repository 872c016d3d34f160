/** Who manages the host from elsewhere, and what a plan would do to the way back to him. */

import type { Address } from './address.ts';
import type { Decision } from './decision.ts';
import type { Flow } from './flow.ts';

/** A connection of SSH, as `SSH_CONNECTION` tells it. */
export type Session = {
  readonly client: Address;
  readonly clientPort: number;
  readonly server: Address;
  readonly serverPort: number;
};

export type LostWay = {
  readonly flow: Flow;
  readonly before: Decision;
  readonly after: Decision;
};

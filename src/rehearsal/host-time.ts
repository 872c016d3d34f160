/** What was measured at some speed -> how long it takes on the host, where health waits longer. */

import type { FlowOutcome } from '../model/rehearsal.ts';

/** How long health itself waited: only that was shortened. Links and losses tell as on the host. */
export type HealthWaits = {
  /** From the cut until an uplink was found silent; 0 where it was not. */
  readonly silentMs: number;
  /** The same once it was mended: it was trusted too soon. */
  readonly silentAgainMs: number;
  /** From the first answers until it was trusted again. */
  readonly trustMs: number;
};

export function hostTime(measuredMs: number, waitedMs: number, speed: number): number {
  return Math.round(measuredMs + (speed - 1) * Math.min(measuredMs, waitedMs));
}

type Outages = Pick<FlowOutcome, 'outageMs' | 'returnOutageMs'>;

export function hostOutages<Measured extends Outages>(
  measured: Measured,
  { silentMs, silentAgainMs }: HealthWaits,
  speed: number,
): Measured {
  const { outageMs, returnOutageMs } = measured;
  // What has ended long before was ended by somebody else.
  const waitedMs = outageMs < silentMs / 2 ? 0 : silentMs;
  return {
    ...measured,
    outageMs: hostTime(outageMs, waitedMs, speed),
    returnOutageMs: hostTime(returnOutageMs, silentAgainMs, speed),
  };
}

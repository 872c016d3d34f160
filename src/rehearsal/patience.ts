/** How long a rehearsal waits for what should come, before it says that it has not. */

import type { CutName } from '../model/rehearsal.ts';
import type { Health, Topology } from '../topology/topology.ts';

export type Patience = {
  /** Until all uplinks are found to work. */
  readonly readyMs: number;
  /** Until a cut is noticed and traffic goes elsewhere. */
  readonly noticeMs: number;
  /** Until it is back after the uplink was mended. */
  readonly backMs: number;
};

const slackMs = 5_000;

/** Without health only the link counts, and it at once. */
const unaskedMs = 3_000;

/** Loss is judged over the last minute, and good is what was good for ten seconds. */
const lossMs = { notice: 75_000, back: 20_000 };

export function patienceWith(topology: Topology, uplink: string, cut: CutName): Patience {
  const own = topology.uplinks.find(({ name }) => name === uplink)?.health;
  const health = own ?? topology.health;
  const all = topology.uplinks.flatMap((one) => one.health ?? topology.health ?? []);
  const isBrown = cut === 'brown-out';
  return {
    readyMs: slackMs + slackMs + Math.max(0, ...all.map(roundMs)),
    noticeMs:
      health === undefined
        ? unaskedMs
        : slackMs + health.downAfterMs + roundMs(health) + (isBrown ? lossMs.notice : 0),
    backMs:
      slackMs +
      slackMs +
      // Any cut can spare one of two targets: that is loss, too.
      (health === undefined ? 0 : lossMs.back + health.upAfterMs + roundMs(health)),
  };
}

function roundMs({ intervalMs, timeoutMs }: Health): number {
  return 2 * (intervalMs + timeoutMs);
}

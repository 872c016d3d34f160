/** Other programs beside which a plan would not last: what `plan` and `apply` say of them. */

import { lastingFindings } from '../doctor/neighbours.ts';
import type { Host } from '../host/host.ts';
import { readNeighbourMarks } from '../host/neighbour-marks.ts';
import type { Desired } from '../model/desired.ts';
import type { Live } from '../model/live.ts';
import type { Notice } from '../model/plan.ts';
import { remedyCommand } from '../render/remedy.ts';

export function neighbourNotices(live: Live, desired: Desired, host: Host): readonly Notice[] {
  const { uplinks } = desired;
  const found = lastingFindings({ live, desired, uplinks }, readNeighbourMarks(host));
  return found.map(({ message, reason, remedy }) => ({
    text: `${message}: ${reason}`,
    ...(remedy === undefined ? {} : { remedy: remedyCommand(remedy) }),
  }));
}

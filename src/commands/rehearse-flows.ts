/** Echoes from the router, and from a host in each of its networks, while an uplink is cut. */

import type { Echo } from '../host/rehearsal/echo.ts';
import { startEcho } from '../host/rehearsal/echo.ts';
import { waitFor } from '../host/rehearsal/course.ts';
import { familyNames } from '../model/address.ts';
import type { FlowOutcome } from '../model/rehearsal.ts';
import type { SentFlow } from '../rehearsal/flows.ts';
import type { CutTimes } from '../rehearsal/outage.ts';
import { measure } from '../rehearsal/outage.ts';
import type { World } from '../rehearsal/world.ts';

export type LiveFlow = SentFlow & { readonly echo: Echo };

export function startFlows({ flows }: World): readonly LiveFlow[] {
  return flows.map((flow) => ({ ...flow, echo: startEcho(flow.namespace, flow.to, flow.words) }));
}

const beginMs = 3_000;

/** Only what is answered before the cut can be missed after it: the others are stopped. */
export async function answeredFlows(
  flows: readonly LiveFlow[],
  notes: Set<string>,
): Promise<readonly LiveFlow[]> {
  await waitFor(() => flows.every(isFlowing), beginMs);
  for (const flow of flows.filter((one) => !isFlowing(one))) {
    flow.echo.stop();
    notes.add(`${flowTitle(flow)} -> ${flow.to} is not answered with all uplinks up: not measured`);
  }
  return flows.filter(isFlowing);
}

function flowTitle({ from, family }: LiveFlow): string {
  return `${from} (${familyNames[family]})`;
}

const recentCount = 5;
const recentMs = 250;

/** The last answers have come one after the other, and just now. */
export function isFlowing({ echo }: LiveFlow): boolean {
  const recent = echo.answers().slice(-recentCount);
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || recent.length < recentCount) return false;
  const isUnbroken = last.sequence - first.sequence === recentCount - 1;
  return isUnbroken && performance.now() - last.sentMs < recentMs;
}

export function stopFlows(flows: readonly LiveFlow[]): void {
  for (const { echo } of flows) echo.stop();
}

export function measuredFlow({ from, family, to, echo }: LiveFlow, times: CutTimes): FlowOutcome {
  return { from, family, to, ...measure(echo.answers(), times) };
}

export function silentTitles(flows: readonly LiveFlow[]): readonly string[] {
  return flows.filter((flow) => !isFlowing(flow)).map(flowTitle);
}

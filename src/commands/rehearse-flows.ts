/** Echoes from the router, and from a host in each of its networks, while an uplink is cut. */

import type { Echo } from '../host/rehearsal/echo.ts';
import { startEcho } from '../host/rehearsal/echo.ts';
import { waitFor } from '../host/rehearsal/course.ts';
import { familyNames } from '../model/address.ts';
import type { FlowOutcome } from '../model/rehearsal.ts';
import type { SentFlow } from '../rehearsal/flows.ts';
import type { CutTimes } from '../rehearsal/outage.ts';
import { isFlowing, measure } from '../rehearsal/outage.ts';
import type { World } from '../rehearsal/world.ts';

export type LiveFlow = SentFlow & { readonly echo: Echo };

export function startFlows({ flows }: World): readonly LiveFlow[] {
  return flows.map((flow) => ({ ...flow, echo: startEcho(flow.namespace, flow.to, flow.words) }));
}

const beginMs = 3_000;

const ever = -Infinity;

/** Only what is answered before the cut can be missed after it: the others are stopped. */
export async function answeredFlows(
  flows: readonly LiveFlow[],
  notes: Set<string>,
): Promise<readonly LiveFlow[]> {
  await waitFor(() => areFlowing(flows, ever), beginMs);
  const answered = flows.filter((flow) => isAnswered(flow, ever));
  for (const flow of flows.filter((one) => !answered.includes(one))) {
    flow.echo.stop();
    notes.add(`${flowTitle(flow)} -> ${flow.to} is not answered with all uplinks up: not measured`);
  }
  return answered;
}

function flowTitle({ from, family }: LiveFlow): string {
  return `${from} (${familyNames[family]})`;
}

/** Of what was asked since then. */
export function areFlowing(flows: readonly LiveFlow[], sinceMs: number): boolean {
  return flows.every((flow) => isAnswered(flow, sinceMs));
}

function isAnswered({ echo }: LiveFlow, sinceMs: number): boolean {
  return isFlowing(echo.answers(), sinceMs, performance.now());
}

export function stopFlows(flows: readonly LiveFlow[]): void {
  for (const { echo } of flows) echo.stop();
}

export function measuredFlow(
  { from, family, to, echo }: LiveFlow,
  times: CutTimes,
): Omit<FlowOutcome, 'hasOtherWay'> {
  return { from, family, to, ...measure(echo.answers(), times) };
}

export function silentTitles(flows: readonly LiveFlow[]): readonly string[] {
  return [...new Set(flows.filter((flow) => !isAnswered(flow, ever)).map(flowTitle))];
}

/** Echoes from the router, and from a host in each of its networks, while an uplink is cut. */

import type { Echo } from '../host/rehearsal/echo.ts';
import { startEcho } from '../host/rehearsal/echo.ts';
import { waitFor } from '../host/rehearsal/course.ts';
import type { Address, Family } from '../model/address.ts';
import { families, familyNames } from '../model/address.ts';
import type { FlowOutcome } from '../model/rehearsal.ts';
import type { CutTimes } from '../rehearsal/outage.ts';
import { measure } from '../rehearsal/outage.ts';
import type { World } from '../rehearsal/world.ts';
import type { Topology } from '../topology/topology.ts';

export type LiveFlow = {
  readonly from: string;
  readonly family: Family;
  readonly to: Address;
  readonly echo: Echo;
};

/** In every family that an uplink has. */
export function startFlows({ uplinks }: Topology, { lans, targets }: World): readonly LiveFlow[] {
  const routed = families.filter((family) => uplinks.some((uplink) => uplink[family]));
  const senders = [
    { from: 'router', namespace: undefined, in: routed },
    ...lans.map((lan) => ({
      ...{ from: lan.name, namespace: lan.namespace },
      in: routed.filter((family) => lan.families.includes(family)),
    })),
  ];
  return senders.flatMap(({ from, namespace, in: own }) =>
    own.map((family) => {
      const to = targets.own[family];
      return { from, family, to, echo: startEcho(namespace, to) };
    }),
  );
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

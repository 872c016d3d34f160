/** Whether there is another way out while an uplink is down: then an outage has to end. */

import { decide } from '../lookup/decide.ts';
import type { Flow } from '../model/flow.ts';
import type { SentFlow } from '../rehearsal/flows.ts';
import type { Topology } from '../topology/topology.ts';
import { stagesOf } from './expectations.ts';

export type OtherWay = (flow: SentFlow, uplink: string) => boolean;

export function otherWaysOf(topology: Topology): OtherWay {
  const stageFor = stagesOf(topology);
  return (flow, uplink) => {
    const stage = stageFor([uplink]);
    if (!stage.ok) return false;
    const { scene, uplinkOf } = stage.value;
    const decision = decide(scene.index, packetOf(flow));
    return (
      decision.kind === 'delivered' &&
      decision.exits.every(
        ({ hop }) => hop?.device !== undefined && uplinkOf(hop.device) !== undefined,
      )
    );
  };
}

const echo = { ipv4: 1, ipv6: 58 } as const;

function packetOf({ family, to, arrival, mark, tos }: SentFlow): Flow {
  const none = { sport: 0, dport: 0, uid: 0 };
  return { family, to, ...arrival, mark, tos, ipproto: echo[family], ...none };
}

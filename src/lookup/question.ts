/** How `ip route get` is asked about a packet, and what its answer means for it. */

import type { Decision } from '../model/decision.ts';
import type { Flow } from '../model/flow.ts';
import type { KernelAnswer, RouteQuestion } from '../model/kernel-answer.ts';
import type { Asked } from './answer-words.ts';
import { kernelWords, modelWords, wayTaken } from './answer-words.ts';
import { decide } from './decide.ts';
import type { RoutingIndex } from './state.ts';

export function questionAbout(flow: Flow): RouteQuestion {
  const { family, from, to, iif, oif, mark, tos, ipproto, sport, dport, uid } = flow;
  return {
    family,
    to,
    ...(from === undefined ? {} : { from }),
    ...(iif === undefined ? {} : { iif }),
    ...(oif === undefined ? {} : { oif }),
    ...(mark === 0 ? {} : { mark }),
    ...(tos === 0 ? {} : { tos }),
    ...(ipproto === 0 ? {} : { ipproto }),
    ...(sport === 0 ? {} : { sport }),
    ...(dport === 0 ? {} : { dport }),
    // Else it is the user who asks; for what comes in there is none.
    ...(iif === undefined ? { uid } : {}),
  };
}

export type Comparison =
  /** The way that was taken, with all that the model knows of it. */
  | { readonly kind: 'agree'; readonly decision: Decision }
  | {
      readonly kind: 'differ';
      readonly decision: Decision;
      readonly kernel: string;
      readonly model: string;
    }
  /** The model does not say. */
  | { readonly kind: 'uncertain'; readonly decision: Decision }
  | { readonly kind: 'unanswered'; readonly reason: string };

export function compare(index: RoutingIndex, flow: Flow, answer: KernelAnswer): Comparison {
  if (answer.kind === 'unanswered') return answer;
  const isMerged = index.families[flow.family].merged !== undefined;
  const asked = { flow: asTaken(flow), isMerged };
  const decision = decide(index, asked.flow);
  const model = modelWords(decision, asked);
  if (!isSame(model, modelWords(decide(index, flow), asked))) {
    return { kind: 'unanswered', reason: 'without a protocol, `ip route get` asks about UDP' };
  }
  const kernel = kernelWords(answer, asked);
  const way = wayTaken(kernel, model);
  if (way >= 0) return { kind: 'agree', decision: narrowed(decision, way) };
  const taken = decisionIn(answer);
  if (decision.uncertain !== undefined) return { kind: 'uncertain', decision: taken };
  return { kind: 'differ', decision: taken, kernel, model: model.join(' or ') };
}

const udp = 17;

/** Where no protocol is said, IPv4 asks about UDP (inet_rtm_getroute). */
function asTaken(flow: Flow): Asked['flow'] {
  return flow.family === 'ipv4' && flow.ipproto === 0 ? { ...flow, ipproto: udp } : flow;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((words, at) => words === other[at]);
}

function narrowed(decision: Decision, way: number): Decision {
  if (decision.kind === 'refused') return { ...decision, uncertain: undefined };
  const exit = decision.exits[way] ?? decision.exits[0];
  return { ...decision, exits: [exit], uncertain: undefined };
}

function decisionIn(answer: Exclude<KernelAnswer, { readonly kind: 'unanswered' }>): Decision {
  if (answer.kind === 'refused') {
    const error = answer.error === 'EXDEV' ? 'EINVAL' : answer.error;
    return {
      kind: 'refused',
      error,
      route: undefined,
      why: 'says the kernel',
      uncertain: undefined,
    };
  }
  const { type, device, gateway, source } = answer;
  const hop = { device, ...(gateway === undefined ? {} : { gateway }), weight: 1, onlink: false };
  return {
    kind: 'delivered',
    type,
    exits: [{ route: undefined, hop, source }],
    uncertain: undefined,
  };
}

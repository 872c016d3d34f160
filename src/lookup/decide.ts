/** Where the kernel sends a packet: what `ip route get` would answer. */

import type { Flow } from '../model/flow.ts';
import { ask } from './ask.ts';
import { conclude } from './conclude.ts';
import type { Decision } from '../model/decision.ts';
import { refuse } from '../model/decision.ts';
import { decideIpv4Input } from './ipv4-input.ts';
import { decideIpv4Output } from './ipv4-output.ts';
import type { Query } from './query.ts';
import { queryOf } from './query.ts';
import { isToMany, needsDevice } from './special.ts';
import type { RoutingIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';

export function decide(index: RoutingIndex, flow: Flow, trace?: Trace): Decision {
  return decideQuery(index, queryOf(flow), trace);
}

/** For whoever asks the same of several states: a query is made once. */
export function decideQuery(index: RoutingIndex, query: Query, trace?: Trace): Decision {
  return query.family === 'ipv4'
    ? decideIpv4(index, query, trace)
    : decideIpv6(index, query, trace);
}

function decideIpv4(index: RoutingIndex, query: Query, trace: Trace): Decision {
  const { flow } = query;
  if (isToMany(query.to) || query.to.first === 0) return refuse('EINVAL', 'special', notModelled);
  if (flow.iif === undefined) return decideIpv4Output(index, query, trace);
  const link = index.links.get(flow.iif);
  if (link === undefined) return refuse('ENODEV', `no interface ${flow.iif}`);
  return decideIpv4Input(index, link, query, trace);
}

/** ip6_route_output_flags, ip6_route_input_lookup: both ask rules and tables, and no more. */
function decideIpv6(index: RoutingIndex, query: Query, trace: Trace): Decision {
  if (needsDevice(query.to)) return refuse('EINVAL', 'special', notModelled);
  const { device } = query;
  if (device !== undefined && !index.links.has(device)) {
    return refuse('ENODEV', `no interface ${device}`);
  }
  return conclude(index, query, ask(index, query, trace));
}

const notModelled =
  'multicast, link-local, unspecified and broadcast destinations are not modelled';

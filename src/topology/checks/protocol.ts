import { problemAt } from '../problem-at.ts';
import type { Check } from './check.ts';

/** rt_protos of iproute2: programs that clean up what carries their number, as we do. */
const wellKnown: ReadonlyMap<number, string> = new Map([
  [8, 'gated'],
  [9, 'router advertisements'],
  [10, 'mrt'],
  [11, 'zebra'],
  [12, 'bird'],
  [13, 'dnrouted'],
  [14, 'xorp'],
  [15, 'ntk'],
  [16, 'dhcp'],
  [17, 'mrouted'],
  [18, 'keepalived'],
  [42, 'babel'],
  [84, 'ovn'],
  [99, 'openr'],
  [186, 'bgp'],
  [187, 'isis'],
  [188, 'ospf'],
  [189, 'rip'],
  [192, 'eigrp'],
]);

export const protocolIsFree: Check = ({ protocol }, places) => {
  const owner = wellKnown.get(protocol);
  if (owner === undefined) return [];
  const message = `protocol ${protocol} is that of ${owner}: its routes would be taken for ours`;
  const hint = 'leave it out, or choose a number that nobody uses';
  return [problemAt(places.value(['protocol']), { code: 'MH130', message, hint })];
};

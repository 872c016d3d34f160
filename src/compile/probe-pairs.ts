/**
 * Who is asked by a socket that no device can be bound to (TCP, UDP, HTTP): a more specific route of main
 * would lead the question over another uplink, whose answer says nothing. A rule for each keeps it on its own.
 */

import type { Prefix } from '../model/address.ts';
import { familyOf, hostPrefix, parseAddress } from '../model/address.ts';
import { hostOfTarget } from '../model/health.ts';
import type { Topology } from '../topology/topology.ts';
import type { ResolvedUplink } from './resolve-uplinks.ts';
import type { OnLink } from './uplink-rules.ts';

export function probePairs(
  { health: common }: Topology,
  all: readonly ResolvedUplink[],
): readonly OnLink[] {
  return all.flatMap((resolved) => {
    const health = resolved.uplink.health ?? common;
    if (health === undefined || health.probe === 'ping' || health.probe === 'command') return [];
    const targets = health.targets.flatMap(hostOf);
    return targets
      .filter((to) => familyOf(to) === resolved.family)
      .flatMap((to) => resolved.sources.map((from) => ({ resolved, from, to })));
  });
}

/** An address, or that in a URL; a name may be any. */
function hostOf(target: string): readonly Prefix[] {
  const address = parseAddress(hostOfTarget(target));
  return address === undefined ? [] : [hostPrefix(address)];
}

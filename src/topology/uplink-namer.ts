/** Names of uplinks by their interfaces. */

import type { Topology } from './topology.ts';

/** Undefined where the interface is no uplink's; the first where it has several. */
export function uplinkNamer({
  uplinks,
}: Pick<Topology, 'uplinks'>): (device: string) => string | undefined {
  return (device) => uplinks.find((uplink) => uplink.interface === device)?.name;
}

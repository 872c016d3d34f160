/** The gateway of an uplink: as written, learned, or none where the link needs none. */

import type { Address, Family } from '../model/address.ts';
import type { Interface, LearnedGateway } from '../model/live.ts';
import type { Gateway } from '../topology/topology.ts';

export type WayOut = {
  readonly address: Address | undefined;
  readonly onlink: boolean | 'when off-net';
  readonly learned: string | undefined;
};

/** Undefined where no gateway is known and one is needed. */
export function wayOut(
  gateway: Gateway,
  link: Interface | undefined,
  family: Family,
  learned: readonly LearnedGateway[],
): WayOut | undefined {
  switch (gateway.kind) {
    case 'none':
      return { address: undefined, onlink: false, learned: undefined };
    case 'address':
      return { address: gateway.address, onlink: gateway.onlink, learned: undefined };
    case 'auto': {
      const found = learned.find(
        (entry) => entry.interface === link?.name && entry.family === family,
      );
      if (found !== undefined) {
        const onlink = found.onlink ? true : 'when off-net';
        return { address: found.gateway, onlink, learned: found.source };
      }
      return link?.withoutNeighbours
        ? { address: undefined, onlink: false, learned: 'point-to-point: no gateway needed' }
        : undefined;
    }
  }
}

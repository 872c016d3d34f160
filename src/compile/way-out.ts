/** The gateway of an uplink: as written, learned, or none where the link needs none. */

import type { Address, Prefix } from '../model/address.ts';
import { contains, isLinkLocal } from '../model/address.ts';
import type { Interface, LearnedGateway } from '../model/live.ts';
import type { Gateway } from '../topology/topology.ts';

export type WayOut = {
  readonly address: Address | undefined;
  readonly onlink: boolean;
  readonly learned: string | undefined;
};

export type Surroundings = {
  readonly link: Interface | undefined;
  /** The networks the uplink is attached to. */
  readonly networks: readonly Prefix[];
  /** Gateways known for its interface and family, the most trustworthy first. */
  readonly gateways: readonly LearnedGateway[];
  /** Another uplink has the same interface: what is known of that may be the other one's. */
  readonly isShared: boolean;
};

/** Undefined where no gateway is known and one is needed. */
export function wayOut(gateway: Gateway, surroundings: Surroundings): WayOut | undefined {
  switch (gateway.kind) {
    case 'none':
      return { address: undefined, onlink: false, learned: undefined };
    case 'address':
      return { address: gateway.address, onlink: gateway.onlink, learned: undefined };
    case 'auto':
      return learnedWay(surroundings) ?? pointToPoint(surroundings);
  }
}

function learnedWay({ networks, gateways, isShared }: Surroundings): WayOut | undefined {
  const attached = gateways.find((entry) => isAttached(entry, networks));
  const found = attached ?? (isShared && networks.length > 0 ? undefined : gateways[0]);
  if (found === undefined) return undefined;
  const onlink = found.onlink || found !== attached;
  return { address: found.gateway, onlink, learned: found.source };
}

function isAttached({ gateway }: LearnedGateway, networks: readonly Prefix[]): boolean {
  return isLinkLocal(gateway) || networks.some((network) => contains(network, gateway));
}

function pointToPoint({ link }: Surroundings): WayOut | undefined {
  return link?.withoutNeighbours
    ? { address: undefined, onlink: false, learned: 'point-to-point: no gateway needed' }
    : undefined;
}

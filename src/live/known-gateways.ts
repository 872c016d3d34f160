/**
 * Every gateway that is known for an interface, the most trustworthy first: default routes of others say
 * what is in use, a lease what was granted, the peer of a link who is at its other end; what our own
 * routes remember comes last.
 */

import { addressBits } from '../model/address.ts';
import type { Lease } from '../model/lease.ts';
import type { Interface, LearnedGateway } from '../model/live.ts';
import type { Learning } from './learned-gateways.ts';
import { learnedGateways } from './learned-gateways.ts';

export function knownGateways(
  learning: Learning,
  leases: readonly Lease[],
  interfaces: readonly Interface[],
): readonly LearnedGateway[] {
  const routed = learnedGateways(learning);
  return [
    ...routed.filter(({ ownTable }) => ownTable === undefined),
    ...leases.flatMap(ofLease),
    ...interfaces.flatMap(ofPeer),
    ...routed.filter(({ ownTable }) => ownTable !== undefined),
  ];
}

function ofLease({ interface: device, gateways, keeper, file }: Lease): readonly LearnedGateway[] {
  const [gateway] = gateways;
  if (gateway === undefined) return [];
  const source = `the lease in ${file} (${keeper})`;
  return [{ interface: device, family: 'ipv4', gateway, onlink: false, source }];
}

/** A lone peer on a link that looks for its neighbours; where nobody does, no gateway is needed. */
function ofPeer({ name, addresses, withoutNeighbours }: Interface): readonly LearnedGateway[] {
  if (withoutNeighbours) return [];
  return addresses.flatMap(({ family, address, peer, prefixLength }) =>
    peer === undefined || prefixLength !== addressBits(family)
      ? []
      : [
          {
            interface: name,
            family,
            gateway: peer,
            onlink: false,
            source: `the peer of ${address}`,
          },
        ],
  );
}

/** What several checks want to know of a topology. */

import type { Address, Family, InterfaceAddress } from '../../model/address.ts';
import { families } from '../../model/address.ts';
import type { Place } from '../../model/problem.ts';
import type { Path } from '../places.ts';
import type { Network, Topology, Uplink, UplinkFamily } from '../topology.ts';

export type FamilyOfUplink = {
  readonly uplink: Uplink;
  readonly family: Family;
  readonly settings: UplinkFamily;
};

/** Each family of each uplink. */
export function uplinkFamilies({ uplinks }: Topology): readonly FamilyOfUplink[] {
  return uplinks.flatMap((uplink) =>
    families.flatMap((family) => {
      const settings = uplink[family];
      return settings === undefined ? [] : [{ uplink, family, settings }];
    }),
  );
}

export type DeclaredAddress = InterfaceAddress & {
  readonly owner: Uplink | Network;
  readonly kind: 'uplink' | 'network';
  /** Where it stands: `path` under the entry `at`. */
  readonly at: Place;
  readonly path: Path;
};

/** Every address that the file gives this host. */
export function declaredAddresses(topology: Topology): readonly DeclaredAddress[] {
  const ofUplinks = uplinkFamilies(topology).flatMap(({ uplink, family, settings }) =>
    addressesOf(settings).map((address, index) => ({
      ...address,
      owner: uplink,
      kind: 'uplink' as const,
      at: uplink.at,
      path: [family, 'address', index],
    })),
  );
  const ofNetworks = topology.networks.flatMap((network) =>
    families.flatMap((family) => {
      const address = network[family];
      if (address === undefined || address === 'auto') return [];
      const place = { at: network.at, path: [family, 'address'] };
      return [{ ...address, owner: network, kind: 'network' as const, ...place }];
    }),
  );
  return [...ofUplinks, ...ofNetworks];
}

/** Those written down; `auto` has none that we know. */
export function addressesOf({ addresses }: UplinkFamily): readonly InterfaceAddress[] {
  return addresses === 'auto' ? [] : addresses;
}

/** Whether some address of this host is only known at run time. */
export function hasAutomaticAddress({ uplinks, networks }: Topology): boolean {
  return [...uplinks, ...networks].some((entry) =>
    families.some((family) => {
      const one = entry[family];
      return (
        one === 'auto' ||
        (typeof one === 'object' && 'addresses' in one && one.addresses === 'auto')
      );
    }),
  );
}

/** Whether an address or a gateway is this host itself. */
export function isOwnAddress(topology: Topology, address: Address | string): boolean {
  return declaredAddresses(topology).some((own) => own.address === address);
}

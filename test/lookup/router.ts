/** A router with two links, on which one decision can be looked at. */

import type { Family } from '../../src/model/address.ts';
import type { World } from '../differential/world.ts';

export function routerWith(family: Family, lines: readonly string[]): World {
  const names = ['e0', 'e1'];
  return {
    links: names.flatMap((name) => [
      `link add ${name} type veth peer name p${name}`,
      `link set ${name} addrgenmode none`,
      `link set p${name} addrgenmode none`,
    ]),
    settings: ['all', 'default', ...names].flatMap((scope) => [
      `ipv4/conf/${scope}/forwarding 1`,
      `ipv6/conf/${scope}/forwarding 1`,
      `ipv4/conf/${scope}/rp_filter 0`,
      `ipv4/conf/${scope}/ignore_routes_with_linkdown 0`,
    ]),
    addresses: [
      ...names.flatMap((name) => [`link set p${name} up`, `link set ${name} up`]),
      'address add 10.0.0.2/24 dev e0',
      'address add 10.0.1.2/24 dev e1',
      'address add 2001:db8::2/64 dev e0 nodad',
      'address add 2001:db8:1::2/64 dev e1 nodad',
    ],
    lines: { ...{ ipv4: [], ipv6: [] }, [family]: lines },
    losses: [],
  };
}

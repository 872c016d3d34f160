/** Facts as they would be. */

import type { Facts, Interface } from '../model/live.ts';

/** With interfaces down: IPv4 addresses outlast that, IPv6's and what was learned do not. */
export function withDown(facts: Facts, down: readonly string[]): Facts {
  return {
    ...facts,
    interfaces: facts.interfaces.map((link) => (down.includes(link.name) ? taken(link) : link)),
    gateways: facts.gateways.filter((gateway) => !down.includes(gateway.interface)),
  };
}

function taken(link: Interface): Interface {
  const addresses = link.addresses.filter(({ family }) => family === 'ipv4');
  return { ...link, up: false, carrier: false, addresses };
}

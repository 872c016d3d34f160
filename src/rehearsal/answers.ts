/** Topology -> what its health asks of targets besides echoes: providers answer that, too. */

import type { Address } from '../model/address.ts';
import { parseAddress } from '../model/address.ts';
import { hostOfTarget } from '../model/health.ts';
import type { Health, Topology } from '../topology/topology.ts';

export type Service = { readonly protocol: 'tcp' | 'http' | 'dns'; readonly port: number };

const webPort = 80;

export function servicesOf({ health, uplinks }: Topology): readonly Service[] {
  const all = [health, ...uplinks.map((uplink) => uplink.health)].filter(
    (one) => one !== undefined && isSimulated(one),
  );
  const services = all.flatMap((one) => (one === undefined ? [] : servicesIn(one)));
  const keys = services.map(({ protocol, port }) => `${protocol} ${port}`);
  const once = services.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
  // Who answers requests accepts connections, too: a port has one server.
  return once.filter(
    ({ protocol, port }) =>
      protocol !== 'tcp' || !once.some((one) => one.protocol === 'http' && one.port === port),
  );
}

function servicesIn({ probe, port, targets }: Health): readonly Service[] {
  switch (probe) {
    case 'ping':
    case 'command':
      return [];
    case 'tcp':
    case 'dns':
      return port === undefined ? [] : [{ protocol: probe, port }];
    case 'http':
      return targets.map((target) => {
        const { port: written } = new URL(target);
        return { protocol: probe, port: written === '' ? webPort : Number(written) };
      });
  }
}

/** Names would have to be looked up, certificates believed, and programs are not ours to run. */
export function isSimulated({ probe, targets }: Health): boolean {
  if (probe === 'command') return false;
  return probe !== 'http' || targets.every((target) => webAddress(target) !== undefined);
}

/** Of a plain request to an address. */
export function webAddress(target: string): Address | undefined {
  const isPlain = new URL(target).protocol === 'http:';
  return isPlain ? parseAddress(hostOfTarget(target)) : undefined;
}

/**
 * Connections over an uplink that has failed: masqueraded as its address they would go on into
 * nothing, because the kernel translates them as it began. Forgotten, they begin anew elsewhere.
 */

import type { Forgotten } from '../host/conntrack.ts';
import { forgetConnections } from '../host/conntrack.ts';
import { isBad } from '../health/standing.ts';
import type { Address, Family } from '../model/address.ts';
import { parseAddress } from '../model/address.ts';
import type { PathStanding } from '../model/health.ts';
import type { Topology } from '../topology/topology.ts';
import type { Switch } from './active.ts';
import type { WatchedPath } from './paths.ts';
import { keyOf } from './paths.ts';

/** An address of an uplink, be it lost. */
export type Forsaken = {
  readonly uplink: string;
  readonly family: Family;
  readonly address: Address;
};

export type Forgetting = {
  /** It may have lost its address when that is asked for. */
  readonly seen: (path: WatchedPath) => void;
  /** Never waits; one address after the other. */
  readonly switched: (
    change: Pick<Switch, 'from' | 'to'>,
    topology: Topology,
    standings: readonly PathStanding[],
  ) => void;
  readonly finish: () => Promise<void>;
};

export function createForgetting(
  ended: (forsaken: Forsaken, outcome: Forgotten) => void,
): Forgetting {
  const seen = new Map<string, Address>();
  const waiting = new Set<string>();
  let last = Promise.resolve();
  const forget = async (one: Forsaken): Promise<void> => {
    waiting.delete(one.address);
    ended(one, await forgetConnections(one.family, one.address));
  };
  return {
    seen: (path) => {
      const address = parseAddress(path.address?.split('/')[0] ?? '');
      if (address !== undefined) seen.set(keyOf(path), address);
    },
    switched: (change, topology, standings) => {
      const { family } = change.to;
      const left = failedUplinks(change, standings).flatMap((uplink) => {
        const lastSeen = seen.get(keyOf({ uplink, family }));
        const declared = declaredAddresses(uplink, family, topology);
        const addresses = new Set(lastSeen === undefined ? declared : [...declared, lastSeen]);
        return [...addresses].map((address) => ({ uplink, family, address }));
      });
      for (const one of left) {
        // Outbound and policies may all have left the same uplink.
        if (waiting.has(one.address)) continue;
        waiting.add(one.address);
        last = last.then(() => forget(one));
      }
    },
    finish: () => last,
  };
}

/** What is left because something better is back still works: its connections go on. */
function failedUplinks(
  { from, to }: Pick<Switch, 'from' | 'to'>,
  standings: readonly PathStanding[],
): readonly string[] {
  return from.uplinks.filter((name) => {
    const found = standings.find((one) => one.uplink === name && one.family === to.family);
    return !to.uplinks.includes(name) && found !== undefined && isBad(found.rank);
  });
}

function declaredAddresses(
  name: string,
  family: Family,
  { uplinks }: Topology,
): readonly Address[] {
  const addresses = uplinks.find((uplink) => uplink.name === name)?.[family]?.addresses ?? 'auto';
  return addresses === 'auto' ? [] : addresses.map(({ address }) => address);
}

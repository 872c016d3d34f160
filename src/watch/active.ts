/** Which uplinks carry what can choose: the choice that compilation makes, as far as it can work, for people. */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { UplinkStatus } from '../model/desired.ts';
import type { PathStanding } from '../model/health.ts';
import { rankIn } from '../model/health.ts';
import type { Interface } from '../model/live.ts';
import type { Topology } from '../topology/topology.ts';

/** Of `outbound`, or of one policy, in one family; empty where no uplink can carry anything. */
export type Active = {
  readonly what: string;
  readonly family: Family;
  readonly uplinks: readonly string[];
};

export type Switch = {
  readonly from: Active;
  readonly to: Active;
  /** For people: what is found of the uplinks it goes from and to. */
  readonly reason: string;
};

type Found = {
  readonly standings: readonly PathStanding[];
  readonly interfaces: readonly Interface[];
};

export function activeUplinks(
  { outbound, policies }: Topology,
  statuses: readonly UplinkStatus[],
  { standings, interfaces }: Found,
): readonly Active[] {
  const groups = [
    ...(outbound.mode === 'none' ? [] : [{ what: 'outbound', ...outbound }]),
    ...policies.map(({ name, mode, uplinks }) => ({ what: `policy ${name}`, mode, uplinks })),
  ];
  return groups.flatMap(({ what, mode, uplinks }) =>
    families.flatMap((family) => {
      const members = uplinks.filter((name) => statusOf(name, family, statuses) !== undefined);
      if (members.length === 0) return [];
      const ready = members.filter((name) =>
        mayCarry(statusOf(name, family, statuses), interfaces),
      );
      const rank = (name: string) => rankIn(standings, name, family);
      const least = Math.min(...ready.map(rank));
      const best = ready.filter((name) => rank(name) === least);
      return [{ what, family, uplinks: mode === 'balance' ? best : best.slice(0, 1) }];
    }),
  );
}

/** Routes stay by an interface that has lost its carrier, for when it is back; nothing gets through. */
function mayCarry(status: UplinkStatus | undefined, interfaces: readonly Interface[]): boolean {
  if (status?.state.kind !== 'ready') return false;
  return interfaces.find(({ name }) => name === status.interface)?.carrier !== false;
}

function statusOf(
  name: string,
  family: Family,
  statuses: readonly UplinkStatus[],
): UplinkStatus | undefined {
  return statuses.find((status) => status.name === name && status.family === family);
}

/** What changed: empty where traffic stays where it is. */
export function switchesBetween(
  before: readonly Active[],
  after: readonly Active[],
): readonly Omit<Switch, 'reason'>[] {
  return after.flatMap((to) => {
    const from = before.find(({ what, family }) => what === to.what && family === to.family);
    return from === undefined || from.uplinks.join() === to.uplinks.join() ? [] : [{ from, to }];
  });
}

export function isSameStanding(
  one: readonly PathStanding[],
  other: readonly PathStanding[],
): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

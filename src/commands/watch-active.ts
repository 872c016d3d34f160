/** What carries traffic as far as we choose, and who else comes first. */

import { isDefault } from '../model/address.ts';
import type { UplinkStatus } from '../model/desired.ts';
import { allHopsOf, hopsInUse, isPassedOver } from '../model/linkdown.ts';
import type { Live } from '../model/live.ts';
import type { Hop, Route } from '../model/route.ts';
import type { ActiveStatus } from '../model/status.ts';
import { mainTable } from '../model/table.ts';
import { wayWords } from '../plan/way-words.ts';
import type { Active } from '../watch/active.ts';

type Seen = {
  /** Ours. */
  readonly protocol: number;
  readonly uplinks: readonly UplinkStatus[];
  readonly live: Pick<Live, 'routes' | 'interfaces' | 'settings'>;
};

/** `outbound` is what main's defaults say, and others write there, too. */
export function activeIn(active: readonly Active[], seen: Seen): readonly ActiveStatus[] {
  return active.map((one) => {
    const first = one.what === 'outbound' ? firstDefault(one, seen.live) : undefined;
    if (first === undefined || first.protocol === seen.protocol) return one;
    return leadsAlike(first, one, seen) ? one : { ...one, overruled_by: wordsOf(first) };
  });
}

function firstDefault({ family }: Active, live: Seen['live']): Route | undefined {
  const [first] = live.routes
    .filter((one) => one.family === family && one.table === mainTable && isDefault(one.to))
    .filter((one) => one.target.kind !== 'throw' && !isPassedOver(one, live))
    .toSorted((one, other) => one.metric - other.metric);
  return first;
}

/** Somebody else's that does the same is as good as ours. */
function leadsAlike(route: Route, active: Active, { uplinks, live }: Seen): boolean {
  const hops = hopsInUse(route, live);
  const wanted = uplinks.filter(
    ({ name, family }) => family === active.family && active.uplinks.includes(name),
  );
  return (
    hops.every((hop) => wanted.some((uplink) => isBy(hop, uplink))) &&
    wanted.every((uplink) => hops.some((hop) => isBy(hop, uplink)))
  );
}

/** A link between two needs no gateway, whichever is named. */
function isBy({ device, gateway }: Hop, { interface: name, state }: UplinkStatus): boolean {
  const wanted = state.kind === 'ready' ? state.gateway : undefined;
  return device === name && (wanted === undefined || gateway === wanted);
}

function wordsOf(route: Route): string {
  const kind = allHopsOf(route).length === 0 ? `${route.target.kind} ` : '';
  return `the foreign ${kind}default${wayWords(route)} metric ${route.metric} in main`;
}

/** What becomes of a topology when uplinks fail: all stand alike, or one stands before all others. */

import { compile } from '../compile/compile.ts';
import { families } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { PathStanding } from '../model/health.ts';
import type { Facts } from '../model/live.ts';
import type { Topology } from '../topology/topology.ts';

export function statesToCome(topology: Topology, facts: Facts): readonly Desired[] {
  const names = topology.uplinks.map(({ name }) => name);
  const alone = names.length > 1 ? names.map((name) => before(name, names)) : [];
  return [[], ...alone].flatMap((standings) => {
    const compiled = compile(topology, { ...facts, standings });
    return compiled.ok ? [compiled.value] : [];
  });
}

function before(first: string, names: readonly string[]): readonly PathStanding[] {
  return families.flatMap((family) =>
    names.map((uplink) => ({ uplink, family, rank: uplink === first ? 0 : 1 })),
  );
}

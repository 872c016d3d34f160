/** Programs that run here and are known to change rules and routes of others. */

import type { NeighbourProgram } from '../model/neighbour.ts';
import { networkdDropIn } from '../model/neighbour.ts';
import type { Host } from './host.ts';
import { readNeighbourMarks } from './neighbour-marks.ts';

export type RouteWriter = { readonly program: string; readonly remedy: string };

const remedies: Partial<Readonly<Record<NeighbourProgram, string>>> = {
  'systemd-networkd': `set ManageForeignRoutingPolicyRules=no and ManageForeignRoutes=no in ${networkdDropIn.path}, then ${networkdDropIn.command}`,
  NetworkManager:
    'leave these interfaces to somebody else: unmanaged-devices in NetworkManager.conf(5)',
  keepalived: 'look at its static_routes and virtual_rules',
  mwan3: 'stop it: two programs cannot steer the same uplinks',
  FRR: 'start zebra with --retain, or with a table of its own',
  BIRD: 'look at its kernel protocols: learn, persist, table',
};

export function runningRouteWriters(host: Host): readonly RouteWriter[] {
  const { programs, networkd } = readNeighbourMarks(host);
  const isInnocent = !networkd.removesRules && !networkd.removesRoutes;
  return [...programs].flatMap((program) => {
    const remedy = remedies[program];
    const spares = program === 'systemd-networkd' && isInnocent;
    return remedy === undefined || spares ? [] : [{ program, remedy }];
  });
}

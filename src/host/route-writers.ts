/** Programs that run here and are known to change rules and routes of others. */

import { readFileSync, readdirSync } from 'node:fs';

export type RouteWriter = { readonly program: string; readonly remedy: string };

/** By the name that the kernel has for the process (proc(5), comm: 15 characters). */
const known: Readonly<Record<string, RouteWriter>> = {
  'systemd-network': {
    program: 'systemd-networkd',
    remedy: 'set ManageForeignRoutingPolicyRules=no and ManageForeignRoutes=no in networkd.conf(5)',
  },
  NetworkManager: {
    program: 'NetworkManager',
    remedy: 'leave these interfaces to somebody else: unmanaged-devices in NetworkManager.conf(5)',
  },
  keepalived: { program: 'keepalived', remedy: 'look at its static_routes and virtual_rules' },
  mwan3rtmon: { program: 'mwan3', remedy: 'stop it: two programs cannot steer the same uplinks' },
  zebra: { program: 'FRR', remedy: 'start zebra with --retain, or with a table of its own' },
  bird: { program: 'BIRD', remedy: 'look at its kernel protocols: learn, persist, table' },
};

export function runningRouteWriters(): readonly RouteWriter[] {
  const names = new Set(readdirSync('/proc').filter(isProcess).map(nameOf));
  return Object.entries(known).flatMap(([name, writer]) => (names.has(name) ? [writer] : []));
}

function isProcess(entry: string): boolean {
  return /^\d+$/.test(entry);
}

/** Empty where it has ended meanwhile. */
function nameOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

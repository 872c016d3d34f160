/** A topology that is read again while it is watched: taken over, or not, and why not. */

import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { isProgram } from '../host/user-file.ts';
import { missingPrograms } from '../host/probes/programs.ts';
import { readLive } from '../host/read-live.ts';
import type { Facts } from '../model/live.ts';
import type { NetworkStatus, UplinkStatus } from '../model/desired.ts';
import type { AllowableGuard, Guard } from '../model/plan.ts';
import { planGuards, standing } from '../plan/guards.ts';
import { guardText } from '../render/guard-text.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure } from './failure.ts';
import { planFrom } from './prepare.ts';
import { loadTopology } from './topology-file.ts';
import type { Log } from './watch-log.ts';
import type { LoopState, Reloaded } from './watch-state.ts';
import { whyUnsettled } from './unsettled.ts';
import { inOneLine } from './watch-text.ts';

export type Reloading = {
  readonly path: string;
  readonly host: Host;
  readonly log: Log;
  readonly allow: readonly AllowableGuard[];
};

/** What a service is for: uplinks that are not there now come later. */
export const expectedGuards = [
  'interface-missing',
  'uplink-unready',
  'network-unready',
] as const satisfies readonly AllowableGuard[];

/** What is not valid, or what apply would refuse, changes nothing: the old topology is kept. */
export async function reloadTopology(state: LoopState, reloading: Reloading): Promise<Reloaded> {
  const { path, log } = reloading;
  const loaded = loadTopology(path);
  // It may be taken back: then what was read of it would be put there again.
  const unsettled = whyUnsettled(reloading.host)?.message;
  const why =
    unsettled ??
    (loaded.ok
      ? await whyNotThis(loaded.value.topology, state, reloading)
      : whyNotRead(loaded.failure));
  if (loaded.ok && why === undefined) {
    log('info', `read ${path} again`, { event: 'reloaded' });
    return { ok: true, topology: loaded.value.topology };
  }
  const reason = `${path} was not taken over, the topology stays as it was: ${why}`;
  log('error', reason, { event: 'not-reloaded' });
  return { ok: false, reason };
}

async function whyNotThis(
  topology: Topology,
  { topology: current, standings, planned: { plan } }: LoopState,
  { host, allow }: Reloading,
): Promise<string | undefined> {
  if (topology.protocol !== current.protocol) {
    return `it has another protocol number (${topology.protocol}): stop the service, and destroy what has ${current.protocol}`;
  }
  const missing = hookMissing(topology) ?? (await probeMissing(topology));
  if (missing !== undefined) return missing;
  const compileFor = (facts: Facts) => compile(topology, { ...facts, standings });
  const planned = await planFrom(topology, compileFor, readLive(host), host);
  if (!planned.ok) return whyNotRead(planned.failure);
  const known = new Set(planGuards(plan).flatMap((one) => lacksOf(one) ?? []));
  const guard = standing(planned.value.guards, allow).find(
    (one) => lacksOf(one)?.every((lack) => known.has(lack)) !== true,
  );
  return guard === undefined ? undefined : inOneLine(guardText(guard));
}

/** What is lacking already is no mistake of the new one; undefined where it is another kind of guard. */
function lacksOf(guard: Guard): readonly string[] | undefined {
  switch (guard.name) {
    case 'interface-missing':
      return guard.interfaces;
    case 'uplink-unready':
      return guard.uplinks.map(lackOf);
    case 'network-unready':
      return guard.networks.map(lackOf);
    case 'empty-table':
    case 'foreign-conflict':
    case 'last-default':
    case 'management-path':
    case 'removes-everything':
    case 'table-id-clash':
      return undefined;
  }
}

function lackOf({ name, family, state }: UplinkStatus | NetworkStatus): string {
  return `${name} ${family} ${state.kind}`;
}

/** Undefined where there is none, or it can be run. */
export function hookMissing({ watch: { hook } }: Topology): string | undefined {
  if (hook === undefined || isProgram(hook.command[0])) return undefined;
  return `the hook ${hook.command[0]} is missing, or may not be run`;
}

/** Gateways are asked by ping, whoever else is asked. */
export async function probeMissing({ uplinks, health }: Topology): Promise<string | undefined> {
  const used = uplinks.flatMap((uplink) => uplink.health ?? health ?? []);
  const kinds = used.length === 0 ? [] : [...used.map(({ probe }) => probe), 'ping' as const];
  const [missing] = await missingPrograms([...new Set(kinds)]);
  if (missing === undefined) return undefined;
  return `health asks by ${missing.program}, which is not installed (apt install ${missing.debianPackage})`;
}

function whyNotRead({ message, problems: [first] = [] }: Failure): string {
  const line = first?.at === undefined ? '' : `line ${first.at.line}: `;
  return message ?? `${line}${first?.message ?? 'it is not valid'}`;
}

/** What a topology has to keep to, so that the service takes it over: asked by itself, and before an apply beside it. */

import { missingPrograms } from '../host/probes/programs.ts';
import { isProgram } from '../host/user-file.ts';
import type { NetworkStatus, UplinkStatus } from '../model/desired.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard, Guard, Plan } from '../model/plan.ts';
import type { Terms } from '../model/status.ts';
import { planGuards } from '../plan/guards.ts';
import { guardText } from '../render/guard-text.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure } from './failure.ts';

export function termsOf(
  { protocol }: Topology,
  plan: Plan,
  allow: readonly AllowableGuard[],
): Terms {
  return { protocol, allow, lacks: planGuards(plan).flatMap((one) => lacksOf(one) ?? []) };
}

/** Of a topology and its guards; in one line. */
export async function whyNotTakenOver(
  topology: Topology,
  guards: readonly Guard[],
  { protocol, allow, lacks }: Terms,
): Promise<(Failure & { readonly message: string }) | undefined> {
  if (topology.protocol !== protocol) {
    const message = `it has another protocol number (${topology.protocol}): stop the service, and destroy what has ${protocol}`;
    return { exitCode: exitCodes.refused, message };
  }
  const missing = hookMissing(topology) ?? (await probeMissing(topology));
  if (missing !== undefined) return { exitCode: exitCodes.unavailable, message: missing };
  const known = new Set(lacks);
  const guard = guards.find(
    (one) => !allow.includes(one.name) && lacksOf(one)?.every((lack) => known.has(lack)) !== true,
  );
  if (guard === undefined) return undefined;
  // By the service nothing is touched anyway, and its own --allow is not to be had without a new start.
  const [what = ''] = guardText(guard).split('. Nothing was touched.');
  const remedy =
    guard.name === 'foreign-conflict' ? '' : `; apply --allow ${guard.name} takes it over`;
  return { exitCode: exitCodes.refused, message: `${what}${remedy}` };
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

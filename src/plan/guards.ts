/** Reasons to refuse a plan before anything is touched, by name. */

import type { AllowableGuard, Guard, Plan } from '../model/plan.ts';
import type { Unready, UplinkStatus } from '../model/desired.ts';

/** Those that `allowed` does not name. */
export function standing(
  guards: readonly Guard[],
  allowed: readonly AllowableGuard[],
): readonly Guard[] {
  const names: ReadonlySet<Guard['name']> = new Set(allowed);
  return guards.filter(({ name }) => !names.has(name));
}

export function planGuards(plan: Plan): readonly Guard[] {
  const interfaces = missingInterfaces(plan);
  const uplinks = plan.uplinks.filter(({ state }) => isUnready(state));
  const networks = plan.networks.filter(
    ({ state }) => state.kind === 'no-address' || state.kind === 'address-missing',
  );
  return [
    ...(interfaces.length === 0 ? [] : [{ name: 'interface-missing', interfaces } as const]),
    ...(uplinks.length === 0 ? [] : [{ name: 'uplink-unready', uplinks } as const]),
    ...(networks.length === 0 ? [] : [{ name: 'network-unready', networks } as const]),
    ...(plan.conflicts.length === 0
      ? []
      : [{ name: 'foreign-conflict', conflicts: plan.conflicts } as const]),
    ...everythingRemoved(plan),
  ];
}

/** An empty topology is a mistake more often than a wish; `destroy` is the wish. */
function everythingRemoved({ topology, changes, unchanged }: Plan): readonly Guard[] {
  const removesAll =
    unchanged === 0 && changes.length > 0 && changes.every(({ action }) => action === 'remove');
  if (topology === undefined || !removesAll) return [];
  return [{ name: 'removes-everything', objects: changes.length }];
}

function missingInterfaces(plan: Plan): readonly string[] {
  const names = [
    ...plan.uplinks.filter(({ state }) => state.kind === 'interface-missing'),
    ...plan.networks.filter(({ state }) => state.kind === 'interface-missing'),
    ...plan.waiting.filter(({ state }) => state === 'interface-missing'),
  ].map((entry) => entry.interface);
  return [...new Set(names)];
}

/**
 * An uplink that is up but has no address or gateway would get a table that leads nowhere, and
 * rules that send its traffic there. One that is down is an ordinary day.
 */
function isUnready(state: UplinkStatus['state']): state is Unready {
  switch (state.kind) {
    case 'no-address':
    case 'address-missing':
    case 'address-tentative':
    case 'address-duplicate':
    case 'no-gateway':
      return true;
    case 'ready':
    case 'interface-missing':
    case 'interface-down':
    case 'no-carrier':
      return false;
  }
}

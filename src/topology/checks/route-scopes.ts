/** Scopes that do not go with a route's type or next hops (net/ipv4/fib_semantics.c). */

import { scopes } from '../../model/route.ts';
import type { Flaw } from '../problem-at.ts';
import { problemAt } from '../problem-at.ts';
import type { RawRoute, RawTarget, Uplink } from '../topology.ts';
import type { Check } from './check.ts';

type DeliveringTarget = Extract<RawTarget, { readonly hops: unknown }>;

/** What a route's scope is made of; `by` is what the user wrote it with. */
type Scoped = {
  readonly target: DeliveringTarget;
  readonly scope: number;
  readonly by: 'scope' | 'type';
  readonly hasGateway: boolean;
};

/** Refusing routes may have any scope; a nexthop object's gateway is not known here. */
export const scopesArePossible: Check = ({ routes, uplinks }, places) =>
  routes.flatMap((route) => {
    const scoped = scopedOf(route, uplinks);
    const flaw = scoped && flawOf(scoped);
    return flaw === undefined ? [] : [problemAt(places.under(route.at, [scoped?.by ?? '']), flaw)];
  });

function scopedOf({ families, target, scope }: RawRoute, uplinks: readonly Uplink[]) {
  if (!families.includes('ipv4') || !('hops' in target)) return undefined;
  const given = scope ?? impliedScope(target);
  const hasGateway = target.hops.some(({ gateway, uplink: name }) => {
    const uplink = uplinks.find((one) => one.name === name);
    return gateway !== undefined || (uplink?.ipv4 && uplink.ipv4.gateway.kind !== 'none');
  });
  const by = scope === undefined ? ('type' as const) : ('scope' as const);
  return given === undefined ? undefined : { target, scope: given, by, hasGateway };
}

/** As `defaultScope` has it; that of a unicast route always fits its next hops. */
function impliedScope({ kind }: DeliveringTarget): number | undefined {
  switch (kind) {
    case 'local':
      return scopes.host;
    case 'broadcast':
    case 'multicast':
    case 'anycast':
      return scopes.link;
    case 'unicast':
      return undefined;
  }
}

/** The least scope of each type (fib_props in fib_semantics.c). */
const leastScopes: Readonly<Record<DeliveringTarget['kind'], number>> = {
  unicast: scopes.global,
  multicast: scopes.global,
  broadcast: scopes.link,
  anycast: scopes.link,
  local: scopes.host,
};

function flawOf(scoped: Scoped): Flaw | undefined {
  const { target, scope } = scoped;
  const least = leastScopes[target.kind];
  if (scope < least) {
    const message = `scope ${nameOf(scope)} is too wide for a ${target.kind} route`;
    return { code: 'MH328', message, hint: `remove it, or write scope: ${nameOf(least)}` };
  }
  if (scope >= scopes.nowhere) {
    const message = 'scope nowhere is only for routes that refuse packets';
    return { code: 'MH328', message, hint: 'remove it' };
  }
  return flawOfHops(scoped);
}

function flawOfHops({ target, scope, by, hasGateway }: Scoped): Flaw | undefined {
  const subject = by === 'scope' ? `of scope ${nameOf(scope)}` : `of type ${target.kind}`;
  const hint = by === 'scope' ? 'remove "scope"' : 'remove the gateway';
  if (scope >= scopes.host && target.hops.length > 1) {
    const message = `a route ${subject} cannot have several next hops`;
    return { code: 'MH328', message, hint: 'keep one next hop' };
  }
  if (!hasGateway || scope < scopes.link) return undefined;
  if (scope >= scopes.host) {
    return { code: 'MH328', message: `a route ${subject} cannot have a gateway`, hint };
  }
  const message = `the gateway of a route ${subject} must be this very host`;
  return { code: 'MH329', message, hint };
}

function nameOf(scope: number): string {
  return Object.entries(scopes).find(([, number]) => number === scope)?.[0] ?? String(scope);
}

/**
 * Where the kernel sends a packet: what `ip route get` would answer (ip_route_output_key_hash_rcu,
 * ip_route_input_slow; ip6_route_output_flags, ip6_route_input_lookup).
 */

import type { Address } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { DeliveringKind, Hop, Route } from '../model/route.ts';
import { scopes } from '../model/route.ts';
import { localTable } from '../model/table.ts';
import { wordsOf } from '../model/address.ts';
import type { Way } from './indexed-route.ts';
import type { Link } from './links.ts';
import { judgeSource } from './martian.ts';
import { queryOf } from './query.ts';
import { selectAddress } from './source.ts';
import { findPrefix } from './prefix-index.ts';
import { isSpecial } from './special.ts';
import type { RoutingIndex } from './state.ts';
import type { Trace } from './trace.ts';
import type { Found, RoutingError, Walk } from './walk.ts';
import { walkMerged, walkRules } from './walk.ts';

/** One way a packet may take. */
export type Exit = {
  /** Undefined where an interface answers for addresses it has no route to. */
  readonly route: Route | undefined;
  readonly hop: Hop | undefined;
  /** Undefined for what is forwarded, and where it cannot be told. */
  readonly source: Address | undefined;
};

export type Decision =
  | {
      readonly kind: 'delivered';
      readonly type: DeliveringKind;
      /** More than one where a hash or the state of neighbours decides. */
      readonly exits: readonly [Exit, ...Exit[]];
      /** Why the kernel may decide otherwise. */
      readonly uncertain: string | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly error: RoutingError | 'ENODEV';
      /** The route that refuses, where it is one. */
      readonly route: Route | undefined;
      readonly why: string;
      readonly uncertain: string | undefined;
    };

export function decide(index: RoutingIndex, flow: Flow, trace?: Trace): Decision {
  if (isSpecial(flow.to)) return withDoubt(refuse('EINVAL', 'special'), notModelled);
  if (flow.iif !== undefined) return decideInput(index, flow, flow.iif, trace);
  return flow.family === 'ipv4'
    ? decideOutputIpv4(index, flow, trace)
    : decideOutputIpv6(index, flow, trace);
}

const notModelled = 'multicast, broadcast, loopback and unspecified destinations are not modelled';

function decideOutputIpv4(index: RoutingIndex, flow: Flow, trace: Trace): Decision {
  const { from, oif } = flow;
  if (from !== undefined && !isLocal(index, from)) {
    return refuse('ENETUNREACH', `${from} is no address of this host`);
  }
  const link = oif === undefined ? undefined : index.links.get(oif);
  if (oif !== undefined && link === undefined) return refuse('ENODEV', `no interface ${oif}`);
  if (link?.up === false) return refuse('ENETUNREACH', `${link.name} is down`);
  const found = walk(index, flow, { device: oif, strict: false }, trace);
  if (found.kind === 'refused' && link !== undefined) {
    trace?.push({ kind: 'note', text: `bound to ${link.name}: looked for on the link` });
    return onLink(index, flow, link, found);
  }
  return concluded(index, flow, found);
}

function decideOutputIpv6(index: RoutingIndex, flow: Flow, trace: Trace): Decision {
  const { from, oif } = flow;
  const link = oif === undefined ? undefined : index.links.get(oif);
  if (oif !== undefined && link === undefined) return refuse('ENODEV', `no interface ${oif}`);
  if (link?.up === false) return refuse('ENETUNREACH', `${link.name} is down`);
  // With a source, the device is only preferred (RT6_LOOKUP_F_IFACE in ip6_route_output_flags).
  const strict = oif !== undefined && from === undefined;
  return concluded(index, flow, walk(index, flow, { device: oif, strict }, trace));
}

function decideInput(index: RoutingIndex, flow: Flow, iif: string, trace: Trace): Decision {
  const link = index.links.get(iif);
  if (link === undefined) return refuse('ENODEV', `no interface ${iif}`);
  const found = walk(index, flow, { device: iif, strict: false }, trace);
  return flow.family === 'ipv4'
    ? concludeInputIpv4(index, flow, link, found)
    : concluded(index, flow, found);
}

function concludeInputIpv4(index: RoutingIndex, flow: Flow, link: Link, found: Found): Decision {
  const { forwards } = link.settings.ipv4;
  const type = found.kind === 'route' ? typeOf(found.hit.entry.route) : undefined;
  if (!forwards && type !== 'local' && type !== 'broadcast') {
    return withDoubt(refuse('EHOSTUNREACH', `${link.name} does not forward`), found.uncertain);
  }
  if (type !== undefined && type !== 'local' && type !== 'broadcast' && type !== 'unicast') {
    return withDoubt(refuse('EINVAL', 'no unicast destination'), found.uncertain);
  }
  if (found.kind === 'route') {
    const martian = judgeSource(flow, link, (reverse) =>
      walk(index, reverse, { device: undefined, strict: false }, undefined),
    );
    if (martian !== undefined) return withDoubt(refuse('EINVAL', martian), found.uncertain);
  }
  return concluded(index, flow, found);
}

type Bound = { readonly device: string | undefined; readonly strict: boolean };

function walk(index: RoutingIndex, flow: Flow, bound: Bound, trace: Trace): Found {
  const family = index.families[flow.family];
  const prepared: Walk = {
    index: family,
    flow,
    query: queryOf(flow),
    source: flow.from,
    ...bound,
  };
  const found = walkRules(prepared, trace);
  if (family.merged === undefined) return found;
  const merged = walkMerged(family.merged, prepared, undefined);
  return sameAnswer(found, merged) ? found : { ...found, uncertain: neverMerged };
}

const neverMerged =
  'until a rule is added, tables local and main are searched as one; whether one ever was is not shown';

function sameAnswer(one: Found, other: Found): boolean {
  if (one.kind === 'refused' || other.kind === 'refused') {
    return (
      one.kind === other.kind && 'error' in one && 'error' in other && one.error === other.error
    );
  }
  return one.hit.entry.route === other.hit.entry.route;
}

function concluded(index: RoutingIndex, flow: Flow, found: Found): Decision {
  if (found.kind === 'refused') {
    const route = found.hit?.entry.route;
    const why = { rule: 'a rule refuses', route: 'a route refuses', nothing: 'no route' }[found.by];
    return { kind: 'refused', error: found.error, route, why, uncertain: found.uncertain };
  }
  const { entry, ways } = found.hit;
  const [first, ...others] = ways.map((way) => exitOf(index, flow, way));
  if (first === undefined) throw new Error('a route that delivers, and no way');
  const type = typeOf(entry.route);
  return { kind: 'delivered', type, exits: [first, ...others], uncertain: found.uncertain };
}

function exitOf(index: RoutingIndex, flow: Flow, { entry, leg }: Way): Exit {
  const { route } = entry;
  return { route, hop: leg?.hop, source: sourceOf(index, flow, route, leg?.hop) };
}

/** What was given, else the route's own, else the address the way suggests (fib_result_prefsrc). */
function sourceOf(
  index: RoutingIndex,
  flow: Flow,
  route: Route,
  hop: Hop | undefined,
): Address | undefined {
  if (flow.iif !== undefined) return undefined;
  if (flow.from !== undefined) return flow.from;
  if (route.source !== undefined) return route.source;
  if (route.target.kind === 'local') return flow.to;
  if (flow.family === 'ipv6' || hop?.device === undefined) return undefined;
  return selectAddress(index, hop.device, hop.gateway, route.scope);
}

/** A socket bound to an interface: what no route leads to is taken to be on the link itself. */
function onLink(index: RoutingIndex, flow: Flow, link: Link, found: Found): Decision {
  const source = flow.from ?? selectAddress(index, link.name, undefined, scopes.link);
  const hop = { device: link.name, weight: 1, onlink: false };
  const exit = { route: undefined, hop, source };
  return { kind: 'delivered', type: 'unicast', exits: [exit], uncertain: found.uncertain };
}

function typeOf({ target }: Route): DeliveringKind {
  return 'hops' in target ? target.kind : 'unicast';
}

/** __ip_dev_find: an address of an interface, or one that table local delivers here. */
function isLocal(index: RoutingIndex, address: Address): boolean {
  const ofInterface = index.interfaces.some(({ addresses }) =>
    addresses.some((one) => one.address === address),
  );
  if (ofInterface) return true;
  const table = index.families.ipv4.tables.get(localTable);
  const node = table && findPrefix(table, wordsOf(address));
  return node?.value[0]?.route.target.kind === 'local';
}

function refuse(error: RoutingError | 'ENODEV', why: string): Decision {
  return { kind: 'refused', error, route: undefined, why, uncertain: undefined };
}

function withDoubt(decision: Decision, uncertain: string | undefined): Decision {
  return { ...decision, uncertain };
}

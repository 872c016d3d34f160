/** Raw routes: one for each key, next hops the kernel takes, sources the host has. */

import type { Prefix } from '../../model/address.ts';
import { addressOfPrefix, familyOf, isDefault, prefixLengthOf } from '../../model/address.ts';
import { ipv6DefaultMetric } from '../../model/route.ts';
import { mainTable } from '../../model/table.ts';
import { problemAt } from '../problem-at.ts';
import type { RawHop, RawRoute, Topology } from '../topology.ts';
import type { Check } from './check.ts';
import { declaredAddresses, hasAutomaticAddress, uplinkFamilies } from './facts.ts';

/** Routes are only compared within one table, metric and tos: most files have one of each. */
export const routesOnce: Check = (topology) => {
  const groups = new Map<string, RawRoute[]>();
  for (const route of topology.routes) {
    const slot = slotWithoutPrefix(topology, route);
    const group = groups.get(slot);
    if (group === undefined) groups.set(slot, [route]);
    else group.push(route);
  }
  return [...groups.values()].flatMap((group) =>
    group.length === 1 ? [] : repeatedPrefixes(group),
  );
};

function repeatedPrefixes(group: readonly RawRoute[]) {
  const first = new Map<Prefix, RawRoute>();
  return group.flatMap((route) => {
    const prefix = route.to.prefixes.find((one) => first.has(one));
    for (const one of route.to.prefixes) if (!first.has(one)) first.set(one, route);
    const other = prefix === undefined ? undefined : first.get(prefix);
    if (prefix === undefined || other === undefined) return [];
    return [
      problemAt(route.at, {
        code: 'MH214',
        message: `there is already a route to ${prefix} with this table, metric and tos`,
        hint: 'give one of them another metric',
        related: [{ message: 'the other one', at: other.at }],
      }),
    ];
  });
}

/** Both families are in one group: their prefixes never meet, but for the metric 0. */
function slotWithoutPrefix({ uplinks, tables }: Topology, route: RawRoute): string {
  const { table: reference, metric, tos, families } = route;
  const all = [...tables, ...uplinks.map(({ table }) => table)];
  const named =
    reference.kind === 'name' ? all.find(({ name }) => name === reference.name) : undefined;
  const table = reference.kind === 'id' ? reference.id : (named?.id ?? reference.name);
  // The kernel makes 1024 of an IPv6 metric of 0.
  const isIpv6 = !families.includes('ipv4');
  const slot = isIpv6 && (metric ?? 0) === 0 ? ipv6DefaultMetric : (metric ?? 0);
  return `${table} ${slot} ${tos}`;
}

export const ipv6HopsHaveGateways: Check = ({ routes, uplinks }, places) =>
  ipv6Multipath(routes).flatMap(({ route, hops }) =>
    hops.flatMap((hop, index) => {
      const uplink = uplinks.find(({ name }) => name === hop.uplink);
      const hasGateway = uplink?.ipv6
        ? uplink.ipv6.gateway.kind !== 'none'
        : hop.gateway !== undefined;
      if (hasGateway || (uplink !== undefined && uplink.ipv6 === undefined)) return [];
      const message = 'a next hop of an IPv6 multipath route needs a gateway';
      const at = places.under(route.at, ['nexthops', index]);
      return [problemAt(at, { code: 'MH316', message, hint: 'add "via"' })];
    }),
  );

export const ipv6HopsOnce: Check = ({ routes }, places) =>
  ipv6Multipath(routes).flatMap(({ route, hops }) =>
    hops.flatMap((hop, index) => {
      const first = hops.findIndex((one) => sameWay(one, hop));
      if (first === index) return [];
      return [
        problemAt(places.under(route.at, ['nexthops', index]), {
          code: 'MH317',
          message: 'this next hop is there twice',
          hint: 'give one of them a weight instead',
          related: [{ message: 'first here', at: places.under(route.at, ['nexthops', first]) }],
        }),
      ];
    }),
  );

function ipv6Multipath(routes: readonly RawRoute[]) {
  return routes.flatMap((route) => {
    const hops = 'hops' in route.target ? route.target.hops : [];
    return hops.length > 1 && route.families.includes('ipv6') ? [{ route, hops }] : [];
  });
}

function sameWay(one: RawHop, other: RawHop): boolean {
  return (
    one.uplink === other.uplink && one.gateway === other.gateway && one.device === other.device
  );
}

/** An IPv4 route may go by an IPv6 gateway (RFC 5549); nothing else crosses. */
export const routeFamiliesAgree: Check = ({ routes }, places) =>
  routes.flatMap(({ families, target, source, at }) => {
    const hops = 'hops' in target ? target.hops : [];
    const isIpv6 = families.includes('ipv6');
    const gateways = hops.flatMap(({ gateway }, index) => {
      if (!isIpv6 || gateway === undefined || familyOf(gateway) === 'ipv6') return [];
      const path = hops.length === 1 ? ['via'] : ['nexthops', index, 'via'];
      const message = `an IPv6 route cannot go by the IPv4 gateway ${gateway}`;
      return [
        problemAt(places.under(at, path), {
          code: 'MH318',
          message,
          hint: 'write an IPv6 gateway',
        }),
      ];
    });
    const other = families.find((family) => source !== undefined && familyOf(source) !== family);
    if (source === undefined || other === undefined) return gateways;
    const message = `src ${source} is of another family than the ${other} destination`;
    const hint = `write an ${other} source`;
    return [...gateways, problemAt(places.under(at, ['src']), { code: 'MH318', message, hint })];
  });

/** With an `auto` address, or a local route of one's own, the source may well be there. */
export const sourcesAreDeclared: Check = (topology, places) => {
  // A file of raw entries alone, as `import` writes it, says nothing of the host's addresses.
  const saysNone = topology.uplinks.length + topology.networks.length === 0;
  if (saysNone || hasAutomaticAddress(topology)) return [];
  const known = new Set<string>(declaredAddresses(topology).map(({ address }) => address));
  for (const { settings } of uplinkFamilies(topology)) {
    if (settings.assume.address !== undefined) known.add(settings.assume.address.address);
  }
  for (const { target, to } of topology.routes) {
    if (target.kind === 'local')
      for (const prefix of to.prefixes) known.add(addressOfPrefix(prefix));
  }
  return topology.routes.flatMap(({ source, at }) => {
    if (source === undefined || known.has(source)) return [];
    const message = `src ${source} is no address of this file's uplinks and networks`;
    const hint = 'the kernel refuses the route if the host does not have the address';
    return [problemAt(places.under(at, ['src']), { code: 'MH319', message, hint })];
  });
};

/** `0.0.0.0/1` and its like are not default routes to the kernel, but mean the same to people. */
export const mainFirstHolds: Check = ({ mainFirst, uplinks, routes }, places) => {
  if (!mainFirst || uplinks.length === 0) return [];
  return routes.flatMap(({ to, table, at }) => {
    if (table.kind !== 'id' || table.id !== mainTable) return [];
    const short = to.prefixes.find((prefix) => prefixLengthOf(prefix) < 8 && !isDefault(prefix));
    if (short === undefined) return [];
    const message = `${short} in table main takes its traffic away from all uplinks and policies`;
    const hint = 'write "default", use another table, or main-first: false';
    return [problemAt(places.under(at, ['to']), { code: 'MH320', message, hint })];
  });
};

/** Attributes that only one family has, or has differently. */

import type { Family } from '../../model/address.ts';
import { problemAt } from '../problem-at.ts';
import { hex } from '../values.ts';
import type { RawRoute, Topology } from '../topology.ts';
import type { Check } from './check.ts';

/** IPTOS_RT_MASK: what an IPv4 rule compares (net/ipv4/fib_rules.c refuses other bits). */
const ipv4TosBits = 0x1c;
/** The traffic class without the two bits of explicit congestion notification. */
const ipv6TosBits = 0xfc;

/** Rules and policies: both select by the same words. */
function selecting({ rules, policies }: Topology) {
  return [...rules, ...policies];
}

export const tosBitsCount: Check = (topology, places) =>
  selecting(topology).flatMap(({ families, selector, at }) => {
    const { tos } = selector;
    if (tos === undefined) return [];
    const bad = families.find((family) => (tos & ~bitsOf(family)) !== 0);
    if (bad === undefined) return [];
    const message = `tos ${hex(tos)} has bits that ${bad} rules do not compare: only ${hex(bitsOf(bad))}`;
    const hint = bad === 'ipv4' ? 'use dscp, or family: ipv6' : 'clear the two lowest bits';
    return [problemAt(places.under(at, ['tos']), { code: 'MH129', message, hint })];
  });

function bitsOf(family: Family): number {
  return family === 'ipv4' ? ipv4TosBits : ipv6TosBits;
}

export const tosOrDscp: Check = (topology, places) =>
  selecting(topology).flatMap(({ selector, at }) => {
    if (selector.tos === undefined || selector.dscp === undefined) return [];
    const message = '"tos" and "dscp" are about the same bits';
    return [
      problemAt(places.keyUnder(at, ['dscp']), {
        code: 'MH313',
        message,
        hint: 'keep one of them',
      }),
    ];
  });

/** Dropped without a word, but for `tos`, which the kernel refuses. */
const oneFamilyOnly: readonly {
  readonly key: string;
  readonly family: Family;
  readonly isSet: (route: RawRoute) => boolean;
}[] = [
  { key: 'tos', family: 'ipv4', isSet: ({ tos }) => tos !== 0 },
  { key: 'scope', family: 'ipv4', isSet: ({ scope }) => scope !== undefined },
  { key: 'realms', family: 'ipv4', isSet: ({ realms }) => realms !== undefined },
  { key: 'pref', family: 'ipv6', isSet: ({ preference }) => preference !== undefined },
  { key: 'expires', family: 'ipv6', isSet: ({ expiresSeconds }) => expiresSeconds !== undefined },
];

export const routeAttributesExist: Check = ({ routes }, places) =>
  routes.flatMap((route) =>
    oneFamilyOnly.flatMap(({ key, family, isSet }) => {
      const other = route.families.find((one) => one !== family);
      if (other === undefined || !isSet(route)) return [];
      const message = `${other} routes have no "${key}"`;
      const hint = `remove it, or make this route ${family} only`;
      return [problemAt(places.keyUnder(route.at, [key]), { code: 'MH312', message, hint })];
    }),
  );

/** FRA_FLOW is read by net/ipv4/fib_rules.c only. */
export const ruleRealmsExist: Check = ({ rules }, places) =>
  rules.flatMap(({ families, action, at }) => {
    const hasRealms = action.kind === 'lookup' && action.realms !== undefined;
    if (!hasRealms || !families.includes('ipv6')) return [];
    const message = 'ipv6 rules have no "realms"';
    const hint = 'remove it, or add family: ipv4';
    return [problemAt(places.keyUnder(at, ['realms']), { code: 'MH312', message, hint })];
  });

export const multipathHasNoRealms: Check = ({ routes }, places) =>
  routes.flatMap(({ realms, target, at }) => {
    if (realms === undefined || !('hops' in target) || target.hops.length === 1) return [];
    const message = 'the kernel refuses "realms" with several next hops';
    const hint = 'remove it, or give the realms to a rule';
    return [problemAt(places.keyUnder(at, ['realms']), { code: 'MH327', message, hint })];
  });

/** What the kernel drops without a word where there is no next hop of the route's own. */
export const routeAttributesCount: Check = ({ routes }, places) =>
  routes.flatMap(({ realms, expiresSeconds, preference, target, at }) => {
    if ('hops' in target) return [];
    const isObject = target.kind === 'nexthop-object';
    const where = isObject ? 'that use a nexthop object' : `of type ${target.kind}`;
    const ignored = [
      ...(isObject && realms !== undefined ? ['realms'] : []),
      ...(!isObject && expiresSeconds !== undefined ? ['expires'] : []),
      ...(!isObject && preference !== undefined ? ['pref'] : []),
    ];
    return ignored.map((key) => {
      const message = `the kernel ignores "${key}" in routes ${where}`;
      const flaw = { code: 'MH330', message, hint: `remove "${key}"` } as const;
      return problemAt(places.keyUnder(at, [key]), flaw);
    });
  });

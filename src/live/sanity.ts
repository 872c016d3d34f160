/**
 * What must be true of any host. A dump that fails is never planned upon: an `ip` that prints `[]`
 * and exits with 0 would otherwise look like a host on which all is to be made anew.
 */

import type { Family } from '../model/address.ts';
import { hostPrefix } from '../model/address.ts';
import type { Interface } from '../model/live.ts';
import type { Route } from '../model/route.ts';
import type { Rule } from '../model/rule.ts';
import { localTable } from '../model/table.ts';
import { isSafeName } from './dump.ts';

export type Parts = {
  /** The families this host has. */
  readonly families: readonly Family[];
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly interfaces: readonly Interface[];
};

/** The first thing that cannot be, in words; undefined when there is none. */
export function insanity(parts: Parts): string | undefined {
  return noInterface(parts) ?? noLocalRule(parts) ?? noLocalRoute(parts);
}

/** The loopback interface of a namespace cannot be deleted. */
function noInterface({ interfaces }: Parts): string | undefined {
  return interfaces.length > 0 ? undefined : 'the list of interfaces is empty';
}

/**
 * Every host delivers its own packets by a rule for table local. It exists even where IPv6 is
 * switched off by sysctl; somebody may have moved it to another priority, hardly deleted it.
 */
function noLocalRule({ families, rules }: Parts): string | undefined {
  const isLocal = ({ action }: Rule): boolean =>
    action.kind === 'lookup' && action.table === localTable;
  const found = new Set(rules.filter(isLocal).map(({ family }) => family));
  const missing = families.find((family) => !found.has(family));
  return missing && `the list of ${named[missing]} rules has none that looks up table local (255)`;
}

/**
 * An address in use has a route of type local: in table 255, or that of its VRF. It stays when
 * the carrier goes. While an address comes or goes, one of the two dumps may miss it.
 */
function noLocalRoute({ interfaces, routes }: Parts): string | undefined {
  const local = new Set<string>();
  for (const route of routes) if (route.target.kind === 'local') local.add(route.to);
  // The routes of an interface with an unsafe name are opaque.
  const judged = interfaces.filter((one) => one.up && isSafeName(one.name));
  for (const { name, addresses } of judged) {
    for (const { address, family, tentative } of addresses) {
      if (tentative || local.has(hostPrefix(address))) continue;
      return `the list of ${named[family]} routes has no local route for ${address}, an address of ${name}`;
    }
  }
  return undefined;
}

const named: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

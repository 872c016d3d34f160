/**
 * The gateways of a lease. Whoever is given classless routes does not look at the list of routers
 * (RFC 3442), also where none of them is a default route.
 */

import type { Address } from '../model/address.ts';
import { familyOf, parseAddress } from '../model/address.ts';

export type ClasslessRoute = { readonly to: string; readonly gateway: string };

export function leaseGateways(
  routers: readonly string[],
  classless: readonly ClasslessRoute[],
): readonly Address[] {
  const texts =
    classless.length === 0
      ? routers
      : classless.flatMap(({ to, gateway }) => (to === '0.0.0.0/0' ? [gateway] : []));
  return texts.flatMap((text) => parseIpv4(text) ?? []).filter((gateway) => gateway !== '0.0.0.0');
}

export function parseIpv4(text: string): Address | undefined {
  const address = parseAddress(text);
  return address !== undefined && familyOf(address) === 'ipv4' ? address : undefined;
}

/** As it is sent: a length, as many octets as it needs, the router (RFC 3442). */
export function classlessRoutes(octets: readonly number[]): readonly ClasslessRoute[] {
  const routes: ClasslessRoute[] = [];
  for (let at = 0; at < octets.length;) {
    const length = octets[at] ?? 0;
    const count = Math.ceil(length / 8);
    const end = at + 1 + count + 4;
    if (length < 0 || length > 32 || end > octets.length) return routes;
    const prefix = [...octets.slice(at + 1, at + 1 + count), 0, 0, 0, 0].slice(0, 4);
    const gateway = octets.slice(end - 4, end).join('.');
    routes.push({ to: `${prefix.join('.')}/${length}`, gateway });
    at = end;
  }
  return routes;
}

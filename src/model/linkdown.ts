/** Which routes the kernel passes over because their interface has no carrier. */

import type { Family } from './address.ts';
import type { InterfaceSettings, Live } from './live.ts';
import type { Hop, Route } from './route.ts';
import { hopsOf } from './route.ts';

/** IPv4 ors the setting of `all` into every other; IPv6 asks the interface alone. */
export function ignoresLinkdown(
  settings: readonly InterfaceSettings[],
  family: Family,
  device: string,
): boolean | undefined {
  const settingOf = (name: string) =>
    settings.find((one) => one.family === family && one.interface === name)?.ignoresLinkdown;
  const own = settingOf(device);
  return family === 'ipv4' && own === false ? settingOf('all') === true : own;
}

/** Where it leads, be it by a next hop object. */
export function allHopsOf(route: Route): readonly Hop[] {
  const { target } = route;
  return target.kind === 'nexthop-object' ? (target.leadsBy ?? []) : hopsOf(route);
}

/** Without those that the kernel passes over. */
export function hopsInUse(
  route: Route,
  { interfaces, settings }: Pick<Live, 'interfaces' | 'settings'>,
): readonly Hop[] {
  return allHopsOf(route).filter(({ device }) => {
    const link = interfaces.find(({ name }) => name === device);
    const isDown = link !== undefined && !link.carrier;
    return !isDown || ignoresLinkdown(settings, route.family, link.name) !== true;
  });
}

/** All of it is passed over. */
export function isPassedOver(route: Route, live: Pick<Live, 'interfaces' | 'settings'>): boolean {
  return allHopsOf(route).length > 0 && hopsInUse(route, live).length === 0;
}

/** States and settings of interfaces that keep what is planned from working. */

import type { Family } from '../model/address.ts';
import { families, familyNames } from '../model/address.ts';
import type { Desired, NetworkStatus, UplinkStatus } from '../model/desired.ts';
import { ignoresLinkdown } from '../model/linkdown.ts';
import type { Interface, InterfaceSettings, Live } from '../model/live.ts';
import type { Notice } from '../model/plan.ts';
import { forwardingSwitches, interfaceSysctl, sysctlCommand } from '../model/sysctl.ts';

export function interfaceNotices(desired: Desired, live: Live): readonly Notice[] {
  const ready = desired.uplinks.filter(({ state }) => state.kind === 'ready');
  return [
    ...ready.flatMap((uplink) => resolvesEverything(uplink, live)),
    ...ready.flatMap((uplink) => withoutCarrier(uplink, live)),
    ...families.flatMap((family) => keepsDeadRoutes(family, ready, live)),
    ...desired.networks.flatMap((network) => doesNotForward(network, live)),
  ];
}

/** Without a gateway every address is looked for on the link itself: right only point-to-point. */
function resolvesEverything(
  { name, state, interface: device, origin }: UplinkStatus,
  { interfaces }: Live,
): readonly Notice[] {
  if (state.kind !== 'ready' || state.gateway !== undefined) return [];
  const link = linkNamed(interfaces, device);
  if (link === undefined || link.withoutNeighbours) return [];
  const text = `uplink ${name} has no gateway, but ${device} is not point-to-point: every address will be looked for on the link`;
  return [{ text, origin }];
}

/** Addresses outlast the carrier, and so do routes. */
function withoutCarrier(
  { name, family, interface: device, origin }: UplinkStatus,
  { interfaces, settings }: Live,
): readonly Notice[] {
  if (linkNamed(interfaces, device)?.carrier !== false) return [];
  const effect =
    ignoresLinkdown(settings, family, device) === false
      ? 'its routes in main are used all the same'
      : 'its routes are passed over until it has';
  const text = `uplink ${name} (${familyNames[family]}): ${device} has no carrier; ${effect}`;
  return [{ text, isMetByWatch: true, origin }];
}

/** With one uplink only there is nothing to move on to. */
function keepsDeadRoutes(
  family: Family,
  ready: readonly UplinkStatus[],
  { settings }: Live,
): readonly Notice[] {
  const uplinks = ready.filter((uplink) => uplink.family === family);
  const devices = [...new Set(uplinks.map((uplink) => uplink.interface))];
  const keeping = devices.filter((device) => ignoresLinkdown(settings, family, device) === false);
  const [first] = uplinks;
  if (devices.length < 2 || keeping.length === 0 || first === undefined) return [];
  const paths = keeping.map((device) =>
    interfaceSysctl(family, device, 'ignore_routes_with_linkdown'),
  );
  const text = `when a carrier goes, routes by ${keeping.join(', ')} stay in use (${familyNames[family]})`;
  const remedy = sysctlCommand(paths.map((path) => ({ path, value: 1 })));
  return [{ text, remedy, isMetByWatch: true, isMetBySettings: true, origin: first.origin }];
}

/** A router that does not route: the most common reason why a network gets nowhere. */
function doesNotForward(
  { name, family, interface: device, state, origin }: NetworkStatus,
  { settings }: Live,
): readonly Notice[] {
  if (state.kind === 'interface-missing') return [];
  // IPv6 asks the setting of `all` for every packet, whatever the interface says (ip6_forward).
  const asked = family === 'ipv4' ? device : 'all';
  if (settingsOf(settings, family, asked)?.forwards !== false) return [];
  const remedy = sysctlCommand([{ path: forwardingSwitches[family], value: 1 }]);
  const text = `network ${name}: ${device} does not forward ${familyNames[family]}`;
  return [{ text, remedy, isMetBySettings: true, origin }];
}

function settingsOf(
  settings: readonly InterfaceSettings[],
  family: Family,
  device: string,
): InterfaceSettings | undefined {
  return settings.find((one) => one.family === family && one.interface === device);
}

function linkNamed(interfaces: readonly Interface[], device: string): Interface | undefined {
  return interfaces.find(({ name }) => name === device);
}

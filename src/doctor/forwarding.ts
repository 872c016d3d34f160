/** Whether a router routes, and what that does to router advertisements. */

import { families, familyNames } from '../model/address.ts';
import type { Family } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import type { Live } from '../model/live.ts';
import type { SysctlSetting } from '../model/sysctl.ts';
import { forwardingSwitches, interfaceSysctl, sysctlCommand } from '../model/sysctl.ts';
import type { Situation } from './situation.ts';
import { isOff, ownValue } from './values.ts';

/** What keeps advertisements counting comes first: forwarding takes away what they gave. */
export function forwardingFindings(situation: Situation): readonly Finding[] {
  return [
    ...ignoredAdvertisements(situation),
    ...ignoredElsewhere(situation),
    ...families.flatMap((family) => [
      ...notForwarding(family, situation),
      ...perhapsForwarding(family, situation),
    ]),
  ];
}

function notForwarding(family: Family, situation: Situation): readonly Finding[] {
  const { sysctls } = situation;
  const stuck = stuckNetworks(family, situation).filter(({ isRouted }) => isRouted);
  const path = forwardingSwitches[family];
  const [first] = stuck;
  if (first === undefined) return [];
  // Where it is on for all, somebody has switched these off by themselves.
  const settings = isOff(sysctls, path)
    ? [{ path, value: 1 }]
    : stuck.map((one) => ({
        path: interfaceSysctl(family, one.interface, 'forwarding'),
        value: 1,
      }));
  const [setting, ...rest] = settings;
  if (setting === undefined) return [];
  return [
    {
      code: 'MH606',
      severity: 'error',
      message: `${familyNames[family]} is not forwarded for ${stuck.map(({ name }) => name).join(', ')}`,
      reason: 'what comes from there for somebody else is dropped',
      remedy: { kind: 'sysctls', settings: [setting, ...rest] },
      ...(first.at === undefined ? {} : { at: first.at }),
    },
  ];
}

/** That it is named does not yet say that hosts of it reach others through this one. */
function perhapsForwarding(family: Family, situation: Situation): readonly Finding[] {
  const stuck = stuckNetworks(family, situation).filter(({ isRouted }) => !isRouted);
  const [first] = stuck;
  if (first === undefined) return [];
  return [
    {
      code: 'MH606',
      severity: 'information',
      message: `${familyNames[family]} is not forwarded for ${stuck.map(({ name }) => name).join(', ')}`,
      reason: 'where hosts there are to reach others through this one, it has to be',
      remedy: {
        kind: 'command',
        command: sysctlCommand([
          ...(family === 'ipv6' ? keepingAdvertisements(situation) : []),
          { path: forwardingSwitches[family], value: 1 },
        ]),
      },
      ...(first.at === undefined ? {} : { at: first.at }),
    },
  ];
}

/** IPv6 asks the setting of `all` for every packet, whatever the interface says (ip6_forward). */
function stuckNetworks(family: Family, { networks, sysctls }: Situation) {
  const isOffFor = (device: string) =>
    ownValue(sysctls, family, family === 'ipv4' ? device : 'all', 'forwarding') === 0;
  return networks.filter((one) => one.family === family && isOffFor(one.interface));
}

/** With 0 the kernel leaves them to somebody else, as to systemd-networkd. */
function ignoredAdvertisements(situation: Situation): readonly Finding[] {
  const { uplinks, networks, sysctls, live } = situation;
  const forwards = ownValue(sysctls, 'ipv6', 'all', 'forwarding') === 1;
  // What it is told of the networks makes it forward, be they routed by a policy or not.
  const willForward = networks.some(({ family }) => family === 'ipv6');
  return uplinks.flatMap(({ family, name, interface: device, isLearned, at }) => {
    const listens = ownValue(sysctls, 'ipv6', device, 'accept_ra') === 1;
    const itForwards = ownValue(sysctls, 'ipv6', device, 'forwarding') === 1;
    const isAdvertised = isLearned || givesRoutes(device, live);
    const lives = family === 'ipv6' && isAdvertised && listens;
    if (!lives || !(forwards || itForwards || willForward)) return [];
    const path = interfaceSysctl('ipv6', device, 'accept_ra');
    const when = forwards || itForwards ? 'are ignored' : 'are ignored once it forwards';
    return [
      {
        code: 'MH607' as const,
        severity: 'error' as const,
        message: `${name}: router advertisements on ${device} ${when}`,
        reason: 'its address and default route expire; accept_ra=2 listens all the same',
        remedy: { kind: 'sysctls' as const, settings: [{ path, value: 2 }] as const },
        ...(at === undefined ? {} : { at }),
      },
    ];
  });
}

/** It is all interfaces that forward then, also those that no topology names. */
function ignoredElsewhere(situation: Situation): readonly Finding[] {
  const willForward = stuckNetworks('ipv6', situation).some(({ isRouted }) => isRouted);
  if (!willForward) return [];
  return listeningElsewhere(situation).map((device) => ({
    code: 'MH607' as const,
    severity: 'warning' as const,
    message: `router advertisements on ${device} are ignored once the host forwards`,
    reason: `no IPv6 uplink of the topology uses ${device}, but what they gave goes all the same; accept_ra=2 keeps it`,
    remedy: { kind: 'sysctls' as const, settings: [stillListening(device)] as const },
  }));
}

/** Forwarding that is only proposed must cost nobody his routes either. */
function keepingAdvertisements(situation: Situation): readonly SysctlSetting[] {
  return listeningElsewhere(situation).map(stillListening);
}

function stillListening(device: string): SysctlSetting {
  return { path: interfaceSysctl('ipv6', device, 'accept_ra'), value: 2 };
}

function listeningElsewhere({ uplinks, sysctls, live }: Situation): readonly string[] {
  const isOurs = (device: string) =>
    uplinks.some((one) => one.family === 'ipv6' && one.interface === device);
  return advertisedDevices(live).filter(
    (device) => !isOurs(device) && ownValue(sysctls, 'ipv6', device, 'accept_ra') === 1,
  );
}

/** Interfaces that have something from router advertisements: routes, or addresses that run out. */
export function advertisedDevices(live: Live): readonly string[] {
  return live.interfaces
    .filter(
      ({ name, addresses }) =>
        givesRoutes(name, live) ||
        addresses.some(({ family, dynamic }) => family === 'ipv6' && dynamic),
    )
    .map(({ name }) => name);
}

function givesRoutes(device: string, { routes }: Live): boolean {
  return routes.some(
    ({ family, protocol, target }) =>
      family === 'ipv6' &&
      protocol === advertised &&
      'hops' in target &&
      target.hops.some((hop) => hop.device === device),
  );
}

/** RTPROT_RA in linux/rtnetlink.h. */
const advertised = 9;

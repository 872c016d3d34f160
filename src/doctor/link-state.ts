/** What becomes of routes and addresses when a link goes. */

import type { Family } from '../model/address.ts';
import { families, familyNames } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import { interfaceSysctl } from '../model/sysctl.ts';
import type { JudgedUplink, Situation } from './situation.ts';
import { atLeast, ownValue } from './values.ts';

export function linkStateFindings(situation: Situation): readonly Finding[] {
  return [
    ...families.flatMap((family) => deadRoutes(family, situation)),
    ...situation.uplinks.flatMap((uplink) => lostAddress(uplink, situation)),
  ];
}

/** With one uplink only there is nothing to move on to. */
function deadRoutes(
  family: Family,
  { uplinks, sysctls, isWatched }: Situation,
): readonly Finding[] {
  const own = uplinks.filter((one) => one.family === family);
  const devices = [...new Set(own.map((one) => one.interface))];
  const name = 'ignore_routes_with_linkdown';
  // IPv4 ors the setting of `all` into every other; IPv6 asks the interface alone.
  const keeping = devices.filter((device) =>
    family === 'ipv4'
      ? ownValue(sysctls, family, device, name) === 0 && atLeast(sysctls, device, name) === 0
      : ownValue(sysctls, family, device, name) === 0,
  );
  const [first, ...rest] = keeping.map((device) => ({
    path: interfaceSysctl(family, device, name),
    value: 1,
  }));
  const [{ at } = { at: undefined }] = own;
  if (devices.length < 2 || first === undefined) return [];
  return [
    {
      code: 'MH603',
      severity: isWatched ? 'information' : 'warning',
      message: `when a carrier goes, ${familyNames[family]} routes by ${keeping.join(', ')} stay in use`,
      reason: isWatched
        ? 'until watch leads traffic elsewhere'
        : 'traffic is sent into a link that is not there, until somebody changes the routes',
      remedy: { kind: 'sysctls', settings: [first, ...rest] },
      ...(at === undefined ? {} : { at }),
    },
  ];
}

/** Any value above 0, of `all` or of the interface, keeps them (addrconf_ifdown). */
function lostAddress(
  { family, name, interface: device, isLearned, at }: JudgedUplink,
  { sysctls }: Situation,
): readonly Finding[] {
  const setting = 'keep_addr_on_down';
  const all = ownValue(sysctls, 'ipv6', 'all', setting) ?? 0;
  const isForgotten = all === 0 && ownValue(sysctls, 'ipv6', device, setting) === 0;
  if (family !== 'ipv6' || isLearned || !isForgotten) return [];
  const path = interfaceSysctl('ipv6', device, setting);
  return [
    {
      code: 'MH608',
      severity: 'information',
      message: `the IPv6 address of ${name} is forgotten when ${device} is set down`,
      reason: 'when it is up again, somebody has to give the address again',
      remedy: { kind: 'sysctls', settings: [{ path, value: 1 }] },
      ...(at === undefined ? {} : { at }),
    },
  ];
}

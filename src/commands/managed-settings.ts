/** Settings of the kernel that a topology has us manage, as the host has them and as they should be. */

import { advertisedDevices } from '../doctor/forwarding.ts';
import { situationOf } from '../doctor/situation.ts';
import { wantedSettings } from '../doctor/wanted-settings.ts';
import { readSwitched, readSysctl, readSysctls } from '../host/sysctls.ts';
import { decodeOwnSettings } from '../live/decode-own-settings.ts';
import { families } from '../model/address.ts';
import type { DropIns } from '../model/live.ts';
import type { Sysctls, SysctlSetting } from '../model/sysctl.ts';
import { forwardingSwitches } from '../model/sysctl.ts';
import type { SettingsInput } from '../plan/settings.ts';
import type { Topology } from '../topology/topology.ts';
import { statesToCome } from './states-to-come.ts';
import type { Surveyed } from './survey.ts';

export function settingsFor(
  topology: Topology,
  { live, facts, desired }: Surveyed,
  dropIns: DropIns,
): SettingsInput & { readonly remarks: readonly string[] } {
  if (topology.sysctls === 'leave') return { ...settingsToGo(dropIns), remarks: [] };
  const own = decodeOwnSettings(dropIns.sysctls.text);
  const declared = new Set([...topology.uplinks, ...topology.networks].map((one) => one.interface));
  const sysctls = readSettings(
    [...declared, ...advertisedDevices(live)],
    topology.networks.length > 0,
  );
  const states = () => statesToCome(topology, facts);
  const situation = situationOf({ live, sysctls, isWatched: false }, topology, { desired, states });
  const present = new Map([...sysctls, ...settingsToGo(dropIns).present]);
  const wanted = wantedSettings(situation, own);
  return { isManaged: true, wanted, own, present, remarks: remarksOn(wanted, present, declared) };
}

/** Where nothing is managed, or nothing any more. */
export function settingsToGo({ sysctls: file }: DropIns): SettingsInput {
  const own = decodeOwnSettings(file.text);
  const present = own.flatMap(({ path }) => {
    const value = readSysctl(path);
    return value === undefined ? [] : [[path, value] as const];
  });
  return { isManaged: false, wanted: [], own, present: new Map(present) };
}

/** Of every interface, where forwarding may be switched: that is many files on a big host. */
function readSettings(devices: readonly string[], mayForward: boolean): Sysctls {
  const some = readSysctls(devices);
  const off = families.filter((family) => some.get(forwardingSwitches[family]) === 0);
  const all = mayForward ? off.flatMap((family) => [...readSwitched(family)]) : [];
  return new Map([...all, ...some]);
}

/** Nobody expects a plan to touch what its topology does not name. */
function remarksOn(
  wanted: readonly SysctlSetting[],
  present: Sysctls,
  declared: ReadonlySet<string>,
): readonly string[] {
  return wanted.flatMap(({ path, value }) => {
    const [, device] = /^net\/ipv6\/conf\/(.+)\/accept_ra$/.exec(path) ?? [];
    if (device === undefined || declared.has(device) || present.get(path) === value) return [];
    return [
      `${device} has routes or addresses from router advertisements, which a host that forwards ignores: accept_ra=${value} lets it go on with them`,
    ];
  });
}

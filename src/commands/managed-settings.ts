/** Settings of the kernel that a topology has us manage, as the host has them and as they should be. */

import { situationOf } from '../doctor/situation.ts';
import { wantedSettings } from '../doctor/wanted-settings.ts';
import { readSysctl, readSysctls } from '../host/sysctls.ts';
import { decodeOwnSettings } from '../live/decode-own-settings.ts';
import type { Desired } from '../model/desired.ts';
import type { DropIns, Live } from '../model/live.ts';
import type { SettingsInput } from '../plan/settings.ts';
import type { Topology } from '../topology/topology.ts';

export function settingsFor(
  topology: Topology,
  live: Live,
  desired: Desired,
  dropIns: DropIns,
): SettingsInput {
  if (topology.sysctls === 'leave') return settingsToGo(dropIns);
  const own = decodeOwnSettings(dropIns.sysctls.text);
  const devices = [...topology.uplinks, ...topology.networks].map((one) => one.interface);
  const sysctls = readSysctls(devices);
  const situation = situationOf({ live, sysctls, isWatched: false }, topology, desired);
  const present = new Map([...sysctls, ...settingsToGo(dropIns).present]);
  return { isManaged: true, wanted: wantedSettings(situation, own), own, present };
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

/** What doctor would have set for this topology, on the host as it was before we set anything. */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { OwnSetting, SysctlPath, Sysctls, SysctlSetting } from '../model/sysctl.ts';
import { forwardingSwitches, givenBySwitch, switchedFamily } from '../model/sysctl.ts';
import { diagnoseSettings } from './diagnose.ts';
import type { Situation } from './situation.ts';

export function wantedSettings(
  situation: Omit<Situation, 'isWatched'>,
  own: readonly OwnSetting[],
): readonly SysctlSetting[] {
  const sysctls = asBefore(situation.sysctls, own);
  // Who watches does not change what is right, nor does what is away for a while.
  const found = diagnoseSettings({ ...situation, sysctls, isWatched: false });
  const isThere = (device: string) => situation.live.interfaces.some(({ name }) => name === device);
  const isWhole =
    (situation.desired?.uplinks.every(({ state }) => state.kind === 'ready') ?? true) &&
    situation.networks.every((one) => isThere(one.interface));
  const wanted = found.flatMap(({ remedy }) => (remedy?.kind === 'sysctls' ? remedy.settings : []));
  const settings = [...(isWhole ? [] : own), ...wanted];
  const isSet = (path: SysctlPath) => settings.some((one) => one.path === path);
  const forwards = isSet(forwardingSwitches.ipv6) || sysctls.get(forwardingSwitches.ipv6) === 1;
  const byPath = new Map(
    [
      ...[...(forwards ? own : []), ...settings].filter(isForAdvertisements),
      ...families.flatMap((family) =>
        isSet(forwardingSwitches[family]) ? singleOnes(family, sysctls, own) : [],
      ),
      ...settings,
    ].map(({ path, value }) => [path, value]),
  );
  return [...byPath].map(([path, value]) => ({ path, value }));
}

/**
 * While the host forwards, whoever wants that, what went away would not come back by itself. These stand
 * before all others, and go back after them: an interface that is told to forward, even if it does, costs
 * every other one what it was given, unless that listens all the same (rt6_purge_dflt_routers).
 */
function isForAdvertisements({ path }: SysctlSetting): boolean {
  return path.endsWith('/accept_ra');
}

/** What forwarding for all would change on its way back: it stands before it, and so goes back after it. */
function singleOnes(
  family: Family,
  sysctls: Sysctls,
  own: readonly OwnSetting[],
): readonly SysctlSetting[] {
  const path = forwardingSwitches[family];
  const known = own.some((one) => one.path === path);
  const before = known ? own.map((one) => [one.path, one.before] as const) : [...sysctls];
  return before.flatMap(([one, value]) => {
    const [given, givenBack] = [1, 0].map((to) => givenBySwitch(family, to, one));
    return given === undefined || givenBack === value ? [] : [{ path: one, value: given }];
  });
}

/** Forwarding for all is forwarding of each. */
function asBefore(sysctls: Sysctls, own: readonly OwnSetting[]): Sysctls {
  const implied = own.flatMap(({ path, before }) => {
    const family = switchedFamily(path);
    if (family === undefined) return [];
    return [...sysctls.keys()].flatMap((one) => {
      const value = givenBySwitch(family, before, one);
      return value === undefined ? [] : [[one, value] as const];
    });
  });
  return new Map([
    ...sysctls,
    ...implied,
    ...own.map(({ path, before }) => [path, before] as const),
  ]);
}

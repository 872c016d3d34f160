/** What doctor would have set for this topology, on the host as it was before we set anything. */

import type { Family } from '../model/address.ts';
import type { OwnSetting, Sysctls, SysctlSetting } from '../model/sysctl.ts';
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
  const settings = [
    ...(isWhole ? [] : own),
    ...found.flatMap(({ remedy }) => (remedy?.kind === 'sysctls' ? remedy.settings : [])),
  ];
  const byPath = new Map(settings.map(({ path, value }) => [path, value]));
  return [...byPath].map(([path, value]) => ({ path, value }));
}

/** Forwarding for all is forwarding of each (inet_forward_change, addrconf_fixup_forwarding). */
function asBefore(sysctls: Sysctls, own: readonly OwnSetting[]): Sysctls {
  const implied = own.flatMap(({ path, before }) => {
    const family = switches.get(path);
    if (family === undefined) return [];
    const paths = [...sysctls.keys()].filter(
      (one) => one.startsWith(`net/${family}/conf/`) && one.endsWith('/forwarding'),
    );
    return paths.map((one) => [one, before] as const);
  });
  return new Map([
    ...sysctls,
    ...implied,
    ...own.map(({ path, before }) => [path, before] as const),
  ]);
}

const switches: ReadonlyMap<string, Family> = new Map([
  ['net/ipv4/ip_forward', 'ipv4'],
  ['net/ipv6/conf/all/forwarding', 'ipv6'],
]);

/** Settings of the kernel that the topology has us manage: the drop-in that makes them last, and live values. */

import type { LiveFile } from '../model/live.ts';
import { beforeMark } from '../model/ownership.ts';
import type {
  OwnSetting,
  SettingChange,
  SysctlPath,
  Sysctls,
  SysctlSetting,
} from '../model/sysctl.ts';
import { givenBySwitch, switchedFamily, sysctlKey } from '../model/sysctl.ts';
import type { DropInDiff } from './drop-ins.ts';
import { diffFile } from './drop-ins.ts';

export type SettingsInput = {
  readonly isManaged: boolean;
  readonly wanted: readonly SysctlSetting[];
  /** What our drop-in holds now. */
  readonly own: readonly OwnSetting[];
  /** Live values. */
  readonly present: Sysctls;
};

export type SettingsDiff = DropInDiff & { readonly settings: readonly SettingChange[] };

export function diffSettings(input: SettingsInput, file: LiveFile): SettingsDiff {
  const { wanted, own, present } = input;
  const kept = wanted.flatMap(({ path, value }): readonly OwnSetting[] => {
    const before = own.find((one) => one.path === path)?.before ?? present.get(path);
    return before === undefined ? [] : [{ path, value, before }];
  });
  const lines = kept.flatMap(({ path, value, before }) => [
    `${beforeMark}${sysctlKey(path)} = ${before}`,
    `${sysctlKey(path)} = ${value}`,
  ]);
  const diff = diffFile(lines, file);
  if (diff.conflicts.length > 0) return { ...diff, settings: [] };
  const dropped = own.filter(({ path }) => !kept.some((one) => one.path === path));
  return { ...diff, settings: [...given(kept, present), ...takenBack(dropped, present)] };
}

function given(kept: readonly OwnSetting[], present: Sysctls): readonly SettingChange[] {
  return kept.flatMap(({ path, value }) => {
    const before = present.get(path);
    return before === undefined || before === value ? [] : [{ path, before, after: value }];
  });
}

/**
 * The last first. What somebody else has changed since stays. What was the same before is written
 * again where the kernel overwrites it with one that goes back.
 */
function takenBack(dropped: readonly OwnSetting[], present: Sysctls): readonly SettingChange[] {
  const ours = dropped.toReversed().filter(({ path, value }) => present.get(path) === value);
  const changed = ours.filter(({ value, before }) => value !== before);
  const isOverwritten = (path: SysctlPath) =>
    changed.some(({ path: other, before }) => {
      const family = switchedFamily(other);
      return family !== undefined && givenBySwitch(family, before, path) !== undefined;
    });
  return ours
    .filter((one) => changed.includes(one) || isOverwritten(one.path))
    .map(({ path, value, before }) => ({ path, before: value, after: before }));
}

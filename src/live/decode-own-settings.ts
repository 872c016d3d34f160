/** Our drop-in for sysctl.d(5) -> what it sets, and what that was before. */

import { beforeMark, isOurFile } from '../model/ownership.ts';
import type { OwnSetting, SysctlPath } from '../model/sysctl.ts';
import { settablePath } from '../model/sysctl.ts';

/** What was not so written by us is no setting of ours. */
export function decodeOwnSettings(text: string | undefined): readonly OwnSetting[] {
  if (text === undefined || !isOurFile(text)) return [];
  const before = new Map<SysctlPath, number>();
  const own: OwnSetting[] = [];
  for (const line of text.split('\n')) {
    const isMemory = line.startsWith(beforeMark);
    const setting = settingIn(isMemory ? line.slice(beforeMark.length) : line);
    if (setting === undefined) continue;
    const [path, value] = setting;
    const former = before.get(path);
    if (isMemory) before.set(path, value);
    else if (former !== undefined) own.push({ path, value, before: former });
  }
  return own;
}

function settingIn(line: string): readonly [SysctlPath, number] | undefined {
  const [, key = '', value = ''] = /^([^\s#=]+) = (-?\d{1,9})$/.exec(line) ?? [];
  const path = settablePath(key);
  return path === undefined ? undefined : [path, Number(value)];
}

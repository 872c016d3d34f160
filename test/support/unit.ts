/** What the systemd unit in the package says. */

import { readFileSync } from 'node:fs';

import { inRepository } from './repository.ts';

/** The last one counts, as for systemd; undefined where there is none. */
export function settingOf(name: string): string | undefined {
  const text = readFileSync(inRepository('systemd', 'multihome-watch.service'), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}=`));
  return lines.at(-1)?.slice(name.length + 1);
}
